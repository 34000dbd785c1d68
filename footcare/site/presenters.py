"""Shapes what the public pages and the frame around every page show."""

import re
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.domain import questionnaire
from assessments.domain.conditions import Answers
from assessments.domain.definitions import Questionnaire
from footcare.environment import Contact

NAVIGATION = (
    ("programs:today", gettext_lazy("Today"), "list-check"),
    ("programs:plan", gettext_lazy("My plan"), "footsteps"),
    ("programs:learn", gettext_lazy("Learn"), "book-2"),
)


@dataclass(frozen=True, slots=True)
class NavItem:
    url: str
    label: str
    icon: str
    current: bool


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class FirstStep(Link):
    """`note` says where somebody stands who was here before; empty for somebody new."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """Whom to call; `dial` is empty when the contact cannot be dialled, and the words stand alone."""

    label: str
    dial: str
    main: bool = False


@dataclass(frozen=True, slots=True)
class Signs:
    title: str
    texts: tuple[str, ...]


def primary_nav(path: str) -> tuple[NavItem, ...]:
    pages = ((reverse(name), label, icon) for name, label, icon in NAVIGATION)
    return tuple(NavItem(url, str(label), icon, path.startswith(url)) for url, label, icon in pages)


def account_link(*, signed_in: bool) -> Link:
    return Link(reverse("site:me"), _("My account")) if signed_in else Link(reverse("account_login"), _("Sign in"))


def first_step(*, has_plan: bool, has_draft: bool, is_known: bool) -> FirstStep:
    """The one button of the start page."""
    if has_plan:
        return FirstStep("/today/", _("Go to today"), _("Your plan is ready."))
    if has_draft:
        return FirstStep("/assessment/", _("Continue where you stopped"), _("Your answers so far are kept."))
    if is_known:
        return FirstStep("/today/", _("Go on"), _("Your plan is not shown at present. The next page says why."))
    return FirstStep("/assessment/", _("Start the self-assessment"))


def call(contact_words: str, dial: str, *, main: bool = False) -> Call:
    words = re.sub(r"(?<=\d) (?=\d)", "\N{NO-BREAK SPACE}", contact_words)
    return Call(_("Call %(contact)s") % {"contact": words} if dial else words, dial, main)


def signs_at(shipped: Questionnaire, level: str) -> list[Signs]:
    """The safety questions whose plain yes reaches this level by itself, word for word, under their page's title."""
    groups = (
        Signs(page.title, tuple(asked.text for asked in page.questions if (asked.levels or {}).get("yes") == level))
        for page in shipped.flows["full"].pages
    )
    return [group for group in groups if group.texts]


def numbers(contact: Contact) -> dict[str, str]:
    """The placeholders of the clinical sentences."""
    return {
        "emergency_number": contact.emergency_number,
        "urgent_advice_contact": contact.urgent_contact,
        "crisis_line": contact.crisis_line,
    }


def steps_of(shipped: Questionnaire, answers: Answers) -> int:
    """The steps of all stages as the step bar counts them, the review included; no answer opens a further page."""
    return len(questionnaire.visible_pages(shipped, answers)) + 1


def home_page(shipped: Questionnaire, contact: Contact) -> dict[str, object]:
    """How long the assessment is, the honest claim, and the signs that come first."""
    regions = [option.value for option in shipped.questions["main.region"].options]
    steps = [steps_of(shipped, {"main.region": region}) for region in regions]
    return {
        "fewest_steps": min(steps),
        "most_steps": max(steps),
        "minutes": questionnaire.minutes(shipped),
        "evidence": shipped.words.evidence_short,
        "signs": shipped.words.safety_card.body.format(**numbers(contact)),
    }


def help_page(shipped: Questionnaire, contact: Contact) -> dict[str, object]:
    """The words of the clinical content with this country's numbers in them."""
    words = shipped.words
    return {
        "signs_title": words.safety_card.title,
        "signs_text": words.safety_card.body.format(**numbers(contact)),
        "emergency": {"title": shipped.levels["emergency"].label, "groups": signs_at(shipped, "emergency")},
        "same_day": {"title": shipped.levels["same_day"].label, "groups": signs_at(shipped, "same_day")},
        "before_routine": shipped.checks["anything_new"].text,
        "support_text": words.support_box.format(**numbers(contact)),
        "see_a_professional": words.see_a_professional,
        "evidence": words.evidence_long,
        "emergency_calls": [call(contact.emergency_number, contact.emergency_dial, main=True)],
        "urgent_calls": [call(contact.urgent_contact, contact.urgent_dial, main=True)],
        "support_calls": [
            call(contact.crisis_line, contact.crisis_dial, main=True),
            call(contact.emergency_number, contact.emergency_dial),
        ],
    }
