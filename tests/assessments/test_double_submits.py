"""Consent, a page of questions, a stop and a sign-in sent many times at once: one of each, and nobody sees an error."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from assessments import actions
from assessments.models import Answer, Assessment, Clearance
from assessments.standing import standing_of
from footcare.accounts.models import Consent, Person, User
from tests.assessments.helpers import given, make_draft, make_person, posted
from tests.footcare.clinic.factories import signed_in
from tests.programs.helpers import client_of

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 8
CONSENT = {"age": 44, "consent.terms": "ticked", "consent.about_me": "ticked", "country": "GB", "zone": "Europe/London"}


def at_once(browsers: list[Client], send: Callable[[Client], Any]) -> list[tuple[int, str]]:
    """(status, where to) of each answer."""

    def once(browser: Client) -> tuple[int, str]:
        try:
            response = send(browser)
            return response.status_code, response.get("Location", "")
        finally:
            connection.close()

    with ThreadPoolExecutor(len(browsers)) as threads:
        return list(threads.map(once, browsers))


def test_consent_of_somebody_signed_in() -> None:
    user = User.objects.create_user("ann@example.org")
    browsers = [signed_in(user) for _n in range(TIMES)]
    assert set(at_once(browsers, lambda browser: browser.post("/assessment/", CONSENT))) == {
        (302, "/assessment/region/")
    }
    assert Person.objects.get().user == user
    assert Assessment.objects.count() == Consent.objects.count() == 1
    assert sorted(Answer.objects.values_list("field", flat=True)) == ["age", "consent.about_me", "consent.terms"]


def test_beginning_again_before_the_first_answer_came_back() -> None:
    """Both requests looked for a person before either of them made one."""
    user, now = User.objects.create_user("ann@example.org"), timezone.now()
    about = {"country": "GB", "zone": "Europe/London", "shared_device": False, "age": 44, "now": now}
    first, second = (actions.begin(person=None, user=user, **about) for _n in range(2))
    assert first == second
    assert Person.objects.get().user == user


def test_a_consent_that_comes_after_a_stop() -> None:
    user, now = User.objects.create_user("ann@example.org"), timezone.now()
    browser = signed_in(user)
    browser.post("/assessment/", CONSENT)
    Assessment.objects.update(state="superseded")
    Clearance.objects.create(person=user.person, kind="stopped", level="same_day", made_at=now)
    assert at_once([browser], lambda browser: browser.post("/assessment/", CONSENT)) == [(302, "/assessment/stop/")]


def test_a_page_of_questions() -> None:
    now = timezone.now()
    person = make_person(now)
    make_draft(person, now, until="ces", **{"main.region": "back"})
    page = standing_of(person, now).next_page
    form = posted(page, given(**{"main.region": "back"}))
    browsers = [client_of(person) for _n in range(TIMES)]
    answers = at_once(browsers, lambda browser: browser.post(f"/assessment/{page.slug}/", form))
    assert len(set(answers)) == 1
    assert answers[0][0] == 302
    assert Assessment.objects.count() == 1
    said = set(Answer.objects.values_list("field", "value"))
    assert len(said) == len({field for field, _value in said}), "every repeat says the same"
    assert standing_of(person, now).next_page != page


def test_a_page_that_stops() -> None:
    now = timezone.now()
    person = make_person(now)
    make_draft(person, now, until="ces", **{"main.region": "back"})
    page = standing_of(person, now).next_page
    form = posted(page, given(**{"main.region": "back", "rf.ces.saddle": "yes"}))
    browsers = [client_of(person) for _n in range(TIMES)]
    answers = at_once(browsers, lambda browser: browser.post(f"/assessment/{page.slug}/", form))
    assert set(answers) == {(302, "/assessment/stop/")}
    assert Clearance.objects.count() == 1


@pytest.mark.usefixtures("empty_cache")
@pytest.mark.parametrize("has_a_person", [True, False])
def test_sign_in_with_the_answers_of_this_browser(has_a_person: bool) -> None:
    now = timezone.now()
    user = User.objects.create_user("ann@example.org", "a long enough one")
    if has_a_person:
        Person.objects.filter(pk=make_person(now).pk).update(user=user)
    guest = make_person(now)
    draft = make_draft(guest, now, until="pain")
    form = {"login": user.email, "password": "a long enough one"}
    browsers = [client_of(guest) for _n in range(TIMES // 2)]  # more are held back as guesses
    answers = at_once(browsers, lambda browser: browser.post("/accounts/login/", form))
    assert set(answers) == {(302, "/today/")}
    assert Person.objects.get().user == user
    assert Assessment.objects.get() == draft


@pytest.mark.usefixtures("empty_cache")
def test_sign_up_with_the_answers_of_this_browser() -> None:
    now = timezone.now()
    guest = make_person(now)
    draft = make_draft(guest, now, until="pain")
    form = {"email": "ann@example.org", "password1": "a long enough one"}
    browsers = [client_of(guest) for _n in range(TIMES)]
    statuses = {status for status, _to in at_once(browsers, lambda browser: browser.post("/accounts/signup/", form))}
    assert 302 in statuses
    assert max(statuses) < 500
    assert Person.objects.get().user == User.objects.get()
    assert Assessment.objects.get() == draft
