"""What staff may lift."""

import pytest

from assessments.domain.findings import Contraindication, LiftRefused, find, release
from tests.assessments.domain.walks import SHIPPED, walk


def active(*ticks: str) -> tuple[Contraindication, ...]:
    answers, _ = walk({"main.region": "feet", **dict.fromkeys(ticks, "ticked")})
    return find(SHIPPED, answers).contraindications


def test_release_lifts_what_is_named_and_keeps_the_rest() -> None:
    contraindications = active("hx.surgery", "hx.thinners")
    assert {one.id for one in contraindications} == {"post_surgery", "dvt_risk", "anticoagulants"}
    assert release(contraindications, []) == ("anticoagulants", "post_surgery", "dvt_risk")
    assert set(release(contraindications, ["post_surgery"])) == {
        "post_surgery_cleared",
        "dvt_risk",
        "anticoagulants",
    }
    assert set(release(contraindications, ["anticoagulants", "anticoagulants"])) == {
        "post_surgery",
        "dvt_risk",
    }


@pytest.mark.parametrize("lift", ["neuropathy", "no_such_id", "post_surgery_cleared", ""])
def test_release_refuses_what_is_not_active(lift: str) -> None:
    contraindications = active("hx.surgery")
    with pytest.raises(LiftRefused, match="not active"):
        release(contraindications, [lift])


def test_release_refuses_what_a_same_day_answer_set_also_when_another_answer_set_it_too() -> None:
    findings = find(SHIPPED, {"rf.spine.fever": "not_sure", "rf.gen.fever": "yes", "rf.inj.bone": "not_sure"})
    by_id = {one.id: one for one in findings.contraindications}
    assert [because.level for because in by_id["fever_systemic"].because] == ["clinician_first", "same_day"]
    with pytest.raises(LiftRefused, match="fever_systemic"):
        release(findings.contraindications, ["fracture_suspected", "fever_systemic"])
    assert release(findings.contraindications, ["fracture_suspected"]) == ("fever_systemic",)
