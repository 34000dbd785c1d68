"""A massage in words: where, with what, how firm for this person, how long, and what holds for all touch."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.domain.cautions import pressure
from programs.domain.inputs import Inputs
from programs.domain.movements import Item, Protocol
from programs.domain.routine import PlannedItem
from programs.domain.touch_words import TouchWords
from programs.presenters.words import length_words, listed, lower_first, number, times_a_day

REGIONS = {
    "toes": gettext_lazy("The toes"),
    "big_toe": gettext_lazy("The big toe"),
    "forefoot": gettext_lazy("The front of the foot"),
    "arch": gettext_lazy("The arch"),
    "heel": gettext_lazy("The heel"),
    "whole_foot": gettext_lazy("The whole foot"),
    "ankle": gettext_lazy("The ankle"),
    "calf": gettext_lazy("The calf"),
    "shin": gettext_lazy("The shin"),
    "hip": gettext_lazy("The hip"),
    "low_back": gettext_lazy("The lower back"),
    "whole_leg": gettext_lazy("The whole leg"),
}
SUPPORTS = frozenset({"none", "chair", "wall"})
LOWER_LEG = frozenset({"calf", "shin", "whole_leg"})
OIL, PARTNER, NO_OIL = "oil", "partner", "massage_oil"
ALLERGY = "skin_allergy"
FIRM = 4  # of 10: points, rollers and cross strokes


@dataclass(frozen=True, slots=True)
class Touch:
    """`consent` is for touch by somebody else. Sentences of an older content version are missing."""

    facts: tuple[dict[str, str], ...]
    pressure: str
    consent: tuple[str, ...]
    before: tuple[str, ...]
    oil: tuple[str, ...]
    after: tuple[str, ...]


def touch_shown(protocol: Protocol, planned: PlannedItem, inputs: Inputs) -> Touch | None:
    """None for anything but a massage."""
    item, words = protocol.items[planned.item], protocol.touch
    if item.pressure_0_10 is None:
        return None
    return Touch(
        facts=tuple(_facts(protocol, item, planned)),
        pressure=_pressure(protocol, item, inputs),
        consent=_say(words, "partner_decides", "partner_asks") if PARTNER in item.equipment else (),
        before=_before(words, item, firm=item.pressure_0_10[1] >= FIRM),
        oil=_oil(words, inputs),
        after=_say(words, "after", "after_more"),
    )


def _facts(protocol: Protocol, item: Item, planned: PlannedItem) -> list[dict[str, str]]:
    tools = [protocol.vocabulary.equipment[id].label for id in item.equipment if id not in SUPPORTS]
    with_what = listed(map(lower_first, tools)) if tools else _("Your hands")
    facts = [
        {"label": _("Where"), "text": str(REGIONS[item.region])},
        {"label": _("With"), "text": with_what},
    ]
    if planned.dose.minutes:
        label = _("On each side") if item.side == "each" else _("For")
        facts.append({"label": label, "text": length_words(planned.dose.minutes * 60)})
    if planned.dose.times_per_day > 1:
        facts.append({"label": _("How often"), "text": times_a_day(planned.dose)})
    return facts


def _pressure(protocol: Protocol, item: Item, inputs: Inputs) -> str:
    """The item's own pressure, under the lowest ceiling that holds for this person."""
    given = pressure(protocol, item, inputs.pain)
    if given is None:
        return ""
    words = protocol.touch
    if words is None:
        return " ".join([_press(*given, ""), str(SCALE), str(TOO_MUCH)])
    ceiling = words.ceiling(inputs.contra, inputs.pain)
    low, high = (min(one, ceiling.most) for one in given)
    return " ".join(
        [_press(low, high, _feels(words, low, high)), str(SCALE), *_say(words, ceiling.sentence, "too_much")]
    )


def _press(low: int, high: int, feels: str) -> str:
    numbers = number(low) if low == high else _("%(low)d to %(high)d") % {"low": low, "high": high}
    if feels:
        return _("Press %(numbers)s out of 10: %(feels)s.") % {"numbers": numbers, "feels": feels}
    return _("Press %(numbers)s out of 10.") % {"numbers": numbers}


def _feels(words: TouchWords, low: int, high: int) -> str:
    steps = [lower_first(step.words.split(".")[0]) for step in words.scale if step.low <= high and low <= step.high]
    return _("%(low)s to %(high)s") % {"low": steps[0], "high": steps[-1]} if len(steps) > 1 else steps[0]


def _before(words: TouchWords | None, item: Item, *, firm: bool) -> tuple[str, ...]:
    keys = ["choice", "instead", "not_pressed"]
    keys += ["direction"] if item.region in LOWER_LEG else []
    keys += ["firm_days"] if firm else []
    return _say(words, *keys)


def _oil(words: TouchWords | None, inputs: Inputs) -> tuple[str, ...]:
    """Only for who has oil or cream and may use it."""
    if OIL not in inputs.equip or NO_OIL in inputs.excluded_tags or ALLERGY in inputs.contra:
        return ()
    return _say(words, "skin", "patch_test", "scent", "nuts", "slip")


def _say(words: TouchWords | None, *keys: str) -> tuple[str, ...]:
    return tuple(words.says(key) for key in keys) if words else ()


SCALE = gettext_lazy("0 is no pressure and 10 is more than you could bear.")
TOO_MUCH = gettext_lazy("If you hold your breath or your face tightens, press less.")
