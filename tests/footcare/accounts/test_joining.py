"""Join codes: which work, how long, how often somebody may try, and what joining records."""

import datetime as dt

import pytest
from django.test import Client

from footcare.accounts import actions, joining
from footcare.accounts.models import UNMISTAKABLE, Clinic, JoinCode, Person
from footcare.common.models import AuditRow
from tests.assessments.helpers import make_person
from tests.footcare.accounts.test_sign_in import hold
from tests.footcare.clinic.factories import make_clinic, make_staff, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]


@pytest.fixture
def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@pytest.fixture
def clinic(now: dt.datetime) -> Clinic:
    return make_clinic(now)


@pytest.fixture
def code(clinic: Clinic, now: dt.datetime) -> JoinCode:
    return actions.make_join_code(clinic=clinic, now=now, by=make_staff(clinic, now))


@pytest.fixture
def person(client: Client, now: dt.datetime) -> Person:
    person = make_person(now)
    hold(client, person)
    return person


def test_a_code_has_eight_unmistakable_characters(code: JoinCode) -> None:
    assert len(code.code) == 8
    assert set(code.code) <= set(UNMISTAKABLE)
    assert not set("01OILUV") - set("UV") & set(UNMISTAKABLE)


@pytest.mark.parametrize("write", [str, str.lower, str.title])
def test_the_page_says_whose_staff_will_see_what(
    client: Client, person: Person, code: JoinCode, write: type[str]
) -> None:
    response = client.get(f"/join/{write(code.code)}/")
    page = response.content.decode()
    assert response.status_code == 200
    assert code.clinic.name in page
    assert all(str(point) in page for point in joining.STAFF_SEE)
    assert "change how much you do" in page
    assert "let you go on after a stop" in page
    assert "checked" not in page


def test_joining_needs_the_tick(client: Client, person: Person, code: JoinCode) -> None:
    response = client.post(f"/join/{code.code}/")
    assert (response.status_code, "Tick the box if you agree." in response.content.decode()) == (422, True)
    assert not person.clinic_links.exists()


def test_joining_twice_links_once_and_keeps_the_words(client: Client, person: Person, code: JoinCode) -> None:
    for _time in range(2):
        assert client.post(f"/join/{code.code}/", {"agree": "on"}).status_code == 302
    [link] = person.clinic_links.live()
    assert (link.clinic, link.consent.wording) == (code.clinic, joining.wording())
    assert AuditRow.objects.filter(verb="joined_clinic").count() == 1


def test_one_code_serves_several_people(client: Client, person: Person, code: JoinCode, now: dt.datetime) -> None:
    client.post(f"/join/{code.code}/", {"agree": "on"})
    other = Client()
    hold(other, make_person(now))
    other.post(f"/join/{code.code}/", {"agree": "on"})
    assert code.clinic.people.count() == 2


def test_unlinking_ends_access_at_once(client: Client, person: Person, code: JoinCode, now: dt.datetime) -> None:
    staff = signed_in(make_staff(code.clinic, now, "manager"))
    client.post(f"/join/{code.code}/", {"agree": "on"})
    assert staff.get(f"/staff/people/{person.uuid}/").status_code == 200
    client.post(f"/me/clinics/{code.clinic.uuid}/unlink/")
    assert staff.get(f"/staff/people/{person.uuid}/").status_code == 404
    assert person.label not in staff.get("/staff/people/").content.decode()
    client.post(f"/join/{code.code}/", {"agree": "on"})
    assert staff.get(f"/staff/people/{person.uuid}/").status_code == 200


def test_nobody_is_linked_before_they_are_somebody(client: Client, code: JoinCode) -> None:
    assert "Answer the questions first" in client.get(f"/join/{code.code}/").content.decode()
    assert client.post(f"/join/{code.code}/", {"agree": "on"}).status_code == 403
    assert not Person.objects.exists()


def test_unknown_expired_and_ended_codes_get_one_answer(
    client: Client, person: Person, clinic: Clinic, now: dt.datetime
) -> None:
    staff = make_staff(clinic, now)
    expired = actions.make_join_code(clinic=clinic, now=now - dt.timedelta(days=14, seconds=1), by=staff)
    ended = actions.make_join_code(clinic=clinic, now=now, by=staff)
    actions.revoke_join_code(code=ended, now=now, by=staff)
    codes = ("22222222", expired.code, ended.code, "x")
    responses = {code: client.get(f"/join/{code}/") for code in codes}
    assert {response.status_code for response in responses.values()} == {404}
    assert len({response.content.replace(f'value="{code}"'.encode(), b"") for code, response in responses.items()}) == 1


@pytest.mark.parametrize("path", ["/join/7k2qdm4x/", "/join/?code=%D9%A3%D9%A3"])
def test_a_code_that_does_not_work_is_given_back_to_be_mended(client: Client, path: str) -> None:
    response = client.get(path)
    page = response.content.decode()
    assert response.status_code == 404
    assert "<title>Error: " in page
    assert 'action="/join/"' in page
    assert 'aria-describedby="code-hint code-error" aria-invalid="true"' in page
    assert 'value="7k2qdm4x"' in page or 'value="٣٣"' in page


def test_a_code_works_for_fourteen_days(clinic: Clinic, code: JoinCode, now: dt.datetime) -> None:
    last = now + dt.timedelta(days=14)
    assert JoinCode.objects.named(code.code, last - dt.timedelta(seconds=1)) == code
    assert JoinCode.objects.named(code.code, last) is None


def test_ten_unknown_codes_close_the_door_for_this_address(client: Client, person: Person, code: JoinCode) -> None:
    statuses = [client.get(f"/join/2222222{number}/").status_code for number in range(2, 10)]
    statuses += [client.post("/join/AAAAAAAA/", {"agree": "on"}).status_code for _try in range(2)]
    assert statuses == [404] * 10
    assert client.get(f"/join/{code.code}/").status_code == 429
    assert client.post(f"/join/{code.code}/", {"agree": "on"}).status_code == 429
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.get(f"/join/{code.code}/").status_code == 200


def test_a_waiting_room_of_known_codes_is_not_limited(client: Client, person: Person, code: JoinCode) -> None:
    assert {client.get(f"/join/{code.code}/").status_code for _look in range(15)} == {200}


@pytest.mark.parametrize(("typed", "leads_to"), [("7k2q-dm4x", "/join/7k2qdm4x/"), (" 7K2Q DM4X ", "/join/7K2QDM4X/")])
def test_a_code_from_paper_may_have_spaces(client: Client, typed: str, leads_to: str) -> None:
    assert client.get("/join/", {"code": typed})["Location"] == leads_to


@pytest.mark.parametrize("typed", ["", "   "])
def test_without_a_code_the_page_asks_for_one(client: Client, typed: str) -> None:
    assert client.get("/join/", {"code": typed}).status_code == 200
