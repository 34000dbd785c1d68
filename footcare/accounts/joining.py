"""The words a person agrees to when they join a clinic, and how a join code is found."""

import datetime as dt
import hashlib
from contextlib import suppress

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from footcare.accounts.models import JoinCode

TRIES = 10
TRIES_PER_SECONDS = 600

STAFF_SEE = (
    _("your answers, the safety answers too, and the plan made from them"),
    _("the days you practise, and what you tick"),
    _("your check-ins: pain, effort and what you write"),
    _("a code such as FC-7K2QD, not your name or email address"),
)
STAFF_CAN = (
    _("write notes about you: this clinic sees them, and you get them if you ask for a copy of your records"),
    _("change how much you do of a movement or massage, or which version of it"),
    _(
        "let you go on after a stop that tells you to see a health professional first, and bring back items that this "
        "stop left out"
    ),
)
STAFF_DO_NOT = _("Staff do not watch your answers live.")
AGREE = _("I agree that this clinic's staff may see my records and do these things until I unlink it.")


def wording() -> str:
    """Checksum of the words as they are shown now, in the language they are shown in."""
    return hashlib.sha256(
        "\n".join(str(text) for text in (*STAFF_SEE, *STAFF_CAN, STAFF_DO_NOT, AGREE)).encode()
    ).hexdigest()


def too_many_tries(request: HttpRequest) -> bool:
    """A code has eight characters of thirty kinds: ten guesses in ten minutes find nothing."""
    return int(cache.get(tries_key(request), 0)) >= TRIES


def find(request: HttpRequest, code: str, now: dt.datetime) -> JoinCode | None:
    """Only codes that are not known count as tries: a whole waiting room may share one address."""
    found = JoinCode.objects.named(code, now)
    if found is None and not cache.add(tries_key(request), 1, TRIES_PER_SECONDS):
        with suppress(ValueError):  # the count ran out between the two calls
            cache.incr(tries_key(request))
    return found


def tries_key(request: HttpRequest) -> str:
    return f"join:{get_adapter().get_client_ip(request)}"
