from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from programs.domain.dose_steps import Standing
from programs.doses import SET, Choice


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Find a person by code"), max_length=40, required=False, strip=True)


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note"),
        help_text=_("Your clinic sees it. The person gets it if they ask for a copy of their records."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write the note first."),
            "max_length": _("A note has room for 4,000 characters. Split it into two."),
        },
    )


class MarkForm(forms.Form):
    """Exactly one of the fields names the line: which one says what becomes of it."""

    done = forms.CharField(max_length=80, required=False)
    snoozed = forms.CharField(max_length=80, required=False)
    undo = forms.CharField(max_length=80, required=False)

    def clean(self) -> dict[str, str]:
        given = {name: line for name, line in super().clean().items() if line}
        if len(given) != 1:
            raise forms.ValidationError(_("Choose one line and one button."))
        return given

    @property
    def chosen(self) -> tuple[str, str]:
        """(mark or "undo", line)"""
        return next(iter(self.cleaned_data.items()))


class ReleaseForm(forms.Form):
    """`clearance` is the one that the page shows: staff release what they read, nothing that came after it."""

    clearance = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    checked = forms.BooleanField(
        label=_("I have looked at the code and the age above: this is the person I mean."),
        error_messages={"required": _("Look at the code and the age, then tick the box.")},
        widget=forms.CheckboxInput(attrs={"class": "control"}),
    )
    reason = forms.CharField(
        label=_("Why this person may start"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write why this person may start.")},
    )
    lifts = forms.MultipleChoiceField(
        label=_("What may come back"),
        required=False,
        error_messages={"invalid_choice": _("Choose from the list. Something in it has changed: look again.")},
    )

    def __init__(self, data: QueryDict | None, *, shows: int, liftable: Iterable[tuple[str, str]]) -> None:
        self.is_stale = data is not None and data.get("clearance") != str(shows)
        super().__init__(looked_at_again(data, shows) if data and self.is_stale else data, initial={"clearance": shows})
        self.fields["lifts"].choices = list(liftable)

    def clean(self) -> dict[str, Any]:
        if self.is_stale:
            raise forms.ValidationError(
                _("Nothing was released: this person answered again after you opened the page. Read what stands now.")
            )
        return super().clean()


def looked_at_again(data: QueryDict, shows: int) -> QueryDict:
    """The reason stays as it was typed. What was ticked was ticked for other answers."""
    kept = data.copy()
    kept["clearance"] = str(shows)
    for name in ("checked", "lifts"):
        kept.pop(name, None)
    return kept


class DoseForm(forms.Form):
    """`choices` are the items that may be set, with their bounds; `stands` is what is set now. A number that is left
    empty stays as it is, or as the library begins another item.
    """

    LIMITS = {"min_value": 0, "max_value": 999}  # more digits are a slip; the bounds of the item say what is allowed
    WHOLE = {
        "invalid": _("Write a whole number."),
        "min_value": _("Write a number that is not below 0."),
        "max_value": _("Write a smaller number."),
    }

    seen = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    to = forms.ChoiceField(
        label=_("Version"),
        error_messages={
            "required": _("Choose a version."),
            "invalid_choice": _("Choose from the list. Something in it has changed: look again."),
        },
    )
    sets = forms.IntegerField(label=_("Sets"), required=False, error_messages=WHOLE, **LIMITS)
    reps = forms.IntegerField(label=_("Repetitions"), required=False, error_messages=WHOLE, **LIMITS)
    hold_s = forms.IntegerField(label=_("Hold"), required=False, error_messages=WHOLE, **LIMITS)
    load = forms.IntegerField(label=_("Load"), required=False, error_messages=WHOLE, **LIMITS)
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("The person and your clinic read it beside the new dose."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write why you change this dose."),
            "max_length": _("A reason has room for 500 characters."),
        },
    )

    def __init__(self, data: QueryDict | None, *, choices: Mapping[str, Choice], stands: Standing, rests: bool) -> None:
        super().__init__(data)
        self.offered, self.stands, self.rests = choices, stands, rests
        self.fields["to"].choices = [(item, item) for item in choices]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        choice = self.offered.get(given.get("to", ""))
        if choice is None:
            return given
        for name in SET:
            value = given.get(name)
            problem = self.out_of(choice, name, value) if value is not None else ""
            if problem:
                self.add_error(name, problem)
        changes_nothing = choice.item == self.stands.item and self.dose(choice) == self.now()
        if changes_nothing and not self.rests and not self.errors:
            raise forms.ValidationError(_("Nothing would change: choose another version, or write another number."))
        return given

    def out_of(self, choice: Choice, name: str, value: int) -> str:
        """What the library says against this number, in words."""
        if name == "load":
            return "" if choice.takes_load else _("This version takes no load: leave it empty.")
        if name not in choice.bounds:
            return _("This version keeps its own number here: leave it empty.")
        low, high = choice.bounds[name]
        return "" if low <= value <= high else _("Use %(low)s to %(high)s.") % {"low": low, "high": high}

    def dose(self, choice: Choice) -> dict[str, float]:
        """Of the fields that may be set: what was written, else what stands, else what the library begins with."""
        base = self.stands.dose if choice.item == self.stands.item else choice.start
        names = [*choice.bounds, *(["load"] if choice.takes_load else [])]
        given = {name: self.cleaned_data.get(name) for name in names}
        return {name: (getattr(base, name) or 0) if value is None else value for name, value in given.items()}

    def now(self) -> dict[str, float]:
        return {name: getattr(self.stands.dose, name) or 0 for name in self.dose(self.offered[self.stands.item])}
