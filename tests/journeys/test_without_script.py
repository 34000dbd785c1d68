"""O07: everything that a person does works by plain forms, on a window 320 px wide, from the first page to the last."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from footcare.accounts.models import Person, User
from programs.models import Tick
from tests.factories import make_clinic, make_code, make_member
from tests.journeys import browser
from tests.journeys.conftest import OpenPage
from tests.journeys.test_assessment import begin, walk
from tests.journeys.visitors import EVERY_PAGE
from tests.programs.helpers import BACK_AND_FEET

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "a long pass phrase 7"


def look(page: Page) -> None:
    page.wait_for_load_state()
    browser.no_sideways_scroll(page)


def test_a_whole_life_without_script(open_page: OpenPage) -> None:
    now = timezone.now()
    clinic = make_clinic(now)
    code = make_code(clinic, make_member(clinic, now), now)
    page = open_page(size=browser.NARROW, script=False)

    begin(page)
    assert len(walk(page, EVERY_PAGE | BACK_AND_FEET)) == 18
    look(page)
    page.get_by_role("button", name="Show my plan").click()
    expect(page).to_have_url("/assessment/result/")
    look(page)
    person = Person.objects.get()

    change_the_plan(page, person)
    practise(page, person)
    check_in(page, person)
    join(page, person, code.code)
    make_an_account(page, person)
    sign_out_and_in(page)
    delete_everything(page)


def change_the_plan(page: Page, person: Person) -> None:
    page.goto("/plan/")
    look(page)
    page.get_by_text("Show what you can change").click()
    page.locator('input[name="minutes"][value="30"]').check()
    page.get_by_role("button", name="Change my plan").click()
    expect(page.get_by_text("Your plan is changed")).to_be_visible()
    assert person.plans.get(state="active").minutes == 30


def practise(page: Page, person: Person) -> None:
    """Nothing new, the first item ticked, taken back, and ticked again."""
    page.goto("/today/")
    look(page)
    assert page.locator(".tick-button[aria-pressed]").count() == 0 or not person.ticks.exists()
    page.get_by_role("button", name="No", exact=True).click()
    for done in (True, False, True):
        first = page.locator(".tick-button").first
        expect(first).to_have_attribute("aria-pressed", str(not done).lower())
        first.click()
        expect(page.locator(".tick-button").first).to_have_attribute("aria-pressed", str(done).lower())
        assert Tick.objects.latest("pk").done is done
    look(page)


def check_in(page: Page, person: Person) -> None:
    page.goto("/today/check-in/")
    look(page)
    page.locator('label:has(input[name="pain_now"][value="3"])').click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Thank you. Your answers are saved.")).to_be_visible()
    assert person.check_ins.get().pain_now == 3


def join(page: Page, person: Person, code: str) -> None:
    page.goto("/join/")
    look(page)
    page.get_by_role("textbox").fill(f"{code[:4].lower()} {code[4:]}")
    page.locator("main form button").first.click()
    page.get_by_label("I agree").check()
    look(page)
    page.get_by_role("button", name="Link", exact=True).click()
    expect(page).to_have_url("/me/")
    assert person.clinic_links.live().count() == 1
    look(page)
    page.get_by_role("button", name="Unlink").click()
    expect(page.get_by_text("can no longer see your records")).to_be_visible()
    assert not person.clinic_links.live().exists()


def make_an_account(page: Page, person: Person) -> None:
    page.get_by_role("link", name="Make an account").first.click()
    look(page)
    page.locator('input[type="email"]').fill("anna@example.org")
    page.locator('input[type="password"]').fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    page.wait_for_load_state()
    person.refresh_from_db()
    assert person.user == User.objects.get(email="anna@example.org")
    page.goto("/today/")
    expect(page.locator(".tick-button").first).to_have_attribute("aria-pressed", "true")


def sign_out_and_in(page: Page) -> None:
    page.goto("/me/")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/today/")
    expect(page).to_have_url("/assessment/")
    page.goto("/accounts/login/")
    look(page)
    page.locator('input[type="email"]').fill("anna@example.org")
    page.locator('input[type="password"]').fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url("/today/")


def delete_everything(page: Page) -> None:
    page.goto("/me/")
    page.get_by_role("link", name="Delete me").click()
    look(page)
    page.get_by_role("button", name="Delete everything").click()
    expect(page.get_by_text("Everything about you has been deleted")).to_be_visible()
    assert (Person.objects.count(), User.objects.filter(email="anna@example.org").count()) == (0, 0)
    page.goto("/today/")
    expect(page).to_have_url("/assessment/")
