"""Every finding and contraindication says what raised it: question or measured value, with what was answered."""

import pytest

from assessments.catalogue import shipped
from assessments.domain.findings import Measurement, find
from assessments.domain.reasons import Because

CONTENT = shipped()


def because_of(finding: str, answers: dict[str, object], *measurements: Measurement) -> list[Because]:
    found = find(CONTENT, answers, measurements).findings
    return [because for one in found if one.id == finding for because in one.because]


def test_a_finding_names_the_question_and_the_side_that_was_answered() -> None:
    answers = {"fp.toe_direction.left": "clearly_out", "fp.toe_direction.right": "straight"}
    assert because_of("toe_out", answers) == [
        Because("question", "fp.toe_direction", (("fp.toe_direction.left", "clearly_out"),))
    ]


def test_a_finding_names_the_answer_that_set_its_severity_too() -> None:
    answers = {"pain_site.left": ("under_heel",), "om.pain_foot.average.left": 5}
    assert because_of("plantar_heel_pain", answers) == [
        Because("question", "pain_site", (("pain_site.left", ("under_heel",)), ("om.pain_foot.average.left", 5)))
    ]


@pytest.mark.parametrize(
    ("answer", "severity"), [("once", 1), ("twice", 2), ("more", 3), ("an older answer", 1), (None, 1)]
)
def test_a_severity_from_a_choice_that_is_not_listed_is_the_lowest(answer: str | None, severity: int) -> None:
    answers: dict[str, object] = {"pain_site.left": ("ankle_gives_way",)}
    answers |= {"gives_way_times": answer} if answer else {}
    assert find(CONTENT, answers).by_person == {"ankle_instability": severity}


def test_a_measured_side_names_its_own_value_only() -> None:
    left, right = Measurement("st.lunge", "left", 5.0), Measurement("st.lunge", "right", 6.5)
    assert because_of("ankle_dorsiflexion_restricted", {}, left, right) == [
        Because("measurement", "st.lunge", (("st.lunge.left", 5.0),)),
        Because("measurement", "st.lunge", (("st.lunge.right", 6.5),)),
    ]


def test_a_difference_names_both_sides() -> None:
    left, right = Measurement("st.lunge", "left", 5.0), Measurement("st.lunge", "right", 9.0)
    assert because_of("ankle_asymmetry", {}, left, right) == [
        Because("measurement", "st.lunge", (("st.lunge.left", 5.0), ("st.lunge.right", 9.0)))
    ]


def test_a_measured_answer_names_the_test_and_its_side_where_it_has_one() -> None:
    assert because_of("calf_cramps", {}, Measurement("st.calf_tight", None, "tight")) == [
        Because("measurement", "st.calf_tight", (("st.calf_tight", "tight"),))
    ]
    assert because_of("weak_intrinsics", {}, Measurement("st.arch_lift", "right", "2")) == [
        Because("measurement", "st.arch_lift", (("st.arch_lift.right", "2"),))
    ]


def test_a_contraindication_names_its_answers_and_their_level() -> None:
    (thinners,) = find(CONTENT, {"hx.thinners": "ticked"}).contraindications
    assert thinners.because == (Because("question", "hx.thinners", (("hx.thinners", "ticked"),), "caution"),)
    (insertional,) = find(CONTENT, {"pain_site.right": ("back_of_heel_on_the_bone",)}).contraindications
    assert insertional.because == (
        Because("question", "pain_site", (("pain_site.right", ("back_of_heel_on_the_bone",)),)),
    )


def test_a_slight_finding_of_one_side_goes_first_there() -> None:
    assert find(CONTENT, {"toes_shape.right": ("toes_claw",)}).first_side == {"toe_clawing": "right"}
    assert find(CONTENT, {"toes_shape.left": ("toes_claw",)}).first_side == {"toe_clawing": "left"}
    both = {"toes_shape.left": ("toes_claw",), "toes_shape.right": ("toes_claw",)}
    assert find(CONTENT, both).first_side == {}
