"""One item in its plain form: how to do it, what to watch for, and why it is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from assessments.domain.definitions import Questionnaire
from programs.choosing import Chosen
from programs.composing import inputs_now
from programs.days import Day
from programs.domain.cautions import cautions
from programs.domain.inputs import Inputs
from programs.domain.movements import Protocol
from programs.domain.routine import PlannedItem
from programs.models import Plan
from programs.presenters.breaks import break_whens, without_times
from programs.presenters.chains import Chains, chain_links
from programs.presenters.day_news import Offer
from programs.presenters.links import item_url
from programs.presenters.own_choices import take_back
from programs.presenters.plan import ItemShown, item_shown, section_heads, section_of
from programs.presenters.studies import Study
from programs.presenters.today import next_link, tick_form
from programs.presenters.touch import Touch, touch_shown
from programs.presenters.words import POSITIONS, listed, strand, things, tick_words


@dataclass(frozen=True, slots=True)
class ItemPage:
    """`chains` are the reasons that rest on answers, `reasons` the others; `tick` is None while the item may not be
    ticked; `place` is empty outside today's routine.

    `next` is what is left to do today, from this item on and round to the first; None where nothing is, or nobody is
    invited to more. `last` says that all of today is done.
    """

    id: str
    side: str
    strand: str
    name: str
    purpose: str
    place: str
    done: bool
    facts: tuple[dict[str, str], ...]
    cautions: tuple[str, ...]
    steps: tuple[str, ...]
    feels_like: str
    mistakes: tuple[str, ...]
    stop_signs: tuple[str, ...]
    touch: Touch | None
    chains: tuple[tuple[dict[str, str], ...], ...]
    reasons: tuple[str, ...]
    grade: str
    sources: tuple[Study, ...]
    clinic: str
    offer: Offer | None
    tick_once: str
    tick: dict[str, Any] | None
    next: dict[str, str] | None
    last: bool
    before: dict[str, str] | None
    after: dict[str, str] | None
    may_leave_out: bool
    has_easier: bool
    undo: dict[str, str] | None


def item_page(
    plan: Plan,
    protocol: Protocol,
    planned: PlannedItem,
    day: Day | None,
    questionnaire: Questionnaire,
    chosen: Chosen,
) -> ItemPage:
    item, inputs = protocol.items[planned.item], inputs_now(plan)
    chains = Chains(protocol, questionnaire, plan.assessment.findings["findings"])
    shown = item_shown(protocol, without_times(protocol, planned), chains, chosen)
    touch = touch_shown(protocol, planned, _as_sore_as_today(inputs, day))
    when = break_whens(protocol, day.breaks if day else (planned,))
    order = in_page_order(day.items, gentle=day.gentle) if day else []
    place = next((n for n, one in enumerate(order) if one.item == item.id), None)
    return ItemPage(
        id=item.id,
        side=planned.first_side or "left",
        strand=strand(planned.kind),
        name=item.words.name,
        purpose=item.words.purpose,
        place=_("%(place)d of %(of)d") % {"place": place + 1, "of": len(order)} if place is not None else "",
        done=day is not None and item.id in day.done,
        facts=_facts(protocol, planned, touch, shown, when.get(item.id, "")),
        cautions=cautions(protocol, item, inputs.contra, inputs.excluded_tags),
        steps=item.words.cues,
        feels_like=item.words.feels_like,
        mistakes=item.words.common_mistakes,
        stop_signs=item.words.stop_signs,
        touch=touch,
        chains=chain_links([chain for chain in shown.why if chain.said], item.words.name),
        reasons=tuple(chain.reason for chain in shown.why if not chain.said),
        grade=shown.grade,
        sources=shown.sources,
        clinic=shown.clinic,
        offer=shown.offer,
        tick_once=tick_words(planned.dose),
        tick=tick_form(day, planned) if day and place is not None else None,
        next=_next(day, [*order[place + 1 :], *order[:place]]) if day and place is not None else None,
        last=day is not None and all(one.item in day.done for one in day.items),
        before=_link(protocol, order, place, -1),
        after=_link(protocol, order, place, 1),
        may_leave_out=shown.may_leave_out,
        has_easier=shown.has_easier,
        undo=take_back() if item.id in chosen.from_tomorrow else None,
    )


def _as_sore_as_today(inputs: Inputs, day: Day | None) -> Inputs:
    """After a report of high pain touch is as light as for a plan that was made with such pain."""
    if day is None or not day.eased_by_pain:
        return inputs
    return replace(inputs, pain=max(inputs.pain, day.protocol.progression.lights.red_during))


def in_page_order(items: Sequence[PlannedItem], *, gentle: bool) -> list[PlannedItem]:
    order = [id for id, _strand, _label in section_heads(gentle=gentle)]
    return sorted(items, key=lambda one: order.index(section_of(one.kind)))


def _facts(
    protocol: Protocol, planned: PlannedItem, touch: Touch | None, shown: ItemShown, when: str
) -> tuple[dict[str, str], ...]:
    """A massage says where, with what and for how many seconds, in place of the dose."""
    item = protocol.items[planned.item]
    facts = {
        _("When"): when,
        _("How much"): "" if touch else shown.dose,
        _("How long"): shown.time,
        _("Which side"): shown.first_side,
        _("Position"): str(POSITIONS[item.position]),
        _("What you need"): listed(things(protocol, item)) if things(protocol, item) else _("Nothing"),
    }
    rest = ({"label": label, "text": text} for label, text in facts.items() if text)
    return (*(touch.facts if touch else ()), *rest)


def _next(day: Day, others: Sequence[PlannedItem]) -> dict[str, str] | None:
    if day.eased_by_pain:
        return None
    planned = next((one for one in others if one.item not in day.done and not day.waits(one)), None)
    return next_link(day, planned, _("Next: %(name)s")) if planned else None


def _link(protocol: Protocol, order: Sequence[PlannedItem], place: int | None, step: int) -> dict[str, str] | None:
    if place is None or not 0 <= place + step < len(order):
        return None
    item = order[place + step].item
    return {"url": item_url(item), "label": protocol.items[item].words.name}
