"""Findings from self tests."""

import pytest

from assessments.domain.findings import Measurement, find
from tests.assessments.domain.walks import SHIPPED


@pytest.mark.parametrize(
    ("test", "value", "found"),
    [
        ("st.lunge", 10, {}),
        ("st.lunge", 9.99, {"ankle_dorsiflexion_restricted": 1}),
        ("st.lunge", 7, {"ankle_dorsiflexion_restricted": 1}),
        ("st.lunge", 6.99, {"ankle_dorsiflexion_restricted": 2}),
        ("st.lunge", 4, {"ankle_dorsiflexion_restricted": 2}),
        ("st.lunge", 3.99, {"ankle_dorsiflexion_restricted": 3}),
        ("st.big_toe_seated", 60, {}),
        ("st.big_toe_seated", 45, {"hallux_extension_restricted": 1}),
        ("st.big_toe_seated", 30, {"hallux_extension_restricted": 2}),
        ("st.big_toe_seated", 29, {"hallux_extension_restricted": 3}),
        ("st.arch_index", 0.25, {}),
        ("st.arch_index", 0.26, {"low_arch": 1}),
        ("st.arch_index", 0.29, {"low_arch": 2}),
        ("st.arch_index", 0.31, {"low_arch": 2}),
        ("st.arch_index", 0.311, {"low_arch": 3}),
        ("st.arch_index", 0.22, {}),
        ("st.arch_index", 0.21, {"high_arch": 1}),
        ("st.arch_index", 0.19, {"high_arch": 1}),
        ("st.arch_index", 0.16, {"high_arch": 2}),
        ("st.arch_index", 0.15, {"high_arch": 3}),
        ("st.toe_out_angle", -5, {}),
        ("st.toe_out_angle", -5.1, {"toe_in": 2}),
        ("st.toe_out_angle", 15, {}),
        ("st.toe_out_angle", 15.1, {"toe_out": 2}),
        ("st.toe_out_angle", 25, {"toe_out": 2}),
        ("st.toe_out_angle", 25.1, {"toe_out": 3}),
        ("st.arch_lift", 0, {"weak_intrinsics": 2}),
        ("st.arch_lift", 2, {"weak_intrinsics": 1}),
        ("st.arch_lift", 3, {}),
        ("st.big_toe_standing", "painful", {"big_toe_pain": 2}),
        ("st.heel_raise", 1, {}),
        ("st.balance", 1, {}),
    ],
)
def test_find_measurement(test: str, value: float | str, found: dict[str, int]) -> None:
    assert find(SHIPPED, {}, [Measurement(test, "right", value)]).by_person == found


@pytest.mark.parametrize(
    ("left", "right", "severity"),
    [(12, 10.5, None), (12, 10.4, 1), (12.9, 10, 1), (13, 10, 2), (13.9, 10, 2), (10, 14, 3)],
)
def test_find_ankle_difference_needs_both_sides(left: float, right: float, severity: int | None) -> None:
    both = find(SHIPPED, {}, [Measurement("st.lunge", "left", left), Measurement("st.lunge", "right", right)])
    assert both.by_person.get("ankle_asymmetry") == severity
    assert "ankle_asymmetry" not in find(SHIPPED, {}, [Measurement("st.lunge", "left", left)]).by_person


def test_find_the_worse_side_decides() -> None:
    findings = find(SHIPPED, {}, [Measurement("st.lunge", "left", 5), Measurement("st.lunge", "right", 8)])
    assert findings.by_person["ankle_dorsiflexion_restricted"] == 2
    assert findings.first_side["ankle_dorsiflexion_restricted"] == "left"
    asymmetry = next(one for one in findings.findings if one.id == "ankle_asymmetry")
    assert asymmetry.side is None
    assert asymmetry.because[0].answers == (("st.lunge.left", 5), ("st.lunge.right", 8))


def test_find_a_value_stopped_by_pain_is_not_used() -> None:
    stopped = [Measurement("st.lunge", "left", 2, "pain"), Measurement("st.toe_out_angle", "left", 40, "pain")]
    assert find(SHIPPED, {}, stopped).findings == ()
    assert find(SHIPPED, {}, [Measurement("st.lunge", "left", 2, "balance")]).findings != ()


def test_find_a_measured_row_takes_numbers_only() -> None:
    assert find(SHIPPED, {}, [Measurement("st.lunge", "left", "not tried")]).findings == ()


def test_find_merges_an_answer_and_a_measurement_of_one_side() -> None:
    findings = find(SHIPPED, {"fp.toe_direction.left": "clearly_out"}, [Measurement("st.toe_out_angle", "left", 30)])
    (one,) = findings.findings
    assert (one.severity, one.side) == (3, "left")
    assert [because.source for because in one.because] == ["question", "measurement", "measurement"]


def test_find_takes_a_number_question_of_later() -> None:
    assert find(SHIPPED, {"hb.positions": ("desk",), "hb.sit_hours": 9}).by_person == {"prolonged_sitting": 3}
