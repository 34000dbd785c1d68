"""The whole plan: why each item is there, how sure that is, and what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from assessments.domain.definitions import Questionnaire
from programs.choosing import Chosen
from programs.composing import withheld
from programs.domain.inputs import OTHER_DAY, STRENGTH_DAY
from programs.domain.movements import Protocol
from programs.domain.routine import PlannedItem, Routine
from programs.domain.wording import signposts
from programs.models import Plan
from programs.presenters.breaks import BreakShown, break_moments, breaks_shown, without_times
from programs.presenters.chains import Chain, Chains
from programs.presenters.day_news import Offer, offer_of
from programs.presenters.left_out import LeftOutCause, SwapGroup, left_out, left_out_codes, swapped
from programs.presenters.links import item_url
from programs.presenters.own_choices import OwnChoice, own_choices
from programs.presenters.progress_words import set_by_clinic
from programs.presenters.shorter import shorter_words
from programs.presenters.studies import Study, study
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
class ItemShown:
    """`on` are its days, or its moments; `clinic` is what the clinic says beside a dose that it set."""

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
    sources: tuple[Study, ...]
    clinic: str
    offer: Offer | None
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
    shorter: str
    left_out: tuple[LeftOutCause, ...]
    left_out_count: int
    swapped: tuple[SwapGroup, ...]
    uncovered: tuple[str, ...]
    would_change: tuple[TurnGroup, ...]
    no_routine: object
    advice: tuple[str, ...]


def plan_page(
    plan: Plan,
    protocol: Protocol,
    routines: dict[str, Routine],
    questionnaire: Questionnaire,
    chosen: Chosen,
) -> PlanPage:
    """`questionnaire` is the one that the plan's answers were given to."""
    chains = Chains(protocol, questionnaire, plan.assessment.findings["findings"])
    planned = _of_both_days(routines)
    strength = routines[STRENGTH_DAY]
    gone = withheld(protocol, plan, [one.item for one in (*planned, *strength.breaks)])
    kept = [one for one in planned if one.item not in gone]
    codes = left_out_codes(routines, gone, {one.item for one in kept})
    shown = [item_shown(protocol, one, chains, chosen, _only_on(one.item, routines)) for one in kept]
    in_breaks = [one for one in strength.breaks if one.item not in gone]
    moments = break_moments(protocol, in_breaks)
    breaks = [
        item_shown(protocol, without_times(protocol, one), chains, chosen, moments.get(one.item, ""))
        for one in in_breaks
    ]
    return PlanPage(
        days=_days(routines),
        choices=own_choices(plan, protocol, routines, chosen),
        sections=tuple(_sections(kept, shown)),
        breaks=_section("breaks", MOVE, "", breaks),
        break_times=breaks_shown(protocol, in_breaks) if moments else (),
        shorter=shorter_words(plan, protocol, routines),
        left_out=left_out(plan, protocol, codes),
        left_out_count=len(codes),
        swapped=tuple(swapped(plan, protocol, routines.values())),
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


def item_shown(protocol: Protocol, planned: PlannedItem, chains: Chains, chosen: Chosen, on: str = "") -> ItemShown:
    item, says = protocol.items[planned.item], chosen.clinic_says.get(planned.item)
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
        clinic=set_by_clinic(says) if says else "",
        offer=offer_of(protocol, {"offer": chosen.offers[item.id]}) if item.id in chosen.offers else None,
        may_leave_out=item.id in chosen.choosable.leave_out,
        has_easier=item.id in chosen.choosable.prefer_easier,
    )


def sources(protocol: Protocol, planned: PlannedItem) -> tuple[Study, ...]:
    ids = [*protocol.items[planned.item].evidence, *(id for reason in planned.reasons for id in reason.citations)]
    return tuple(study(protocol.citations[id]) for id in dict.fromkeys(ids))


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


def _would_change(plan: Plan, protocol: Protocol, questionnaire: Questionnaire) -> tuple[TurnGroup, ...]:
    """As it was told when the plan was made, without what has been ruled out since."""
    moved = {item for change in plan.would_change for item in (*change["adds"], *change["removes"])}
    return would_change(protocol, questionnaire, plan.would_change, withheld(protocol, plan, moved))
