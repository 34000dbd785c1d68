"""The forms of the assessment. The domain reads and checks the answers; a form keeps what was typed and draws it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessments.domain.conditions import Answers, choices
from assessments.domain.definitions import Page, Questionnaire
from assessments.domain.questionnaire import Field, is_listed_tick
from assessments.domain.reading import FieldError, error_text, read_page
from assessments.layout import Filled, Group, beside_rows, foot_words, groups_of
from footcare.common.dates import is_zone

FORM_ID = "answers"


class CalmForm(forms.Form):
    """Layout defaults, and the error summary with a link to each group of inputs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.form_show_errors = False

    def anchor(self, name: str) -> str:
        """The id of the first input of a field's group."""
        return f"{name}-1"

    @property
    def error_summary(self) -> list[dict[str, str]]:
        return [
            {"href": f"#{self.anchor(name)}", "message": message}
            for name, messages in self.errors.items()
            for message in messages
        ]


class PageForm(CalmForm):
    """One page of questions: nothing is chosen but what the person chose before."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        page: Page,
        *,
        shown: Iterable[Any],
        answers: Answers,
        posted: QueryDict | None = None,
        errors: Iterable[FieldError] = (),
    ) -> None:
        super().__init__(posted)
        self.page = page
        self._answers = answers
        shown = tuple(shown)
        self._ticks = {q.id for q in page.questions if is_listed_tick(page, q)} | {page.none_id}
        self._list_label = beside_rows() if any(q.id not in self._ticks for q in shown) else ""
        self.fields.update({name: forms.Field(required=False) for name in sorted(page.field_names)})
        named = {field.name: field for field in page.fields}
        beside = {}
        for error in errors:
            label = self._list_label if error.field in self._ticks else _label(named.get(error.field))
            summed_up = error_text(questionnaire, error, question=label or None)
            self.add_error(error.field if error.field in self.fields else None, summed_up)
            beside[error.field] = error_text(questionnaire, error, question="")
        filled = Filled(self._texts, beside, questionnaire.words.sides, _opened_by(questionnaire, page))
        groups = groups_of(page, shown, filled)
        self.lead = _take_lead(groups)
        self.helper.layout = Layout(*groups)

    def anchor(self, name: str) -> str:
        if name in self._ticks:
            return f"{self.page.slug}-1"
        return f"{name}-1" if name in self.fields else FORM_ID

    @property
    def pair(self) -> bool:
        """Asks about both feet with drawings, which want the width of the page."""
        return any(group.template == "pair" for group in self.helper.layout.fields)

    def _texts(self, name: str) -> set[str]:
        """What stands in an input: what was just posted, else what was answered before."""
        if self.is_bound:
            data: QueryDict = self.data  # type: ignore[assignment]
            return set(data.getlist(name))
        return {str(one) for one in choices(self._answers.get(name)) if one is not None}


def _label(field: Field | None) -> str:
    """How the summary names one foot of a page that speaks of both; other fields are named by their question."""
    if field is None or field.side is None:
        return ""
    foot = foot_words(field.side)
    return f"{foot}: {field.item.text}" if field.item else foot


def _opened_by(questionnaire: Questionnaire, page: Page) -> dict[str, str]:
    """Question -> the tick of an earlier page that opened it, in its own words."""
    found = {}
    for question in page.questions:
        openers = [questionnaire.questions[name] for name in question.show_if.fields] if question.show_if else []
        for opener in openers:
            if opener.kind == "tick" and opener.page != page.id:
                found[question.id] = opener.text
    return found


def _take_lead(groups: list[Group]) -> str:
    """The words of a first question about both feet stand under the page's title, beside the drawings."""
    if not groups or groups[0].template != "pair":
        return ""
    context = groups[0].context
    lead = " ".join(part for part in (context["text"], context["hint"]) if part)
    context["text"] = ""
    return lead


class ConsentForm(CalmForm):
    """Before the first question: age, consent, whose numbers to show, whether others use this phone."""

    country = forms.ChoiceField(label=_("Which country are you in?"), required=False)
    zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    shared_device = forms.BooleanField(
        label=_("Other people use this phone or computer too"),
        help_text=_("Then your answers are kept here only until the browser is closed."),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "control"}),
    )
    age_again = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, questionnaire: Questionnaire, posted: QueryDict | None = None) -> None:
        super().__init__(posted)
        self.questionnaire = questionnaire
        self.page = questionnaire.flows["full"].pages[0]
        countries = [(code, COUNTRIES.get(code, code)) for code in settings.CONTACTS]
        self.fields["country"].choices = countries  # type: ignore[attr-defined]
        self.fields.update({name: forms.Field(required=False) for name in sorted(self.page.field_names)})
        self.age: int | None = None
        self._beside: dict[str, str] = {}
        summed_up = {name: messages[0] for name, messages in self.errors.items()}
        filled = Filled(self._texts, summed_up | self._beside, questionnaire.words.sides, {})
        extra = Group(
            "about_this_device", id="device", country=self["country"] if len(countries) > 1 else None,
            zone=next(iter(self._texts("zone")), ""), shared=self["shared_device"], age_again=self._age_to_confirm,
        )  # fmt: skip
        self.helper.layout = Layout(*groups_of(self.page, self.page.questions, filled), extra)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        posted: Mapping[str, list[str]] = dict(self.data.lists())  # type: ignore[attr-defined]
        known = {name: texts for name, texts in posted.items() if name in self.fields}
        result = read_page(self.questionnaire, self.page, known, {})
        for error in result.errors:
            self.add_error(error.field, error_text(self.questionnaire, error))
            self._beside[error.field] = error_text(self.questionnaire, error, question="")
        age = result.values.get("age")
        if isinstance(age, int):
            if self._is_unlikely(age) and self._texts("age_again") != {str(age)}:
                self.add_error("age", _("You wrote %(age)s. If that is right, choose “Continue” again.") % {"age": age})
            self.age = age
        if not is_zone(cleaned.get("zone") or ""):
            cleaned["zone"] = settings.TIME_ZONE
        return cleaned

    @property
    def _age_to_confirm(self) -> str:
        return str(self.age) if self.is_bound and self.age and self._is_unlikely(self.age) else ""

    def _is_unlikely(self, age: int) -> bool:
        limit = self.questionnaire.questions["age"].ask_again_above
        return limit is not None and age > limit

    def _texts(self, name: str) -> set[str]:
        return set(self.data.getlist(name)) if self.is_bound else set()  # type: ignore[attr-defined]


COUNTRIES = {
    "AU": _("Australia"),
    "CA": _("Canada"),
    "GB": _("United Kingdom"),
    "IE": _("Ireland"),
    "NZ": _("New Zealand"),
    "US": _("United States"),
}
