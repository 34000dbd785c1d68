"""The pages that everybody may open, as somebody new meets them on a phone."""

from playwright.sync_api import Page, expect


def test_first_page_leads_to_the_questions(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("main a[href='/assessment/']").first).to_be_visible()


def test_help_shows_the_numbers_of_the_country(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="help").first.click()
    expect(page).to_have_url("/help/")
    expect(page.locator("a[href='tel:999']").first).to_be_visible()


def test_help_works_without_script(page_without_script: Page) -> None:
    page_without_script.goto("/help/")
    expect(page_without_script.locator("a[href='tel:999']").first).to_be_visible()


def test_scripts_load(page: Page) -> None:
    """Without this, a script that never runs would leave every journey green."""
    page.goto("/")
    sources = page.locator("script[type=module]").evaluate_all("(scripts) => scripts.map((script) => script.src)")
    assert sources
    assert page.evaluate("(source) => import(source).then(() => true)", sources[0])
