"""The shipped library loads; a broken one says file, entry, field and what to do."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assessments.domain.errors import ContentError
from programs import catalogue

SHIPPED = catalogue.load()
SHIPPED_TEXT = json.dumps(SHIPPED)
Change = Callable[[dict[str, Any]], None]


def rule(document: dict[str, Any], id: str) -> dict[str, Any]:
    return next(entry for entry in document["rules"]["rules"] if entry["id"] == id)


def entry(document: dict[str, Any], file: str, field: str, id: str) -> dict[str, Any]:
    return next(entry for entry in document[file][field] if entry["id"] == id)


def facts(document: dict[str, Any], id: str) -> dict[str, Any]:
    return document["items"][id]["facts"]


def test_the_shipped_library_is_complete() -> None:
    protocol = catalogue.shipped()
    assert (len(protocol.items), len(protocol.rules), len(protocol.citations)) == (124, 83, 78)
    assert [rule.id for rule in protocol.rules] == [f"R{n:02}" for n in range(1, 84)]
    assert len(protocol.checksum) == 64
    assert catalogue.shipped() is protocol


def test_the_document_survives_json() -> None:
    again = json.loads(json.dumps(SHIPPED))
    assert again == SHIPPED
    assert catalogue.checksum(again) == catalogue.checksum(SHIPPED)
    assert catalogue.parse(again) == catalogue.shipped()


def test_the_checksum_changes_with_any_word_and_not_with_the_order_of_keys() -> None:
    document = copy.deepcopy(SHIPPED)
    turned = dict(reversed(document.items()))
    assert catalogue.checksum(turned) == catalogue.checksum(SHIPPED)
    document["items"]["ankle-circles"]["words"]["name"] += "."
    assert catalogue.checksum(document) != catalogue.checksum(SHIPPED)


def test_a_document_from_before_the_words_about_touch_is_read() -> None:
    older = {name: file for name, file in SHIPPED.items() if name != "touch"}
    assert catalogue.shipped().touch is not None
    assert catalogue.parse(older).touch is None
    assert catalogue.parse(older).items == catalogue.shipped().items


def test_parse_leaves_the_document_as_it_was() -> None:
    document = copy.deepcopy(SHIPPED)
    catalogue.parse(document)
    assert document == SHIPPED


BROKEN: list[tuple[str, Change, list[str]]] = [
    # ids
    (
        "rule names unknown movement",
        lambda d: rule(d, "R02")["prescribe"].append("ankle-circle"),
        ["rules.yaml", "rule 'R02'", "prescribe", "unknown movement 'ankle-circle'", "add it first"],
    ),
    (
        "rule names unknown finding",
        lambda d: rule(d, "R02")["when"].update(findings=["toes_out"]),
        ["rules.yaml", "rule 'R02'", "findings", "unknown finding 'toes_out'"],
    ),
    (
        "rule names unknown finding in all",
        lambda d: rule(d, "R03")["when"].update(all=["stiff"]),
        ["rule 'R03'", "all", "unknown finding 'stiff'"],
    ),
    (
        "rule names unknown contraindication",
        lambda d: rule(d, "R38")["when"].update(contra=["sciatica"]),
        ["rule 'R38'", "contra", "unknown contraindication 'sciatica'"],
    ),
    (
        "rule names unknown equipment",
        lambda d: rule(d, "R67")["when"].update(equip=["rope"]),
        ["rule 'R67'", "equip", "unknown equipment 'rope'"],
    ),
    (
        "rule names unknown experience",
        lambda d: rule(d, "R49")["when"].update(experience=["none"]),
        ["rule 'R49'", "experience", "unknown experience 'none'"],
    ),
    (
        "rule names unknown citation",
        lambda d: rule(d, "R02")["citations"].append("smith_2020"),
        ["rule 'R02'", "citations", "unknown citation 'smith_2020'"],
    ),
    (
        "rule changes the dose of an unknown movement",
        lambda d: rule(d, "R19").update(dose={"knee-glide": {"sets": 1}}),
        ["rule 'R19'", "dose", "unknown movement 'knee-glide'"],
    ),
    (
        "rule changes an unknown part of the dose",
        lambda d: rule(d, "R19").update(dose={"knee-to-wall-glide": {"times": 2}}),
        ["rule 'R19'", "'times' is not part of a dose"],
    ),
    (
        "rule doses nothing",
        lambda d: rule(d, "R19").update(dose={"knee-to-wall-glide": {"sets": 0}}),
        ["rule 'R19'", "sets is 0: use 1 or more"],
    ),
    (
        "rule has an unknown condition",
        lambda d: rule(d, "R02")["when"].update(pain=3),
        ["rule 'R02'", "when", "'pain' is not a field here"],
    ),
    (
        "rule has no condition",
        lambda d: rule(d, "R02").update(when={"findings": []}),
        ["rule 'R02'", "gives no condition"],
    ),
    ("rule id", lambda d: rule(d, "R02").update(id="rule-2"), ["rules.yaml", "'rule-2'", "R and a number"]),
    ("rule twice", lambda d: rule(d, "R03").update(id="R02"), ["rules.yaml", "'R02'", "twice"]),
    ("rule without reason", lambda d: rule(d, "R02")["words"].update(reason=" "), ["'R02'", "reason is empty"]),
    ("rule with unknown cap", lambda d: rule(d, "R49")["cap"].update(levels=2), ["'R49'", "cap", "'levels'"]),
    (
        "rule with unknown signpost",
        lambda d: rule(d, "R45").update(signpost="doctor"),
        ["'R45'", "unknown signpost 'doctor'"],
    ),
    # selectors
    (
        "selector that cannot be read",
        lambda d: rule(d, "R54")["exclude"].append("colour:red"),
        ["rule 'R54'", "exclude 'colour:red' cannot be read"],
    ),
    (
        "selector with unknown value",
        lambda d: rule(d, "R54")["exclude"].append("kind:dance"),
        ["rule 'R54'", "unknown kind 'dance'"],
    ),
    (
        "selector with unknown tag",
        lambda d: rule(d, "R55")["exclude"].append("tag:hot"),
        ["rule 'R55'", "unknown tag 'hot'"],
    ),
    (
        "selector that fits nothing",
        lambda d: rule(d, "R54")["exclude"].append("level>=5&position:kneeling"),
        ["rule 'R54'", "'level>=5&position:kneeling' fits no movement"],
    ),
    # items
    (
        "item without sources",
        lambda d: facts(d, "toe-pointing").update(evidence=[]),
        ["items/toe-pointing.yaml", "facts", "evidence is empty but the grade is B"],
    ),
    (
        "item without evidence field",
        lambda d: facts(d, "toe-pointing").pop("evidence"),
        ["items/toe-pointing.yaml", "evidence is missing: add it"],
    ),
    (
        "item without grade",
        lambda d: facts(d, "toe-pointing").pop("evidence_grade"),
        ["items/toe-pointing.yaml", "evidence_grade is missing"],
    ),
    (
        "item with unknown grade",
        lambda d: facts(d, "toe-pointing").update(evidence_grade="D"),
        ["items/toe-pointing.yaml", "unknown evidence grade 'D'"],
    ),
    (
        "item without stop signs",
        lambda d: d["items"]["cat-cow"]["words"].update(stop_signs=[]),
        ["items/cat-cow.yaml", "words", "stop_signs is empty: write at least 1"],
    ),
    (
        "item without cautions",
        lambda d: facts(d, "cat-cow").pop("cautions"),
        ["items/cat-cow.yaml", "facts", "cautions is missing"],
    ),
    (
        "item with unknown caution",
        lambda d: facts(d, "cat-cow").update(cautions=["bad_back"]),
        ["items/cat-cow.yaml", "cautions", "unknown contraindication 'bad_back'"],
    ),
    (
        "item both cautioned and forbidden",
        lambda d: facts(d, "ankle-circles").update(cautions=["acute_swelling"]),
        ["items/ankle-circles.yaml", "'acute_swelling' is in contraindications and in cautions"],
    ),
    (
        "item with unknown tag",
        lambda d: facts(d, "cat-cow").update(exclusion_tags=["floor"]),
        ["items/cat-cow.yaml", "unknown exclusion tag 'floor'"],
    ),
    (
        "item with the same tag twice",
        lambda d: facts(d, "cat-cow").update(exclusion_tags=["floor_work", "floor_work"]),
        ["items/cat-cow.yaml", "exclusion_tags names 'floor_work' twice"],
    ),
    (
        "item with unknown equipment",
        lambda d: facts(d, "cat-cow").update(equipment=["mat"]),
        ["items/cat-cow.yaml", "unknown equipment 'mat'"],
    ),
    (
        "item with unknown position",
        lambda d: facts(d, "cat-cow").update(position="hanging"),
        ["items/cat-cow.yaml", "unknown position 'hanging'"],
    ),
    (
        "item with unknown ladder step",
        lambda d: facts(d, "cat-cow").update(progresses_to="dog"),
        ["items/cat-cow.yaml", "progresses_to", "unknown movement 'dog'"],
    ),
    (
        "item with unknown gate",
        lambda d: facts(d, "cat-cow").update(prerequisites={"items": [], "gates": ["open"]}),
        ["items/cat-cow.yaml", "unknown gate 'open'"],
    ),
    (
        "item with a joint nobody knows",
        lambda d: facts(d, "cat-cow")["illustration"]["joints"].append(
            {"joint": "elbow", "start_deg": 0, "end_deg": 1}
        ),
        ["items/cat-cow.yaml", "illustration", "unknown joint 'elbow'"],
    ),
    (
        "dose without sets",
        lambda d: facts(d, "cat-cow")["dose"].update(sets=0),
        ["items/cat-cow.yaml", "dose", "sets is 0: use 1 or more"],
    ),
    (
        "dose of no time",
        lambda d: facts(d, "cat-cow")["dose"].update(reps=0),
        ["items/cat-cow.yaml", "dose comes to no time at all"],
    ),
    (
        "dose on eight days",
        lambda d: facts(d, "cat-cow")["dose"].update(days_per_week=8),
        ["items/cat-cow.yaml", "days_per_week is 8: use 1 or more and 7 or less"],
    ),
    (
        "dose in words",
        lambda d: facts(d, "cat-cow")["dose"].update(reps="eight"),
        ["items/cat-cow.yaml", "reps must be a whole number, not 'eight'"],
    ),
    (
        "dose of true",
        lambda d: facts(d, "cat-cow")["dose"].update(minutes=True),
        ["items/cat-cow.yaml", "minutes must be a number, not True"],
    ),
    (
        "dose and duration differ",
        lambda d: facts(d, "cat-cow")["dose"].update(reps=9),
        ["items/cat-cow.yaml", "est_duration_s is 48 but dose and tempo take 54"],
    ),
    (
        "tempo and dose hold differently",
        lambda d: facts(d, "heel-raise-both")["tempo"].update(hold_s=9),
        ["items/heel-raise-both.yaml", "tempo holds 9 s but dose holds 2 s"],
    ),
    (
        "massage without pressure",
        lambda d: facts(d, "towel-rub").pop("pressure_0_10"),
        ["items/towel-rub.yaml", "pressure_0_10 belongs to every massage"],
    ),
    (
        "pressure above ten",
        lambda d: facts(d, "towel-rub").update(pressure_0_10=[3, 11]),
        ["items/towel-rub.yaml", "pressure_0_10 must be two numbers, the lower first, up to 10"],
    ),
    (
        "range turned round",
        lambda d: facts(d, "heel-raise-both").update(rep_range=[15, 8]),
        ["items/heel-raise-both.yaml", "rep_range must be two numbers, the lower first"],
    ),
    (
        "item under another name",
        lambda d: d["items"]["cat-cow"].update(id="cow-cat"),
        ["items/cat-cow.yaml", "id is 'cow-cat': it must be the name of the file"],
    ),
    (
        "misspelt field",
        lambda d: d["items"]["cat-cow"]["words"].update(cue=["Breathe"]),
        ["items/cat-cow.yaml", "words", "'cue' is not a field here: check its spelling"],
    ),
    (
        "review date",
        lambda d: d["items"]["cat-cow"].update(next_review="next year"),
        ["items/cat-cow.yaml", "next_review must be a date"],
    ),
    (
        "sign-off as a word",
        lambda d: d["items"]["cat-cow"].update(clinician_signed_off="no"),
        ["items/cat-cow.yaml", "clinician_signed_off must be true or false, not 'no'"],
    ),
    (
        "words that are not a list",
        lambda d: d["items"]["cat-cow"]["words"].update(cues="Breathe"),
        ["items/cat-cow.yaml", "cues must be a list, not 'Breathe'"],
    ),
    (
        "a cue that is no text",
        lambda d: d["items"]["cat-cow"]["words"].update(cues=["Breathe", 3]),
        ["items/cat-cow.yaml", "cues must hold words only, not 3"],
    ),
    (
        "a name that is no text",
        lambda d: d["items"]["cat-cow"]["words"].update(name=3),
        ["items/cat-cow.yaml", "name must be words, not 3"],
    ),
    ("an item that is a list", lambda d: d["items"].update({"cat-cow": []}), ["items/cat-cow.yaml must be a list of"]),
    # ladders and reach
    (
        "ladder up in a circle",
        lambda d: facts(d, "standing-foot-rolls").update(progresses_to="ankle-circles"),
        ["progresses_to goes round in a circle", "ankle-circles", "break it"],
    ),
    (
        "ladder down in a circle",
        lambda d: facts(d, "ankle-circles").update(regresses_to="ankle-circles"),
        ["items/ankle-circles.yaml", "regresses_to goes round in a circle (ankle-circles -> ankle-circles)"],
    ),
    (
        "a chain of prerequisites",
        lambda d: facts(d, "big-toe-hand-extension").update(prerequisites={"items": ["ankle-circles"], "gates": []}),
        ["prerequisites name 'big-toe-hand-extension', which itself needs another first"],
    ),
    (
        "an item nothing leads to",
        lambda d: d["items"].update({"new-item": {**copy.deepcopy(d["items"]["cat-cow"]), "id": "new-item"}}),
        ["items/new-item.yaml", "no rule, ladder or prerequisite leads to 'new-item'"],
    ),
    # vocabulary, evidence, composer, words
    (
        "finding in an unknown group",
        lambda d: entry(d, "vocabulary", "findings", "toe_out").update(group="shape"),
        ["vocabulary.yaml", "finding 'toe_out'", "unknown finding group 'shape'"],
    ),
    (
        "contraindication without effect",
        lambda d: entry(d, "vocabulary", "contraindications", "pregnancy").update(effect=""),
        ["vocabulary.yaml", "contraindication 'pregnancy'", "effect is empty"],
    ),
    (
        "contraindication that blocks a word",
        lambda d: entry(d, "vocabulary", "contraindications", "pregnancy").update(blocks_all="yes"),
        ["contraindication 'pregnancy'", "blocks_all must be true or false, not 'yes'"],
    ),
    (
        "citation without effect",
        lambda d: entry(d, "evidence", "citations", "beyer_2015").pop("effect"),
        ["evidence.yaml", "citation 'beyer_2015'", "effect is missing"],
    ),
    (
        "order that leaves a kind out",
        lambda d: d["composer"]["block_order"].remove("stretch"),
        ["composer.yaml", "block_order leaves out 'stretch'"],
    ),
    (
        "order that leaves a check out",
        lambda d: d["composer"]["block_check_order"].remove("contraindication"),
        ["composer.yaml", "block_check_order leaves out 'contraindication'"],
    ),
    (
        "budget without touch",
        lambda d: d["composer"]["budgets"][0].update(massage_min=0),
        ["composer.yaml", "budget '3'", "massage_min is 0: use more than 0"],
    ),
    (
        "adjustment of an unknown rule",
        lambda d: d["composer"]["scoring"]["adjustments"][0].update(rule="R99"),
        ["composer.yaml", "scoring", "unknown rule 'R99'"],
    ),
    (
        "adjustment in words",
        lambda d: d["composer"]["scoring"]["adjustments"][0].update(add="less"),
        ["composer.yaml", "add must be a whole number, not 'less'"],
    ),
    (
        "caution line of an unknown group",
        lambda d: d["composer"]["caution_lines"][0].update(group="all"),
        ["composer.yaml", "caution_lines 1", "unknown caution group 'all'"],
    ),
    (
        "unknown strength day",
        lambda d: d["composer"].update(strength_days=["monday"]),
        ["composer.yaml", "strength_days", "unknown weekday 'monday'"],
    ),
    (
        "bonus in words",
        lambda d: d["composer"]["scoring"].update(position_bonus=["4"]),
        ["composer.yaml", "position_bonus must hold whole numbers only, not '4'"],
    ),
    (
        "words for a code missing",
        lambda d: d["words"]["left_out"].pop(0),
        ["words.yaml", "left_out has no words for 'time'"],
    ),
    (
        "progression that is a list",
        lambda d: d["progression"].update(progression=[]),
        ["progression.yaml", "progression must be a list of 'field: value' lines"],
    ),
    (
        "review before it was written",
        lambda d: d["items"]["cat-cow"].update(next_review="2026-11-22"),
        ["items/cat-cow.yaml", "next_review is 2026-11-22", "after reviewed_on, 2026-11-22"],
    ),
    (
        "words about touch missing",
        lambda d: d["touch"]["sentences"].pop(0),
        ["touch.yaml: sentences has no words for 'choice': add them"],
    ),
    (
        "words about touch that nothing shows",
        lambda d: d["touch"]["sentences"].append({"id": "colour", "text": "Blue.", "citations": []}),
        ["touch.yaml: sentence 'colour'", "nothing shows", "take it out"],
    ),
    (
        "words about touch of an unknown study",
        lambda d: entry(d, "touch", "sentences", "scent").update(citations=["smith_2020"]),
        ["touch.yaml: sentence 'scent'", "citations names unknown citation 'smith_2020'"],
    ),
    (
        "a scale with a hole",
        lambda d: d["touch"]["scale"].pop(2),
        ["touch.yaml: scale 3", "goes from 5 to 9", "the next number without words is 4"],
    ),
    (
        "a scale turned round",
        lambda d: d["touch"]["scale"][1].update(to=0),
        ["touch.yaml: scale 2", "goes from 1 to 0"],
    ),
    (
        "a scale that ends early",
        lambda d: d["touch"]["scale"].pop(),
        ["touch.yaml: scale ends at 9: give words up to 10"],
    ),
    (
        "no ceiling for everyone",
        lambda d: d["touch"]["ceilings"].pop(0),
        ["touch.yaml: ceilings have none for everyone", "add one"],
    ),
    (
        "a ceiling for an unknown contraindication",
        lambda d: entry(d, "touch", "ceilings", "light").update(contraindications=["thinners"]),
        ["touch.yaml: ceiling 'light'", "unknown contraindication 'thinners'"],
    ),
    (
        "a ceiling above ten",
        lambda d: entry(d, "touch", "ceilings", "everyone").update(most=11),
        ["touch.yaml: ceiling 'everyone'", "most is 11: use 0 or more and 10 or less"],
    ),
    ("a file too few", lambda d: d.pop("words"), ["words.yaml is missing: put it back"]),
]


@pytest.mark.parametrize(("change", "says"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_parse_broken_content_names_file_entry_and_remedy(change: Change, says: list[str]) -> None:
    document = json.loads(SHIPPED_TEXT)
    change(document)
    with pytest.raises(ContentError) as caught:
        catalogue.parse(document)
    for part in says:
        assert part in str(caught.value)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(catalogue.CONTENT, tmp_path / "content"))


FILES: list[tuple[str, str, Callable[[str], str], list[str]]] = [
    (
        "a key twice",
        "items/cat-cow.yaml",
        lambda text: text.replace("  kind: mobility", "  kind: mobility\n  kind: massage"),
        ["items/cat-cow.yaml", "line", "'kind' is there twice: keep one"],
    ),
    (
        "a key that is a number",
        "composer.yaml",
        lambda text: text + "\n3: many\n",
        ["composer.yaml", "the key 3 must be words"],
    ),
    ("no yaml", "rules.yaml", lambda text: text + "\n  - [", ["rules.yaml cannot be read", "line"]),
    (
        "no where the answer is yes or no",
        "items/cat-cow.yaml",
        lambda text: text.replace("clinician_signed_off: false", "clinician_signed_off: no"),
        ["items/cat-cow.yaml", "clinician_signed_off must be true or false, not 'no'"],
    ),
]


@pytest.mark.parametrize(("name", "edit", "says"), [row[1:] for row in FILES], ids=[row[0] for row in FILES])
def test_load_broken_file(folder: Path, name: str, edit: Callable[[str], str], says: list[str]) -> None:
    path = folder / name
    text = path.read_text()
    path.write_text(edit(text))
    assert path.read_text() != text
    with pytest.raises(ContentError) as caught:
        catalogue.parse(catalogue.load(folder))
    for part in says:
        assert part in str(caught.value)


def test_load_a_missing_file(folder: Path) -> None:
    (folder / "words.yaml").unlink()
    with pytest.raises(ContentError, match=r"words\.yaml is missing: put it back"):
        catalogue.load(folder)


def test_load_a_file_in_another_encoding(folder: Path) -> None:
    (folder / "words.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ContentError, match=r"words\.yaml is not UTF-8 text"):
        catalogue.load(folder)


def test_an_edited_copy_changes_the_plan(folder: Path) -> None:
    path = folder / "items" / "ankle-circles.yaml"
    path.write_text(path.read_text().replace("contraindications: [acute_swelling]", "contraindications: [pregnancy]"))
    edited = catalogue.parse(catalogue.load(folder))
    assert edited.items["ankle-circles"].contraindications == ("pregnancy",)
    assert edited.checksum != catalogue.shipped().checksum


def test_plain_yes_and_dates_stay_words(folder: Path) -> None:
    assert SHIPPED["rules"]["reviewed_on"] == "2026-11-22"
    path = folder / "words.yaml"
    path.write_text(path.read_text().replace("title: No routine for today", "title: no"))
    assert catalogue.parse(catalogue.load(folder)).words.messages["no_safe_item"].title == "no"
