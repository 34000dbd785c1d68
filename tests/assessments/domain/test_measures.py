import pytest

from assessments.domain.measures import PainChange, pain_change
from tests.assessments.domain.walks import SHIPPED


@pytest.mark.parametrize(
    ("baseline", "now", "change"),
    [
        (6, 4, PainChange("improved")),
        (7, 5, PainChange("small_improvement")),
        (10, 7, PainChange("improved")),
        (10, 8, PainChange("small_improvement")),
        (2, 0, PainChange("improved")),
        (1, 0, PainChange("small_improvement", low_at_start=True)),
        (1, 1, PainChange("same", low_at_start=True)),
        (1, 3, PainChange("worse", low_at_start=True)),
        (0, 0, PainChange("still_none")),
        (0, 1, PainChange("same", new_pain=True)),
        (0, 2, PainChange("worse", new_pain=True)),
        (3, 4, PainChange("same")),
        (3, 5, PainChange("worse")),
        (5, 5, PainChange("same")),
        (8, 7, PainChange("small_improvement")),
    ],
)
def test_pain_change(baseline: int, now: int, change: PainChange) -> None:
    assert pain_change(SHIPPED.pain_change, baseline, now) == change


def test_pain_change_never_calls_a_rise_better() -> None:
    for baseline in range(11):
        results = [pain_change(SHIPPED.pain_change, baseline, now).result for now in range(11)]
        order = ["still_none", "improved", "small_improvement", "same", "worse"]
        assert results == sorted(results, key=order.index)
