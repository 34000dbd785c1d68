from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _


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
