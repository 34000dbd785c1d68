from functools import cache
from importlib import resources
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from assessments.forms import COUNTRIES

REGIONS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def zones(country: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
    """Those of the country first, then by region, the place first: a letter typed in the list finds the city."""
    groups: dict[str, list[tuple[str, str]]] = {region: [] for region in REGIONS}
    known, own = available_timezones(), zones_of(country)
    for zone in known - own:
        region, _slash, place = zone.partition("/")
        if place and region in groups:
            groups[region].append((zone, place_words(place)))
    at_home = [(zone, place_words(zone.partition("/")[2])) for zone in own & known]
    by_place = [(country_name(country), at_home), *groups.items()]
    sorted_places = [(name, sorted(places, key=lambda place: place[1])) for name, places in by_place if places]
    return [*sorted_places, ("UTC", [("UTC", "UTC")])]


@cache
def zones_of(country: str) -> set[str]:
    """As the time zone database lists them for a country: countries, coordinates and zone in columns."""
    table = resources.files("tzdata.zoneinfo").joinpath("zone1970.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {zone for countries, _place, zone, *_note in rows if country in countries.split(",")}


def place_words(place: str) -> str:
    """ "Indiana/Knox" -> "Knox, Indiana"."""
    return ", ".join(part.replace("_", " ") for part in reversed(place.split("/")))


def country_name(code: str) -> str:
    return str(COUNTRIES.get(code, code))


class DetailsForm(forms.Form):
    country = forms.ChoiceField(
        label=_("Country"),
        help_text=_("Decides which emergency numbers you see."),
        error_messages={"invalid_choice": _("Choose a country from the list."), "required": _("Choose a country.")},
    )
    zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Decides when your day begins. Choose the city nearest to you in the same country."),
        error_messages={"invalid_choice": _("Choose a time zone from the list."), "required": _("Choose a time zone.")},
    )
    shared_device = forms.BooleanField(
        label=_("Other people use this phone or computer too"),
        help_text=_("Then it forgets you when the browser is closed."),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "control"}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        known = zones(self.initial.get("country", ""))
        present = self.initial.get("zone")
        if present and not any(present == zone for _region, places in known for zone, _words in places):
            known = [(_("As it is set now"), [(present, present)]), *known]
        self.fields["country"].choices = [(code, country_name(code)) for code in settings.CONTACTS]
        self.fields["zone"].choices = known


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(
        label=_("Colours"),
        choices=[("auto", _("As on this device")), ("light", _("Light")), ("dark", _("Dark"))],
        widget=forms.RadioSelect(attrs={"class": "control"}),
    )
