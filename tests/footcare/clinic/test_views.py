"""Who may open what, and what each staff page does."""

import datetime as dt
import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments import actions as assessments
from assessments import catalogue
from footcare.accounts import actions as accounts
from footcare.accounts.models import Clinic, JoinCode, Person, User
from footcare.clinic.models import Note, QueueMark
from footcare.common.models import AuditRow
from programs import actions as programs
from programs import catalogue as programs_catalogue
from tests.assessments.helpers import answer_pages, given, make_draft, make_person, posted
from tests.footcare.clinic.factories import (
    link,
    make_clinic,
    make_linked,
    make_staff,
    practise,
    signed_in,
    start_plan,
    stopped_clinician_first,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def now() -> dt.datetime:
    """Requests read the real clock, so histories end at the present."""
    return dt.datetime.now(dt.UTC)


@pytest.fixture
def clinic(now: dt.datetime) -> Clinic:
    return make_clinic(now)


@pytest.fixture
def person(clinic: Clinic, now: dt.datetime) -> Person:
    return make_linked(clinic, now)


@pytest.fixture
def clinician(clinic: Clinic, now: dt.datetime) -> User:
    return make_staff(clinic, now)


@pytest.fixture
def staff(clinician: User) -> Client:
    return signed_in(clinician)


def urls(person_uuid: object, code: str) -> dict[str, str]:
    return {
        "queue": "/staff/",
        "people": "/staff/people/",
        "person": f"/staff/people/{person_uuid}/",
        "release": f"/staff/people/{person_uuid}/release/",
        "codes": "/staff/codes/",
        "audit": "/staff/audit/",
    }


ROLE_SEES = {
    "clinician": {"queue": 200, "people": 200, "person": 200, "release": 302, "codes": 200, "audit": 404},
    "manager": {"queue": 200, "people": 200, "person": 200, "release": 302, "codes": 200, "audit": 200},
    "author": {"queue": 200, "people": 404, "person": 404, "release": 404, "codes": 404, "audit": 404},
}


@pytest.mark.parametrize("role", ROLE_SEES)
def test_each_role_sees_its_pages(role: str, clinic: Clinic, person: Person, now: dt.datetime) -> None:
    client = signed_in(make_staff(clinic, now, role))
    seen = {name: client.get(url).status_code for name, url in urls(person.uuid, "X").items()}
    assert seen == ROLE_SEES[role]


def test_strangers_sign_in_first(client: Client, person: Person) -> None:
    for url in urls(person.uuid, "X").values():
        response = client.get(url)
        assert (response.status_code, response["Location"].partition("?")[0]) == (302, "/accounts/login/")


def test_people_who_are_not_staff_see_nothing(person: Person) -> None:
    client = signed_in(User.objects.create_user("someone@example.org"))
    assert {client.get(url).status_code for url in urls(person.uuid, "X").values()} == {404}


def without_what_changes(body: bytes) -> str:
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", body.decode())


@pytest.mark.parametrize("path", ["{}/", "{}/notes/", "{}/release/"])
def test_foreign_unlinked_and_absent_people_are_one_and_the_same_404(
    staff: Client, clinic: Clinic, now: dt.datetime, path: str
) -> None:
    foreign = make_linked(make_clinic(now, "Other"), now)
    left = make_linked(clinic, now)
    accounts.leave_clinic(link=left.clinic_links.get(), now=now, by=left)
    unlinked = make_person(now)
    bodies = set()
    for uuid in (foreign.uuid, left.uuid, unlinked.uuid, uuid4()):
        url = f"/staff/people/{path.format(uuid)}"
        response = staff.post(url, {"text": "x"}) if "notes" in path else staff.get(url)
        assert response.status_code == 404
        bodies.add(without_what_changes(response.content).replace(str(uuid), ""))
    assert len(bodies) == 1
    assert not Note.objects.exists()
    assert not AuditRow.objects.filter(verb="viewed_person").exists()


@pytest.mark.parametrize("line", [{}, {"done": "a", "undo": "b"}, {"done": "x" * 81}])
def test_a_mark_names_one_line(staff: Client, person: Person, line: dict[str, str]) -> None:
    assert staff.post(f"/staff/queue/{person.uuid}/mark/", line).status_code == 400


def test_marking_and_undoing(staff: Client, person: Person, clinician: User, now: dt.datetime) -> None:
    row = stopped_clinician_first(person, now)
    line = f"stop:{row.pk}"
    url = f"/staff/queue/{person.uuid}/mark/"
    assert "Nobody needs you right now" not in staff.get("/staff/").content.decode()
    staff.post(url, {"snoozed": line})
    page = staff.get("/staff/").content.decode()
    assert "Nobody needs you right now" in page
    assert f"by {clinician.email}" in page
    staff.post(url, {"undo": line})
    assert "Nobody needs you right now" not in staff.get("/staff/").content.decode()
    staff.post(url, {"done": "stop:999999"})
    assert not QueueMark.objects.exists()
    verbs = AuditRow.objects.filter(person=person.uuid, verb__startswith="line_").order_by("id")
    assert list(verbs.values_list("verb", "object")) == [("line_snoozed", line), ("line_undone", line)]


@pytest.mark.parametrize(("what", "words"), [("snoozed", "{} comes back in 7 days."), ("done", "Done: {}.")])
def test_what_was_just_marked_has_an_undo_beside_it(
    staff: Client, person: Person, now: dt.datetime, what: str, words: str
) -> None:
    row = stopped_clinician_first(person, now)
    url = f"/staff/queue/{person.uuid}/mark/"
    response = staff.post(url, {what: f"stop:{row.pk}"}, follow=True)
    [(notice, undo)] = re.findall(r'notice--success">.*?<p>(.*?)</p>.*?name="undo" value="(.*?)"', response.text)
    assert (notice, undo) == (words.format(person.label), f"stop:{row.pk}")
    after = staff.post(url, {"undo": undo}, follow=True)
    assert f"{person.label} is back in the queue." in after.text
    assert 'name="undo"' not in staff.get(response.redirect_chain[-1][0]).text


def test_the_mark_of_another_clinic_is_not_announced(staff: Client, now: dt.datetime) -> None:
    elsewhere = make_clinic(now, "Other")
    theirs = make_linked(elsewhere, now)
    row = stopped_clinician_first(theirs, now)
    colleague = signed_in(make_staff(elsewhere, now))
    shown = colleague.post(f"/staff/queue/{theirs.uuid}/mark/", {"done": f"stop:{row.pk}"}).headers["Location"]
    assert theirs.label not in staff.get(shown).text


@pytest.mark.parametrize(
    ("answers", "level"),
    [
        ({"main.region": "back", "rf.ces.saddle": "yes"}, "Get emergency help now"),
        ({"rf.neuro.weak": "yes"}, "Get medical advice today"),
    ],
)
def test_urgent_stops_cannot_be_put_off_and_keep_their_flag(
    staff: Client, person: Person, clinician: User, now: dt.datetime, answers: dict[str, str], level: str
) -> None:
    make_draft(person, now, **answers)
    url, line = f"/staff/queue/{person.uuid}/mark/", f"stop:{person.clearances.latest_one().pk}"
    queue = staff.get("/staff/").text
    assert level in queue
    assert ('name="done"' in queue, 'name="snoozed"' in queue) == (True, False)
    refused = staff.post(url, {"snoozed": line}, follow=True)
    assert "That line cannot be put off." in refused.text
    assert not QueueMark.objects.exists()
    assert f"Done by {clinician}" in staff.post(url, {"done": line}, follow=True).text
    assert level in staff.get("/staff/people/").text
    assert level in staff.get(f"/staff/people/{person.uuid}/").text


def test_people_whose_plan_is_paused_have_that_flag(staff: Client, person: Person, now: dt.datetime) -> None:
    start_plan(person, now - 2 * DAY)
    assert "Plan paused" not in staff.get("/staff/people/").text
    programs.screen_again(person=person, now=now, by=person)
    assert "Plan paused" in staff.get("/staff/people/").text
    assert "Plan paused" in staff.get(f"/staff/people/{person.uuid}/").text


def test_the_queue_shows_one_kind_of_line_when_asked(staff: Client, clinic: Clinic, now: dt.datetime) -> None:
    stopped, quiet = make_linked(clinic, now), make_linked(clinic, now)
    row = stopped_clinician_first(stopped, now)
    assert "chip" not in staff.get("/staff/").content.decode()
    start_plan(quiet, now - 10 * DAY)

    def shown(query: str = "") -> tuple[str, set[str]]:
        page = staff.get(f"/staff/{query}").content.decode()
        [chosen] = re.findall(r'aria-current="page">([^<]+?) <span class="chip__count">', page)
        return chosen, {one.label for one in (stopped, quiet) if one.label in page}

    assert shown() == ("All", {stopped.label, quiet.label})
    assert shown("?show=quiet") == ("Quiet", {quiet.label})
    assert shown("?show=clinician_first") == ("See a clinician before you start", {stopped.label})
    assert shown("?show=nonsense")[0] == "All"
    staff.post(f"/staff/queue/{stopped.uuid}/mark/", {"done": f"stop:{row.pk}"})
    assert shown("?show=dealt") == ("Dealt with or put off", {stopped.label})
    assert shown("?show=clinician_first")[0] == "All"


def test_the_page_of_somebody_stopped_says_that_the_plan_is_paused(
    staff: Client, clinic: Clinic, now: dt.datetime
) -> None:
    somebody = make_linked(clinic, now)
    url = f"/staff/people/{somebody.uuid}/"
    start_plan(somebody, now - 2 * DAY)
    assert "paused" not in staff.get(url).content.decode()
    assessments.withdraw(person=somebody, reason_code="anything_new", now=now, by=somebody)
    page = staff.get(url).content.decode()
    assert "The plan is paused: the person sees none of it until a new screening allows it." in page
    stopped_clinician_first(somebody, now)
    assert "until you release the stop" in staff.get(url).content.decode()


def test_another_clinics_line_cannot_be_marked(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    row = stopped_clinician_first(person, now)
    outsider = signed_in(make_staff(make_clinic(now, "Other"), now))
    response = outsider.post(f"/staff/queue/{person.uuid}/mark/", {"done": f"stop:{row.pk}"})
    assert response.status_code == 404
    assert not QueueMark.objects.exists()


def test_author_sees_a_calm_page(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    stopped_clinician_first(person, now)
    page = signed_in(make_staff(clinic, now, "author")).get("/staff/").content.decode()
    assert person.label not in page
    assert "Authors do not see people" in page
    assert "Queue" not in page


def test_people_list_finds_by_code_and_shows_the_fortnight(staff: Client, clinic: Clinic, now: dt.datetime) -> None:
    wanted, other = make_linked(clinic, now), make_linked(clinic, now)
    start_plan(wanted, now - 2 * DAY, **{"main.region": "back", "om.pain_back.now": 6})
    for back, rating in ((2, 6), (0, 3)):
        practise(wanted, now - back * DAY, pain_now=rating)
    page = staff.get("/staff/people/", {"q": wanted.label[3:].lower()}).content.decode()
    assert wanted.label in page
    assert other.label not in page
    assert "Practised on 2 of 14 days" in page
    assert "down 3 since the start" in page
    assert "1 of 12" in page
    assert "has a code with" in staff.get("/staff/people/", {"q": "nobody"}).content.decode()


def test_people_list_pages_keep_the_search(staff: Client, clinic: Clinic, now: dt.datetime) -> None:
    for _person in range(26):
        make_linked(clinic, now)
    page = staff.get("/staff/people/", {"q": "FC"}).content.decode()
    assert "Page 1 of 2" in page
    assert "?page=2&amp;q=FC" in page
    assert staff.get("/staff/people/", {"page": "99", "q": "FC"}).status_code == 200


def test_person_page_shows_the_record_and_audits_the_look(
    staff: Client, clinician: User, person: Person, now: dt.datetime
) -> None:
    answers = {"main.region": "back", "om.pain_back.now": 6, "om.pain_back.average": 6}
    start_plan(person, now - DAY, **answers, **{"fp.toe_direction.right": "clearly_out", "minutes": "15"})
    practise(person, now - DAY, pain_during=2, pain_now=4)
    page = staff.get(f"/staff/people/{person.uuid}/").content.decode()
    for words in (
        "You open this page for the first time.",
        "Check-in: pain during 2, pain now 4",
        "15 minutes a day",
        "Left out or swapped",
        "Instead: ",
        "Clear to start",
        "Answered “Well out” to “",
        "Age 44",
    ):
        assert words in page, words
    [row] = AuditRow.objects.filter(verb="viewed_person")
    assert (row.actor, row.person) == (clinician.audit_name, person.uuid)
    assert not row.reason


def test_since_last_visit_lists_what_others_did(
    staff: Client, clinic: Clinic, person: Person, now: dt.datetime
) -> None:
    colleague = signed_in(make_staff(clinic, now, "manager"))
    start_plan(person, now - DAY)
    url = f"/staff/people/{person.uuid}/"
    staff.get(url)
    assert "Nothing new since your last visit" in staff.get(url).content.decode()
    staff.post(f"{url}notes/", {"text": "Limps a little"})
    colleague.post(f"{url}notes/", {"text": "Walks well"})
    page = staff.get(url).content.decode()
    assert "1 new since your last visit" in page
    news = page[page.index("Since your last visit") : page.index("Add a note")]
    assert ("Walks well" in news, "Limps a little" in news) == (True, False)


def test_a_note_needs_words_and_stays_in_its_clinic(
    staff: Client, clinic: Clinic, person: Person, now: dt.datetime
) -> None:
    url = f"/staff/people/{person.uuid}/notes/"
    response = staff.post(url, {"text": "  "})
    assert (response.status_code, "Write the note first." in response.content.decode()) == (422, True)
    staff.post(url, {"text": "Seen in the clinic"})
    other = make_clinic(now, "Other")
    link(person, other, now)
    page = signed_in(make_staff(other, now)).get(f"/staff/people/{person.uuid}/").content.decode()
    assert "Seen in the clinic" not in page
    assert AuditRow.objects.filter(verb="added_note", person=person.uuid, clinic=clinic.uuid).count() == 1


def test_changed_safety_answers_are_shown_with_their_times(staff: Client, person: Person, now: dt.datetime) -> None:
    draft = make_draft(person, now - dt.timedelta(minutes=9), **{"main.region": "back", "rf.ces.saddle": "yes"})
    page = catalogue.shipped().page_of_slug("ces")
    assert page is not None
    assessments.save_page(assessment=draft, page=page, posted=posted(page, given()), now=now, by=person)
    body = staff.get(f"/staff/people/{person.uuid}/").content.decode()
    assert "Safety answers that were changed" in body
    assert body.index("Yes, new, <time") < body.index("No, <time")


@pytest.mark.parametrize(
    ("reason_code", "words"),
    [
        ("anything_new", "Answered yes or not sure to “Anything new"),
        ("pain_during", "Rated strong pain during practice."),
        ("asked", "Asked for the safety questions."),
        ("later_kind", "later_kind"),
    ],
)
def test_why_screening_began_again(
    staff: Client, person: Person, now: dt.datetime, reason_code: str, words: str
) -> None:
    start_plan(person, now - DAY)
    assessments.withdraw(person=person, reason_code=reason_code, now=now, by=person)
    assert words in staff.get(f"/staff/people/{person.uuid}/").content.decode()


RELEASE = {"checked": "on", "reason": "Seen today, wound is closed"}


@pytest.fixture
def release_url(person: Person, now: dt.datetime) -> Iterator[str]:
    stopped_clinician_first(person, now)
    return f"/staff/people/{person.uuid}/release/"


def release_of(person: Person) -> dict[str, object]:
    """What the page posts that shows the present stop."""
    return RELEASE | {"clearance": person.clearances.latest_one().pk}


def test_release_lifts_what_was_ticked(staff: Client, clinician: User, person: Person, release_url: str) -> None:
    page = staff.get(release_url).content.decode()
    assert person.label in page
    assert "<dd>44</dd>" in page
    assert staff.post(release_url, release_of(person) | {"lifts": ["post_surgery"]}).status_code == 302
    row = person.clearances.latest_one()
    assert (row.kind, row.lifts, row.released_by, row.reason) == (
        "released", ["post_surgery"], clinician, RELEASE["reason"],
    )  # fmt: skip
    assert AuditRow.objects.filter(verb="released", person=person.uuid).count() == 1
    shown = staff.get(f"/staff/people/{person.uuid}/").text
    label = programs_catalogue.shipped().vocabulary.contraindications["post_surgery"].label
    assert f"<strong>Released by {clinician}</strong>, <time" in shown
    assert f"Lifted: {label}." in shown
    assert "Lifted: post_surgery" not in shown


def test_release_may_lift_nothing(staff: Client, person: Person, release_url: str) -> None:
    staff.post(release_url, release_of(person))
    row = person.clearances.latest_one()
    assert (row.kind, row.lifts) == ("released", [])


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"checked": "on", "reason": " "}, "Write why this person may start."),
        ({"reason": "Seen"}, "Look at the code and the age"),
        (RELEASE | {"lifts": ["cauda_equina_signs"]}, "Something in it has changed"),
        (RELEASE | {"lifts": ["anticoagulants"]}, "Something in it has changed"),
    ],
)
def test_release_refuses(
    staff: Client, person: Person, release_url: str, posted: dict[str, object], words: str
) -> None:
    response = staff.post(release_url, release_of(person) | {"checked": ""} | posted)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert person.clearances.latest_one().stops


@pytest.mark.parametrize("forged", [{}, {"clearance": ""}, {"clearance": "x"}])
def test_release_is_of_the_stop_that_was_read(
    staff: Client, person: Person, release_url: str, forged: dict[str, str], now: dt.datetime
) -> None:
    """The person began again and another answer stops the plan while the page stood open."""
    posted = (release_of(person) | {"lifts": ["post_surgery"]}) if not forged else RELEASE | forged
    draft = assessments.begin_again(person=person, now=now, by=person)
    answer_pages(draft, now, **{"hx.circulation": "ticked"})
    response = staff.post(release_url, posted)
    assert response.status_code == 422
    assert "Nothing was released: this person answered again" in response.text
    assert RELEASE["reason"] in response.text
    assert "checked" not in re.findall(r'<input type="checkbox" name="checked"[^>]*>', response.text)[0].split()
    assert person.clearances.latest_one().stops
    shown = re.findall(r'<input type="hidden" name="clearance" value="(\d+)"', response.text)
    assert staff.post(release_url, RELEASE | {"clearance": shown[0]}).status_code == 302
    row = person.clearances.latest_one()
    assert (row.kind, row.lifts, row.because[0]["fields"]) == ("released", [], ["hx.circulation"])


@pytest.mark.parametrize(
    "answers",
    [
        {"rf.neuro.weak": "yes"},
        {"main.region": "back", "rf.ces.saddle": "yes"},
        {"rf.neuro.weak": "yes", "hx.surgery": "ticked"},
    ],
)
def test_stops_of_a_higher_level_have_no_release(
    staff: Client, person: Person, now: dt.datetime, answers: dict[str, str]
) -> None:
    make_draft(person, now, **answers)
    url = f"/staff/people/{person.uuid}/"
    assert "Release this stop" not in staff.get(url).content.decode()
    assert staff.post(f"{url}release/", RELEASE).status_code == 302
    assert person.clearances.latest_one().stops


def test_an_older_stop_cannot_be_released(staff: Client, person: Person, now: dt.datetime) -> None:
    start_plan(person, now)
    programs.screen_again(person=person, now=now, by=person)
    staff.post(f"/staff/people/{person.uuid}/release/", RELEASE)
    assert person.clearances.latest_one().kind == "withdrawn"


def test_what_a_same_day_answer_set_is_shown_but_cannot_be_lifted(
    staff: Client, person: Person, now: dt.datetime
) -> None:
    """Only stops at clinician_first come here, so the row is there for a mixed cause alone."""
    make_draft(person, now, **{"rf.foot.hot": "not_sure", "hx.fracture": "ticked"})
    row = person.clearances.latest_one()
    page = staff.get(f"/staff/people/{person.uuid}/release/").content.decode()
    assert row.level == "clinician_first"
    assert 'value="bone_stress_injury"' in page


def test_codes_are_made_and_ended(staff: Client, clinic: Clinic, person: Person, now: dt.datetime) -> None:
    staff.post("/staff/codes/")
    code = JoinCode.objects.get(clinic=clinic)
    assert code.code in staff.get("/staff/codes/").content.decode()
    outsider = signed_in(make_staff(make_clinic(now, "Other"), now))
    assert outsider.post(f"/staff/codes/{code.code}/revoke/").status_code == 404
    staff.post(f"/staff/codes/{code.code}/revoke/")
    assert "No code works at present." in staff.get("/staff/codes/").content.decode()
    assert staff.post(f"/staff/codes/{code.code}/revoke/").status_code == 404


def test_audit_log_is_for_managers_and_says_who(
    clinic: Clinic, person: Person, staff: Client, now: dt.datetime
) -> None:
    staff.get(f"/staff/people/{person.uuid}/")
    page = signed_in(make_staff(clinic, now, "manager")).get("/staff/audit/").content.decode()
    assert "opened the page of" in page
    assert person.label in page
    assert f"clinician@{clinic.pk}.example" in page


def test_audit_log_names_staff_but_never_people(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    user = User.objects.create_user("private@example.org", name="Ann Private")
    Person.objects.filter(pk=person.pk).update(user=user)
    accounts.leave_clinic(link=person.clinic_links.get(), now=now, by=user)
    page = signed_in(make_staff(clinic, now, "manager")).get("/staff/audit/").content.decode()
    assert "unlinked" in page
    assert person.label in page
    assert "rivate" not in page


def histories(clinic: Clinic, now: dt.datetime, people: int, days: int) -> Person:
    for _person in range(people):
        person = make_linked(clinic, now - days * DAY)
        start_plan(person, now - days * DAY)
        for back in range(days, 0, -1):
            practise(person, now - back * DAY, pain_now=back % 4, pain_during=3)
    stopped_clinician_first(make_linked(clinic, now), now)
    return person


@pytest.mark.parametrize("path", ["", "people/", "person", "codes/"])
def test_queries_stay_constant(staff: Client, clinic: Clinic, now: dt.datetime, path: str) -> None:
    """Small and large: more people, more days. At most 12 for a page of staff."""
    counts = []
    for people, days in ((1, 1), (6, 8)):
        person = histories(clinic, now, people, days)
        url = f"/staff/people/{person.uuid}/" if path == "person" else f"/staff/{path}"
        staff.get(url)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert staff.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1], "\n".join(query["sql"][:150] for query in queries)
    assert counts[1] <= 12, "\n".join(query["sql"][:150] for query in queries)
