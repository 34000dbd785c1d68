"""What the pages of a plan post. Anything unknown is refused, never guessed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.domain.definitions import NONE, Questionnaire
from programs.models import CheckIn, DailyCheck, DayPlan, Preference
from programs.reports import Choices, Report

HIGHEST_PAIN = 10


class TickForm(forms.Form):
    """`back` is the page that the tick came from, where it goes on: the item's own, else Today."""

    item = forms.SlugField(max_length=60)
    back = forms.ChoiceField(choices=[("item", "item")], required=False)
    done = forms.ChoiceField(choices=[("1", "1"), ("0", "0")])
    op = forms.UUIDField()


class KindForm(forms.Form):
    """`minutes` belong to a busy day."""

    kind = forms.ChoiceField(choices=DayPlan.Kind.choices)
    minutes = forms.IntegerField(min_value=1, max_value=60, required=False)


class MorningForm(forms.Form):
    pain_next_morning = forms.IntegerField(min_value=0, max_value=HIGHEST_PAIN)
    op = forms.UUIDField()


class OfferForm(forms.Form):
    """With `undo` a next version that was tried is taken back."""

    item = forms.SlugField(max_length=60)
    undo = forms.ChoiceField(choices=[("1", "1")], required=False)


class FromWhen(forms.Form):
    """A change of the plan counts at once, or today's list stays as it is."""

    NOW, TOMORROW = "now", "tomorrow"

    when = forms.ChoiceField(choices=[(NOW, _("Now")), (TOMORROW, _("From tomorrow"))], required=False)

    @property
    def from_tomorrow(self) -> bool:
        return self.cleaned_data["when"] == self.TOMORROW


class PreferenceForm(FromWhen):
    TAKE_BACK = "none"

    item = forms.SlugField(max_length=60)
    choice = forms.ChoiceField(choices=[*Preference.Choice.choices, (TAKE_BACK, _("Take the choice back"))])

    @property
    def preference(self) -> Preference.Choice | None:
        chosen = self.cleaned_data["choice"]
        return None if chosen == self.TAKE_BACK else Preference.Choice(chosen)


class CheckForm(forms.Form):
    """One of the daily questions and its answer."""

    anything_new = forms.ChoiceField(choices=DailyCheck.ANSWERS, required=False)
    massage_check = forms.ChoiceField(choices=DailyCheck.ANSWERS, required=False)
    op = forms.UUIDField()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        given = [question for question in DailyCheck.Question.values if said.get(question)]
        if len(given) != 1:
            raise forms.ValidationError(_("Choose one answer."))
        return {**said, "question": given[0], "answer": said[given[0]]}


class CheckInForm(forms.Form):
    pain_during = forms.IntegerField(min_value=0, max_value=HIGHEST_PAIN, required=False)
    pain_now = forms.IntegerField(min_value=0, max_value=HIGHEST_PAIN, required=False)
    effort = forms.ChoiceField(choices=CheckIn.Effort, required=False)
    note = forms.CharField(
        max_length=2000,
        required=False,
        error_messages={"max_length": _("Write at most 2000 letters. The note is %(show_value)d letters long.")},
    )
    op = forms.UUIDField()

    def report(self) -> Report:
        said = self.cleaned_data
        return Report(said["pain_during"], said["pain_now"], said["effort"], said["note"])


class ChoicesForm(FromWhen):
    """Minutes, days and things, with the options of the questions that asked for them first."""

    def __init__(self, questionnaire: Questionnaire, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in (
            ("minutes", forms.ChoiceField),
            ("days", forms.ChoiceField),
            ("equipment", forms.MultipleChoiceField),
            ("lacks", forms.MultipleChoiceField),
        ):
            question = questionnaire.questions[name]
            options = [(one.value, one.text) for one in question.options if one.value != NONE]
            several = kind is forms.MultipleChoiceField
            self.fields[name] = kind(label=question.text, choices=options, required=not several)

    def choices(self) -> Choices:
        said = self.cleaned_data
        return Choices(said["minutes"], said["days"], tuple(said["equipment"]), tuple(said["lacks"]))
