from __future__ import annotations

from typing import Any

import pytest

from programs.domain.inputs import Preferences
from programs.domain.prescriptions import Inputs, LeftOut, Replacement, Swap, from_assessment, prescribe, stops
from tests.programs.domain.cases import PROTOCOL, make_inputs, without


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ({"findings": {"flat_foot": 1}}, "unknown finding 'flat_foot'"),
        ({"findings": {"toe_out": 0}}, "severity of 'toe_out' is 0: use 1 to 3"),
        ({"findings": {"toe_out": 4}}, "severity of 'toe_out' is 4: use 1 to 3"),
        ({"minutes": 12}, "minutes 12 has no budget: use one of [3, 5, 10, 15, 20, 30]"),
        ({"experience": "expert"}, "unknown experience 'expert'"),
        ({"pain": -1}, "pain is -1: use 0 to 10"),
        ({"pain": 11}, "pain is 11: use 0 to 10"),
        ({"contra": ["gout"]}, "unknown contraindication 'gout'"),
        ({"equip": ["hammer"]}, "unknown equipment 'hammer'"),
        ({"not_available": ["floor"]}, "unknown equipment 'floor'"),
        ({"excluded_tags": ["massage"]}, "unknown exclusion tag 'massage'"),
        ({"progress": {"heel-raise": {"sets": 1}}}, "unknown item in progress 'heel-raise'"),
        ({"progress": {"heel-raise-both": {"tempo": 1}}}, "unknown dose field 'tempo'"),
        ({"progress": {"ankle-circles": {"sets": 1}}}, "item 'ankle-circles' has no progressed dose"),
        ({"replaced_by": {"ankle-circles": "circles"}}, "unknown item in replaced_by 'circles'"),
        ({"replaced_by": {"circles": "ankle-circles"}}, "unknown item in replaced_by 'circles'"),
        ({"level_cap_bonus": 5}, "level_cap_bonus is 5: use 0 to 4"),
        ({"sides": {"toe_out": "both"}}, "unknown side 'both'"),
        ({"sides": {"toes": "left"}}, "unknown finding in sides 'toes'"),
    ],
)
def test_prescribe_refuses_what_the_protocol_does_not_know(said: dict[str, Any], names: str) -> None:
    with pytest.raises(ValueError, match=names.replace("[", r"\[").replace("]", r"\]")):
        prescribe(PROTOCOL, make_inputs(**said))


def test_prescribe_refuses_an_unknown_day() -> None:
    with pytest.raises(ValueError, match="unknown day 'rest'"):
        prescribe(PROTOCOL, make_inputs(), day="rest")


def test_stops_names_every_stop_in_order() -> None:
    assert stops(PROTOCOL, ["post_surgery", "pregnancy", "charcot_foot"]) == ("charcot_foot", "post_surgery")
    assert stops(PROTOCOL, ["pregnancy"]) == ()


def test_nobody_has_nothing() -> None:
    prescriptions = prescribe(PROTOCOL, make_inputs())
    assert prescriptions.matched_rules == ("R01", "R50", "R73")
    assert {candidate.item for candidate in prescriptions.candidates} == set(PROTOCOL.rules_by_id["R01"].prescribe)


def test_scores_add_a_bonus_for_place_and_for_further_rules() -> None:
    candidates = {c.item: c for c in prescribe(PROTOCOL, make_inputs(findings={"toe_out": 2})).candidates}
    # R02: base 68 + 5, first place 4
    assert candidates["feet-forward-stance"].score == 77
    # R02: 73 + 2 in third place, and R01 as a further rule
    hand_extension = candidates["big-toe-hand-extension"]
    assert (hand_extension.score, hand_extension.rule) == (78, "R02")
    assert [(source.rule, source.score) for source in hand_extension.sources] == [("R01", 40), ("R02", 75)]


def test_a_rule_without_finding_scores_from_its_own_base() -> None:
    prescriptions = prescribe(PROTOCOL, make_inputs(contra=["varicose_veins"]))
    pointing = next(c for c in prescriptions.candidates if c.item == "toe-pointing")
    assert [(source.rule, source.findings, source.score) for source in pointing.sources] == [
        ("R01", ("general",), 43),
        ("R83", (), 49),
    ]


def test_further_rules_add_twelve_at_most() -> None:
    findings = dict.fromkeys(["low_back_pain", "driving", "calf_cramps"], 1)
    contra = ["neuropathy", "dvt_risk", "varicose_veins", "peripheral_arterial_disease"]
    pointing = next(
        c
        for c in prescribe(PROTOCOL, make_inputs(findings=findings, contra=contra)).candidates
        if c.item == "toe-pointing"
    )
    assert len(pointing.sources) > 5
    assert pointing.score == max(source.score for source in pointing.sources) + 12


@pytest.mark.parametrize(
    ("others", "score"),
    [({}, 66 + 4 - 20), ({"weight_medial": 1}, 66 + 4), ({"calf_cramps": 1}, 66 + 4), ({"toe_out": 1}, 66 + 4 - 20)],
)
def test_a_low_arch_alone_weighs_less(others: dict[str, int], score: int) -> None:
    prescriptions = prescribe(PROTOCOL, make_inputs(findings={"low_arch": 1, **others}))
    short_foot = next(c for c in prescriptions.candidates if c.item == "short-foot-seated")
    assert next(source.score for source in short_foot.sources if source.rule == "R27") == score


def test_a_swap_keeps_the_first_reason_and_its_first_entry() -> None:
    prescriptions = prescribe(PROTOCOL, make_inputs(findings={"plantar_heel_pain": 1}, experience="new"))
    assert Swap("heel-raise-both-towel", "heel-raise-both", "level:2") in prescriptions.swaps
    assert len({swap.before for swap in prescriptions.swaps}) == len(prescriptions.swaps)


def test_a_rule_that_asks_for_equipment_never_swaps() -> None:
    inputs = make_inputs(findings={"arch_pain": 1}, equip=["ball"], contra=["neuropathy"])
    prescriptions = prescribe(PROTOCOL, inputs)
    assert Swap("arch-ball-roll-seated", "long-foot-strokes", "contraindication:neuropathy") in prescriptions.swaps
    assert LeftOut("arch-ball-roll-seated", "contraindication:neuropathy") in prescriptions.dropped


def test_what_the_person_left_out_comes_after_every_other_reason() -> None:
    prescriptions = prescribe(PROTOCOL, make_inputs(), preferences=without(["ankle-circles", "toe-pointing"]))
    assert LeftOut("ankle-circles", "your_choice") in prescriptions.dropped
    blocked_twice = prescribe(PROTOCOL, make_inputs(contra=["acute_swelling"]), preferences=without(["ankle-circles"]))
    assert LeftOut("ankle-circles", "contraindication:acute_swelling") in blocked_twice.dropped


CALF = {"findings": {"calf_weak": 1}, "experience": "regular"}


def test_what_the_person_left_out_has_no_easier_version_in_its_place() -> None:
    without_it = prescribe(PROTOCOL, make_inputs(**CALF), preferences=without(["heel-raise-both-towel"]))
    assert "heel-raise-both-towel" not in {swap.before for swap in without_it.swaps}
    assert LeftOut("heel-raise-both-towel", "your_choice") in without_it.dropped


def test_an_easier_version_takes_its_place() -> None:
    easier = Preferences(prefer_easier=frozenset({"heel-raise-both-towel"}))
    prescriptions = prescribe(PROTOCOL, make_inputs(**CALF), preferences=easier)
    assert Swap("heel-raise-both-towel", "heel-raise-both", "your_choice") in prescriptions.swaps


def test_an_easier_version_that_was_left_out_ends_the_ladder_and_is_said() -> None:
    both = Preferences(frozenset({"heel-raise-both"}), frozenset({"heel-raise-both-towel"}))
    prescriptions = prescribe(PROTOCOL, make_inputs(**CALF), preferences=both)
    assert "heel-raise-both-towel" not in {swap.before for swap in prescriptions.swaps}
    assert {LeftOut(id, "your_choice") for id in ("heel-raise-both", "heel-raise-both-towel")} <= {
        *prescriptions.dropped
    }


def test_leaving_out_what_was_moved_on_to_does_not_bring_back_what_came_before() -> None:
    moved = make_inputs(**CALF, replaced_by={"heel-raise-both-towel": "heel-raise-two-up-one-down"})
    towel, beyond = "heel-raise-both-towel", "heel-raise-two-up-one-down"
    assert beyond in {one.item for one in prescribe(PROTOCOL, moved).candidates}
    left = prescribe(PROTOCOL, moved, preferences=without([beyond]))
    assert not {towel, beyond} & {one.item for one in left.candidates}
    assert LeftOut(beyond, "your_choice") in left.dropped
    easier = prescribe(PROTOCOL, moved, preferences=Preferences(prefer_easier=frozenset({beyond})))
    assert towel in {one.item for one in easier.candidates}


def test_every_choice_is_said_however_many_there_are() -> None:
    inputs = make_inputs(findings={"calf_weak": 1, "driving": 2}, experience="regular")
    ladders = {
        one.item: PROTOCOL.items[one.item].regresses_to
        for one in prescribe(PROTOCOL, inputs).candidates
        if PROTOCOL.items[one.item].regresses_to is not None
    }
    assert len(ladders) > 1
    easier = frozenset(id for id in ladders.values() if id is not None)
    chosen = prescribe(PROTOCOL, inputs, preferences=Preferences(easier, frozenset(ladders)))
    assert {LeftOut(id, "your_choice") for id in easier} <= {*chosen.dropped}
    on = {"ankle-circles": "standing-foot-rolls", "weight-shift-side": "weight-clock"}
    moved = prescribe(PROTOCOL, make_inputs(replaced_by=on), preferences=without(on.values()))
    assert {LeftOut(id, "your_choice") for id in on.values()} <= {*moved.dropped}


def test_a_choice_never_lifts_what_protects() -> None:
    everything = Preferences(frozenset(), frozenset(PROTOCOL.items))
    inputs = make_inputs(**CALF, excluded_tags=["load_any"])
    chosen = prescribe(PROTOCOL, inputs, preferences=everything)
    carrying = {item.id for item in PROTOCOL.items.values() if "load_any" in item.exclusion_tags}
    assert carrying
    assert not carrying & {candidate.item for candidate in chosen.candidates}


@pytest.mark.parametrize(
    ("said", "replaced_by", "day", "replaced", "not_replaced"),
    [
        (CALF, {"heel-raise-both-towel": "heel-raise-both"}, "strength", True, None),
        ({}, {"ankle-circles": "standing-foot-rolls"}, "other", True, None),
        ({"contra": ["acute_sprain"]}, {"ankle-circles": "standing-foot-rolls"}, "other", False, "contraindication"),
        ({}, {"ankle-circles": "heel-raise-both"}, "other", False, "strength_day_only"),
        ({}, {"ankle-circles": "heel-raise-both"}, "strength", True, None),
        ({**CALF}, {"heel-raise-both-towel": "heel-raise-both"}, "other", True, None),
        ({"excluded_tags": ["load_any"]}, {"ankle-circles": "heel-raise-both"}, "other", False, "exclusion_tag"),
    ],
)
def test_replacements(
    said: dict[str, Any], replaced_by: dict[str, str], day: str, replaced: bool, not_replaced: str | None
) -> None:
    prescriptions = prescribe(PROTOCOL, make_inputs(**said, replaced_by=replaced_by), day=day)
    ((before, after),) = replaced_by.items()
    items = {candidate.item for candidate in prescriptions.candidates}
    assert prescriptions.replaced == ((Replacement(before, after),) if replaced else ())
    assert (after in items, before in items) == (replaced, not replaced)
    codes = [kept.code.split(":")[0] for kept in prescriptions.not_replaced]
    assert codes == ([not_replaced] if not_replaced else [])


def test_a_replacement_takes_one_step_only() -> None:
    chain = {"ankle-circles": "standing-foot-rolls", "standing-foot-rolls": "foot-twist"}
    prescriptions = prescribe(PROTOCOL, make_inputs(replaced_by=chain))
    assert prescriptions.replaced == (Replacement("ankle-circles", "standing-foot-rolls"),)


def test_a_replacement_keeps_score_and_lead_place() -> None:
    plain = prescribe(PROTOCOL, make_inputs())
    moved = prescribe(PROTOCOL, make_inputs(replaced_by={"ankle-circles": "standing-foot-rolls"}))
    before = next(c for c in plain.candidates if c.item == "ankle-circles")
    after = next(c for c in moved.candidates if c.item == "standing-foot-rolls")
    assert (after.score, after.sources, after.lead_of) == (before.score, before.sources, before.lead_of)


def test_from_assessment_takes_plain_values() -> None:
    inputs = from_assessment(
        findings={"toe_out": 2},
        contraindications=["pregnancy"],
        tags=["supine_long"],
        pain_now=3,
        age=31,
        minutes=10,
        experience="new",
        equipment=["ball"],
        not_available=["chair"],
        sides={"toe_out": "right"},
    )
    assert inputs == Inputs(
        {"toe_out": 2},
        10,
        "new",
        3,
        31,
        frozenset({"pregnancy"}),
        frozenset({"ball"}),
        frozenset({"chair"}),
        frozenset({"supine_long"}),
        sides={"toe_out": "right"},
    )
    bare = from_assessment(
        findings={}, contraindications=(), tags=(), pain_now=0, age=40, minutes=15, experience="some"
    )
    assert bare == make_inputs()
