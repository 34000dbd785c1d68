"""Whether a pain rating changed by more than noise."""

from dataclasses import dataclass
from typing import Literal

from assessments.domain.definitions import PainChangeRule


@dataclass(frozen=True, slots=True)
class PainChange:
    result: Literal["improved", "small_improvement", "same", "worse", "still_none"]
    low_at_start: bool = False
    new_pain: bool = False


def pain_change(rule: PainChangeRule, baseline: int, now: int) -> PainChange:
    """Both 0 to 10. The first row that fits wins; without pain at the start no percentage exists."""
    drop = baseline - now
    if baseline == 0:
        return PainChange(_rise_from_none(rule, now), new_pain=now > 0)
    low = baseline < rule.improved_drop
    if drop >= rule.improved_drop and drop * 100 >= rule.improved_percent * baseline:
        return PainChange("improved", low_at_start=low)
    if drop >= rule.small_drop:
        return PainChange("small_improvement", low_at_start=low)
    return PainChange("worse" if -drop >= rule.worse_rise else "same", low_at_start=low)


def _rise_from_none(rule: PainChangeRule, now: int) -> Literal["still_none", "same", "worse"]:
    if now == 0:
        return "still_none"
    return "worse" if now >= rule.worse_rise else "same"
