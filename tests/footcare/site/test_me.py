"""The page about oneself."""

import datetime as dt
import re

import pytest
from django.test import Client

from footcare.accounts.models import Person, User
from footcare.common.models import AuditRow
from footcare.site.forms import country_name, zones
from tests.assessments.helpers import make_person
from tests.footcare.accounts.test_sign_in import hold, holds_a_guest
from tests.footcare.clinic.factories import link, make_clinic, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@pytest.fixture
def person(client: Client, now: dt.datetime) -> Person:
    person = make_person(now)
    hold(client, person)
    return person


def test_strangers_are_sent_to_the_questions(client: Client) -> None:
    for path in ("/me/", "/me/details/", "/me/delete/"):
        assert client.get(path)["Location"] == "/assessment/"
    for path in ("/me/details/", "/me/delete/", "/me/guest/"):
        assert client.post(path).status_code == 403


def test_a_guest_reads_what_is_kept(client: Client, person: Person, now: dt.datetime) -> None:
    clinic = make_clinic(now)
    link(person, clinic, now)
    page = client.get("/me/").content.decode()
    for words in (person.label, "<dd>United Kingdom</dd>", "Europe/London", clinic.name, "You have no account."):
        assert words in page


def test_an_account_without_a_person_has_a_page(now: dt.datetime) -> None:
    client = signed_in(User.objects.create_user("ann@example.org"))
    assert "ann@example.org" in client.get("/me/").content.decode()
    assert client.get("/me/details/").status_code == 302


def test_details_change(client: Client, person: Person) -> None:
    posted = {"country": "IE", "zone": "Europe/Dublin", "shared_device": "on"}
    response = client.post("/me/details/", posted)
    person.refresh_from_db()
    assert (person.country, person.zone, person.shared_device) == ("IE", "Europe/Dublin", True)
    assert response.cookies["footcare_guest"]["max-age"] == ""
    assert AuditRow.objects.filter(verb="changed_details", actor=person.audit_name).count() == 1


@pytest.mark.parametrize(
    "posted", [{}, {"country": "XX", "zone": "Europe/London"}, {"country": "GB", "zone": "Moon/Sea"}]
)
def test_details_refuse_what_does_not_exist(client: Client, person: Person, posted: dict[str, str]) -> None:
    response = client.post("/me/details/", posted)
    assert response.status_code == 422
    assert "<title>Error: " in response.content.decode()
    person.refresh_from_db()
    assert (person.country, person.zone) == ("GB", "Europe/London")


def test_a_zone_from_elsewhere_stays_on_offer(client: Client, now: dt.datetime) -> None:
    hold(client, make_person(now, zone="Etc/GMT+5"))
    assert 'value="Etc/GMT+5" selected' in client.get("/me/details/").content.decode()


def test_zones_are_grouped_by_region_with_the_city_first(client: Client, person: Person) -> None:
    page = client.get("/me/details/").content.decode()
    groups = re.findall(r'<optgroup label="(.*?)">(.*?)</optgroup>', page, re.DOTALL)
    assert [name for name, _options in groups][:2] == ["United Kingdom", "Africa"]
    assert re.search(r'<option value="Europe/London" selected>\s*London\s*</option>', groups[0][1])
    assert page.count('value="Europe/London"') == 1
    assert re.search(r'value="Europe/Paris">\s*Paris\s*</option>', dict(groups)["Europe"])
    assert re.search(r'value="America/Argentina/Buenos_Aires">\s*Buenos Aires, Argentina', page)
    assert page.count(" selected>") == 2


@pytest.mark.parametrize(
    ("chosen", "attribute"), [("dark", 'data-bs-theme="dark"'), ("light", 'data-bs-theme="light"')]
)
def test_colours_are_remembered(client: Client, person: Person, chosen: str, attribute: str) -> None:
    client.post("/me/theme/", {"theme": chosen})
    assert attribute in client.get("/me/").content.decode()
    client.post("/me/theme/", {"theme": "auto"})
    assert "data-bs-theme" not in client.get("/me/").content.decode()


@pytest.mark.parametrize(
    ("country", "zone"), [("AU", "Australia/Perth"), ("IE", "Europe/Dublin"), ("US", "Pacific/Honolulu")]
)
def test_the_zones_of_a_country_come_first_and_once(country: str, zone: str) -> None:
    groups = zones(country)
    assert groups[0][0] == country_name(country)
    assert zone in [value for value, _words in groups[0][1]]
    assert sum(value == zone for _name, places in groups for value, _words in places) == 1
    assert "Africa/Abidjan" not in [value for value, _words in groups[0][1]]


@pytest.mark.parametrize("path", ["/me/theme/", "/me/guest/"])
def test_the_address_of_a_form_is_a_page_with_a_way_on(client: Client, person: Person, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "Nothing was changed." in response.text
    assert 'href="/"' in response.text
    assert client.put(path).content == b""


def test_forged_colours_change_nothing(client: Client, person: Person) -> None:
    client.post("/me/theme/", {"theme": '"><script>'})
    assert "data-bs-theme" not in client.get("/me/").content.decode()


def test_unlinking_a_clinic_that_is_not_linked(client: Client, person: Person, now: dt.datetime) -> None:
    stranger = make_clinic(now)
    link(make_person(now), stranger, now)
    assert client.post(f"/me/clinics/{stranger.uuid}/unlink/").status_code == 404
    assert stranger.links.live().count() == 1


def test_deleting_asks_first_then_erases(client: Client, person: Person) -> None:
    assert client.get("/me/delete/").status_code == 200
    assert Person.objects.exists()
    response = client.post("/me/delete/")
    assert response["Location"] == "/"
    assert not Person.objects.exists()
    assert not holds_a_guest(client)


def test_deleting_an_account_signs_out_everywhere(now: dt.datetime) -> None:
    user = User.objects.create_user("ann@example.org")
    here, elsewhere = signed_in(user), signed_in(user)
    here.post("/me/delete/")
    assert not User.objects.exists()
    assert elsewhere.get("/me/").status_code == 302
