"""The whole plan: why each item is there, how sure that is, and what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from assessments.domain.definitions import Questionnaire
from programs.choosing import Choosable
from programs.composing import caps_of, taken_away, withheld
from programs.domain.blocks import YOUR_CHOICE
from programs.domain.inputs import OTHER_DAY, STRENGTH_DAY
from programs.domain.movements import Citation, Protocol
from programs.domain.routine import PlannedItem, Routine
from programs.domain.wording import left_out_words, signposts
from programs.models import Plan
from programs.presenters.breaks import BreakShown, break_moments, breaks_shown, without_times
from programs.presenters.chains import Chain, Chains
from programs.presenters.links import item_url
from programs.presenters.own_choices import OwnChoice, own_choices
from programs.presenters.words import (
    FIRST_SIDES,
    GRADES,
    MOVE,
    TOUCH,
    dose_words,
    listed,
    lower_first,
    minutes_of,
    minutes_words,
    sentence,
    strand,
    time_words,
)
from programs.presenters.would_change import TurnGroup, would_change

MOVEMENT, TOUCHING, FINISH = "movement", "touch", "finish"


@dataclass(frozen=True, slots=True)
class Source:
    """A study as text; `doi` is empty when it was not seen."""

    words: str
    doi: str


@dataclass(frozen=True, slots=True)
class ItemShown:
    """`on` are its days, or its moments."""

    id: str
    strand: str
    name: str
    purpose: str
    url: str
    dose: str
    time: str
    first_side: str
    on: str
    because: str
    why: tuple[Chain, ...]
    grade: str
    sources: tuple[Source, ...]
    may_leave_out: bool
    has_easier: bool


@dataclass(frozen=True, slots=True)
class Section:
    """`shared` is the reason that all its items have; what an item adds to it stands as its own `because`."""

    id: str
    strand: str
    label: str
    shared: str
    items: tuple[ItemShown, ...]


@dataclass(frozen=True, slots=True)
class LeftOutShown:
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class LeftOutGroup:
    """The items that one reason left out."""

    why: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayShown:
    label: str
    minutes: str
    count: int


@dataclass(frozen=True, slots=True)
class PlanPage:
    days: tuple[DayShown, ...]
    choices: tuple[OwnChoice, ...]
    sections: tuple[Section, ...]
    breaks: Section
    break_times: tuple[BreakShown, ...]
    left_out: tuple[LeftOutGroup, ...]
    swapped: tuple[LeftOutShown, ...]
    uncovered: tuple[str, ...]
    would_change: tuple[TurnGroup, ...]
    no_routine: object
    advice: tuple[str, ...]

    @property
    def left_out_count(self) -> int:
        return sum(len(group.names) for group in self.left_out)


def plan_page(
    plan: Plan,
    protocol: Protocol,
    routines: dict[str, Routine],
    questionnaire: Questionnaire,
    choosable: Choosable,
) -> PlanPage:
    """`questionnaire` is the one that the plan's answers were given to."""
    chains = Chains(protocol, questionnaire, plan.assessment.findings["findings"])
    planned = _of_both_days(routines)
    strength = routines[STRENGTH_DAY]
    gone = withheld(protocol, plan, [one.item for one in (*planned, *strength.breaks)])
    kept = [one for one in planned if one.item not in gone]
    shown = [item_shown(protocol, one, chains, choosable, _only_on(one.item, routines)) for one in kept]
    in_breaks = [one for one in strength.breaks if one.item not in gone]
    moments = break_moments(protocol, in_breaks)
    breaks = [
        item_shown(protocol, without_times(protocol, one), chains, choosable, moments.get(one.item, ""))
        for one in in_breaks
    ]
    return PlanPage(
        days=_days(routines),
        choices=own_choices(plan, protocol, routines),
        sections=tuple(_sections(kept, shown)),
        breaks=_section("breaks", MOVE, "", breaks),
        break_times=breaks_shown(protocol, in_breaks) if moments else (),
        left_out=_left_out(plan, protocol, routines, gone, {one.item for one in kept}),
        swapped=_swapped(plan, protocol, routines),
        uncovered=tuple(protocol.vocabulary.findings[id].label for id in strength.uncovered),
        would_change=_would_change(plan, protocol, questionnaire),
        no_routine=protocol.words.messages[strength.message] if strength.message else None,
        advice=signposts(protocol, plan.outcome["matched_rules"]),
    )


def section_of(kind: str) -> str:
    return {"massage": TOUCHING, "stretch": FINISH}.get(kind, MOVEMENT)


def section_heads(*, gentle: bool = False) -> tuple[tuple[str, str, str], ...]:
    """(id, strand, label) in the order of the day. A gentle day begins with breathing, which is touch."""
    movement, touch = (MOVEMENT, MOVE, _("Movement")), (TOUCHING, TOUCH, _("Touch"))
    finish = (FINISH, MOVE, _("Finish with a stretch"))
    return (touch, movement, finish) if gentle else (movement, touch, finish)


def item_shown(
    protocol: Protocol, planned: PlannedItem, chains: Chains, choosable: Choosable, on: str = ""
) -> ItemShown:
    item = protocol.items[planned.item]
    return ItemShown(
        id=item.id,
        strand=strand(planned.kind),
        name=item.words.name,
        purpose=item.words.purpose,
        url=item_url(item.id),
        dose=dose_words(item, planned.dose),
        time=time_words(planned.seconds),
        first_side=str(FIRST_SIDES.get(planned.first_side or "", "")),
        on=on,
        because=sentence(planned.reason),
        why=chains.of(planned.reasons),
        grade=str(GRADES[item.evidence_grade]),
        sources=sources(protocol, planned),
        may_leave_out=item.id in choosable.leave_out,
        has_easier=item.id in choosable.prefer_easier,
    )


def sources(protocol: Protocol, planned: PlannedItem) -> tuple[Source, ...]:
    ids = [*protocol.items[planned.item].evidence, *(id for reason in planned.reasons for id in reason.citations)]
    return tuple(_source(protocol.citations[id]) for id in dict.fromkeys(ids))


def _source(study: Citation) -> Source:
    words = ", ".join(str(part) for part in (study.authors, study.year, study.title, study.journal) if part)
    return Source(sentence(words), study.doi if study.doi and study.doi_seen else "")


def _of_both_days(routines: dict[str, Routine]) -> list[PlannedItem]:
    """Each item once, in the order of the strength day, then what only the other day has."""
    found: dict[str, PlannedItem] = {}
    for routine in routines.values():
        for planned in routine.items:
            found.setdefault(planned.item, planned)
    return list(found.values())


def _only_on(item: str, routines: dict[str, Routine]) -> str:
    holding = [day for day, routine in routines.items() if any(one.item == item for one in routine.items)]
    if len(holding) > 1:
        return ""
    return _("On strength days") if holding == [STRENGTH_DAY] else _("On the other days")


def _days(routines: dict[str, Routine]) -> tuple[DayShown, ...]:
    labels = {STRENGTH_DAY: _("Strength day"), OTHER_DAY: _("Other day")}
    return tuple(
        DayShown(labels[day], minutes_words(minutes_of(sum(one.seconds for one in routine.items))), len(routine.items))
        for day, routine in routines.items()
    )


def _sections(planned: Sequence[PlannedItem], shown: Sequence[ItemShown]) -> Iterable[Section]:
    for id, color, label in section_heads():
        items = [item for one, item in zip(planned, shown, strict=True) if section_of(one.kind) == id]
        if items:
            yield _section(id, color, label, items)


def _section(id: str, color: str, label: str, items: Sequence[ItemShown]) -> Section:
    """What several items have as their reason is said in full once: for all of them, or where it comes first."""
    first = {item.because for item in items}
    shared = first.pop() if len(first) == 1 and len(items) > 1 else ""
    said = {shared}
    shown = []
    for item in items:
        words = item.because
        if words == shared:
            words = ""
        elif words in said:
            words = _short(item.why[0])
        said.add(item.because)
        shown.append(replace(item, because=words))
    return Section(id, color, label, shared, tuple(shown))


def _short(why: Chain) -> str:
    """A reason that was said before, by its findings; one that everybody has, has none."""
    return _("Because of: %(findings)s.") % {"findings": listed(map(lower_first, why.findings))} if why.findings else ""


def _left_out(
    plan: Plan, protocol: Protocol, routines: dict[str, Routine], gone: dict[str, str], planned: set[str]
) -> tuple[LeftOutGroup, ...]:
    """Items that are on neither day, under the first reason of each; what the person chose stands elsewhere."""
    codes = dict(gone)
    for routine in routines.values():
        for left in (*routine.dropped, *routine.left_outs):
            if left.item not in planned and left.code != YOUR_CHOICE:
                codes.setdefault(left.item, left.code)
    groups: dict[str, list[str]] = {}
    for item, code in codes.items():
        groups.setdefault(_reason(plan, protocol, item, code), []).append(_name(protocol, item))
    return tuple(LeftOutGroup(why, tuple(names)) for why, names in groups.items())


def _would_change(plan: Plan, protocol: Protocol, questionnaire: Questionnaire) -> tuple[TurnGroup, ...]:
    """As it was told when the plan was made, without what has been ruled out since."""
    moved = {item for change in plan.would_change for item in (*change["adds"], *change["removes"])}
    return would_change(protocol, questionnaire, plan.would_change, withheld(protocol, plan, moved))


def _swapped(plan: Plan, protocol: Protocol, routines: dict[str, Routine]) -> tuple[LeftOutShown, ...]:
    swaps = {swap.before: swap for routine in routines.values() for swap in routine.swaps if swap.code != YOUR_CHOICE}
    return tuple(
        LeftOutShown(
            _("%(after)s takes the place of %(before)s")
            % {"after": _name(protocol, swap.after), "before": _name(protocol, swap.before).lower()},
            _reason(plan, protocol, swap.before, swap.code),
        )
        for swap in swaps.values()
    )


def _reason(plan: Plan, protocol: Protocol, item: str, code: str) -> str:
    return left_out_words(
        protocol,
        code,
        item=item,
        caps=caps_of(plan),
        taken_away=taken_away(plan),
        longest=plan.minutes == max(protocol.composer.budgets),
    )


def _name(protocol: Protocol, item: str) -> str:
    return protocol.items[item].words.name
