"""The state machine of an assessment, with exact clocks. The safety of a plan rests on these rules."""

import datetime as dt
from typing import Any

import pytest

from assessments import actions, catalogue
from assessments.models import Answer, Assessment
from assessments.standing import Way, standing_of
from footcare.accounts.models import Consent, Person
from tests.assessments.helpers import (
    CALF,
    CONSENT,
    DAY,
    HEART,
    HOUR,
    MINUTE,
    SADDLE,
    SECOND,
    answer_pages,
    clearances,
    given,
    make_complete_assessment,
    make_draft,
    make_person,
    page,
    place,
    posted,
    save,
    verbs,
)
from tests.conftest import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return make_person(NOON)


# begin


def begin(now: dt.datetime = NOON, **fields: Any) -> Assessment:
    given_ = {"person": None, "user": None, "country": "GB", "zone": "Europe/London", "shared_device": False, "age": 44}
    return actions.begin(**(given_ | fields), now=now)


def test_begin_makes_a_guest_with_consent_and_first_answers() -> None:
    draft = begin(zone="America/New_York", country="IE")
    assert (draft.person.country, draft.person.zone, draft.person.user) == ("IE", "America/New_York", None)
    assert draft.person.consents.get().kind == Consent.Kind.TERMS
    assert standing_of(draft.person, NOON).answers == CONSENT
    assert verbs(draft.person) == ["made_person", "began"]
    assert draft.questionnaire_version.checksum == catalogue.shipped().checksum


def test_begin_again_by_double_post_keeps_the_draft(person: Person) -> None:
    first, second = begin(person=person), begin(person=person, age=80)
    assert first == second
    assert standing_of(person, NOON).answers["age"] == 44
    assert person.consents.count() == 1


@pytest.mark.parametrize("age", [0, 12, 17])
def test_begin_under_18_stores_nothing(age: int) -> None:
    with pytest.raises(actions.OutsideAudience) as refused:
        begin(age=age)
    assert refused.value.message.title == "This is for adults"
    assert not Person.objects.exists()
    assert not Answer.objects.exists()


@pytest.mark.parametrize("age", [18, 75, 120])
def test_begin_adults(age: int) -> None:
    assert begin(age=age).state == Assessment.State.DRAFT


def test_begin_with_a_stop_is_refused(person: Person) -> None:
    draft = make_draft(person, NOON, **CALF)
    draft.state = Assessment.State.SUPERSEDED
    draft.save()
    with pytest.raises(actions.StopStands):
        begin(person=person)


# save_page


def test_save_page_twice_adds_nothing(person: Person) -> None:
    draft = make_draft(person, NOON, until="legs")
    save(draft, "legs")
    rows = Answer.objects.count()
    save(draft, "legs", NOON + MINUTE)
    assert Answer.objects.count() == rows


def test_save_page_keeps_both_values_of_a_changed_answer(person: Person) -> None:
    draft = make_draft(person, NOON, until="legs", **{"main.region": "back"})
    save(draft, "region", NOON + MINUTE, **{"main.region": "feet"})
    said = draft.said.filter(field="main.region").order_by("id")
    assert [(row.value, row.said_at) for row in said] == [("back", NOON), ("feet", NOON + MINUTE)]


def test_save_page_out_of_order_is_refused(person: Person) -> None:
    draft = make_draft(person, NOON, until="legs")
    before = Answer.objects.count()
    with pytest.raises(actions.Incomplete) as refused:
        save(draft, "toe")
    assert refused.value.way == Way("page", page("legs"))
    assert Answer.objects.count() == before


def test_save_page_that_is_not_shown_is_refused(person: Person) -> None:
    draft = make_draft(person, NOON, until="health1")
    with pytest.raises(actions.Incomplete):
        save(draft, "ces", **{"rf.ces.saddle": "yes"})


def test_save_page_with_an_open_row_saves_the_rest_and_asks_for_it(person: Person) -> None:
    draft = make_draft(person, NOON, until="legs")
    form = posted(page("legs"), given(**{"rf.foot.hot": "not_sure"})) | {"rf.gen.fever": []}
    saved = actions.save_page(assessment=draft, page=page("legs"), posted=form, now=NOON, by=person)
    assert [error.field for error in saved.errors] == ["rf.gen.fever"]
    assert standing_of(person, NOON).answers["rf.foot.hot"] == "not_sure"
    assert standing_of(person, NOON).next_page == page("legs")


def test_save_page_of_a_superseded_draft_is_refused(person: Person) -> None:
    old = make_draft(person, NOON, **HEART)
    actions.begin_again(person=person, now=NOON, by=person)
    with pytest.raises(actions.Refused):
        save(old, "region")


def test_save_page_emergency_stops_at_once_even_beside_errors(person: Person) -> None:
    draft = make_draft(person, NOON, until="ces", **SADDLE)
    form = {"rf.ces.saddle": ["yes"], "rf.ces.bowel": ["forged"]}
    saved = actions.save_page(assessment=draft, page=page("ces"), posted=form, now=NOON, by=person)
    assert saved.stopped
    assert saved.errors
    assert clearances(person) == [("stopped", "emergency")]
    assert place(person) == "stop"


def test_save_page_same_day_waits_for_the_end_of_screening(person: Person) -> None:
    draft = make_draft(person, NOON, until="health1", **CALF)
    assert clearances(person) == []
    saved = save(draft, "health1")
    assert not saved.stopped
    assert save(draft, "health2").stopped
    assert clearances(person) == [("stopped", "same_day")]


def test_begin_again_hides_an_older_plan_before_screening_ends(person: Person) -> None:
    make_complete_assessment(person, NOON)
    draft = actions.begin_again(person=person, now=NOON + DAY, by=person)
    assert place(person, NOON + DAY) == "page"
    assert not person.clearances.latest_one().holds_for(person, NOON + DAY)
    answer_pages(draft, NOON + DAY, until="region", **CALF)
    assert clearances(person) == [("screened", "clear"), ("withdrawn", "clear")]


def test_save_page_stopped_row_is_not_written_twice(person: Person) -> None:
    draft = make_draft(person, NOON, **SADDLE)
    save(draft, "ces", NOON + MINUTE, **SADDLE)
    assert clearances(person) == [("stopped", "emergency")]


# correction


@pytest.mark.parametrize(
    ("after", "open_"),
    [(dt.timedelta(), True), (29 * MINUTE + 59 * SECOND, True), (30 * MINUTE, True), (30 * MINUTE + SECOND, False)],
)
def test_correction_window(person: Person, after: dt.timedelta, open_: bool) -> None:
    draft = make_draft(person, NOON, **SADDLE)
    if open_:
        assert save(draft, "ces", NOON + after, **{"rf.ces.saddle": "no"}).card_due
        assert clearances(person) == [("stopped", "emergency"), ("unfinished", "clear")]
        assert [r.value for r in draft.said.filter(field="rf.ces.saddle").order_by("id")] == ["yes", "no"]
    else:
        with pytest.raises(actions.StopStands):
            save(draft, "ces", NOON + after, **{"rf.ces.saddle": "no"})
        assert clearances(person) == [("stopped", "emergency")]


def test_correction_window_is_not_restarted_by_saving_again(person: Person) -> None:
    draft = make_draft(person, NOON, **SADDLE)
    save(draft, "ces", NOON + 20 * MINUTE, **SADDLE)
    more = SADDLE | {"rf.ces.bowel": "yes"}
    assert save(draft, "ces", NOON + 25 * MINUTE, **more).stopped
    with pytest.raises(actions.StopStands):  # the page is open for the bowel answer, the saddle answer is fixed
        save(draft, "ces", NOON + 31 * MINUTE, **(more | {"rf.ces.saddle": "no"}))
    assert save(draft, "ces", NOON + 31 * MINUTE, **(more | {"rf.ces.bowel": "no"})).stopped
    assert standing_of(person, NOON + 31 * MINUTE).answers["rf.ces.saddle"] == "yes"


def test_correction_opens_only_pages_of_the_stop(person: Person) -> None:
    draft = make_draft(person, NOON, **CALF)
    with pytest.raises(actions.StopStands):
        save(draft, "health1", **{"hx.bones": "ticked"})
    assert save(draft, "legs", NOON + MINUTE).card_due


def test_correction_of_clinician_first_needs_no_card(person: Person) -> None:
    draft = make_draft(person, NOON, **HEART)
    saved = save(draft, "health2", NOON + MINUTE)
    assert not saved.leads_to_stop
    assert clearances(person) == [("stopped", "clinician_first"), ("unfinished", "clear")]
    assert place(person) == "page"


def test_correction_lowered_but_still_blocking_stays_stopped(person: Person) -> None:
    draft = make_draft(person, NOON, **(CALF | HEART))
    saved = save(draft, "legs", NOON + MINUTE, **HEART)
    assert saved.stopped
    assert saved.card_due
    assert clearances(person) == [("stopped", "same_day"), ("stopped", "clinician_first")]


def test_going_back_before_the_stop_shows_the_card_too(person: Person) -> None:
    draft = make_draft(person, NOON, until="health1", **CALF)
    assert save(draft, "legs", NOON + MINUTE).card_due
    assert place(person) == "stop"


def test_card_comes_before_everything_else_and_is_shown_once(person: Person) -> None:
    draft = make_draft(person, NOON, **SADDLE)
    save(draft, "ces", NOON + MINUTE, **{"rf.ces.saddle": "no"})
    with pytest.raises(actions.StopStands):
        save(draft, "spine", NOON + MINUTE)
    actions.acknowledge_card(assessment=draft, now=NOON + MINUTE, by=person)
    actions.acknowledge_card(assessment=draft, now=NOON + MINUTE, by=person)
    assert verbs(person).count("acknowledged") == 1
    assert place(person) == "page"
    answer_pages(draft, NOON + MINUTE, **{"main.region": "back"})
    actions.complete(assessment=draft, now=NOON + MINUTE, by=person)
    assert clearances(person)[-1] == ("screened", "clear")


def test_changing_yes_to_not_sure_is_no_lowering(person: Person) -> None:
    draft = make_draft(person, NOON, **SADDLE)
    saved = save(draft, "ces", NOON + MINUTE, **(SADDLE | {"rf.ces.saddle": "not_sure"}))
    assert saved.stopped
    assert not saved.card_due


# a closed stop


@pytest.mark.parametrize("answers", [SADDLE, CALF])
@pytest.mark.parametrize(("after", "open_"), [(DAY - SECOND, False), (DAY, True), (DAY + SECOND, True)])
def test_begin_again_after_a_serious_stop(
    person: Person, answers: dict[str, Any], after: dt.timedelta, open_: bool
) -> None:
    old = make_draft(person, NOON, **answers)
    if not open_:
        with pytest.raises(actions.StopStands):
            actions.begin_again(person=person, now=NOON + after, by=person, checked=True)
        return
    with pytest.raises(actions.StopStands):
        actions.begin_again(person=person, now=NOON + after, by=person)
    new = actions.begin_again(person=person, now=NOON + after, by=person, checked=True)
    old.refresh_from_db()
    assert (old.state, new.state, new.kind) == ("superseded", "draft", "full")
    assert clearances(person)[-1] == ("unfinished", "clear")
    said = standing_of(person, NOON + after).answers
    assert said == CONSENT | {"professional_checked": "yes"}


def test_still_unchecked_blocks_for_another_day(person: Person) -> None:
    make_draft(person, NOON, **CALF)
    first = person.clearances.latest_one()
    assert actions.still_unchecked(person=person, now=NOON + HOUR, by=person) == first  # too early to ask
    row = actions.still_unchecked(person=person, now=NOON + 24 * HOUR, by=person)
    assert (row.kind, row.level, row.because) == ("stopped", "same_day", first.because)
    with pytest.raises(actions.StopStands):
        actions.begin_again(person=person, now=NOON + 47 * HOUR, by=person, checked=True)
    assert actions.begin_again(person=person, now=NOON + 48 * HOUR, by=person, checked=True)


def test_still_unchecked_does_not_reopen_corrections(person: Person) -> None:
    draft = make_draft(person, NOON, **CALF)
    actions.still_unchecked(person=person, now=NOON + 24 * HOUR, by=person)
    with pytest.raises(actions.StopStands):
        save(draft, "legs", NOON + 24 * HOUR + MINUTE)


def test_begin_again_after_clinician_first_at_any_time(person: Person) -> None:
    make_draft(person, NOON, **HEART)
    new = actions.begin_again(person=person, now=NOON + SECOND, by=person)
    assert place(person) == "page"
    assert not new.said.exclude(field__in=["age", "consent.terms", "consent.about_me"]).exists()
    assert actions.begin_again(person=person, now=NOON + MINUTE, by=person) == new


def test_begin_again_continues_the_latest_complete(person: Person) -> None:
    done = make_complete_assessment(person, NOON, **{"fp.toe_direction.left": "clearly_out"})
    draft = actions.begin_again(person=person, now=NOON + 43 * DAY, by=person)
    assert (draft.kind, draft.continues) == ("rescreen", done)
    standing = standing_of(person, NOON + 43 * DAY)
    assert standing.next_page == page("ces")
    assert standing.answers["fp.toe_direction.left"] == "clearly_out"
    assert "main.region" not in standing.answers
    answer_pages(draft, NOON + 43 * DAY, **{"main.region": "both"})
    actions.complete(assessment=draft, now=NOON + 43 * DAY, by=person)
    done.refresh_from_db()
    draft.refresh_from_db()
    assert (done.state, draft.state) == ("superseded", "complete")
    assert draft.answers["fp.toe_direction.left"] == "clearly_out"
    assert draft.answers["main.region"] == "both"
    assert draft.findings["by_person"]["toe_out"] == 2
