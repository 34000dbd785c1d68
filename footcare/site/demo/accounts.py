"""The demo clinic, its staff, and the password of this start."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from footcare.accounts import actions
from footcare.accounts.models import Clinic, JoinCode, Membership, User, unmistakable_code
from footcare.common.audit import Actor
from footcare.site.demo.stories import STORIES

CLINIC = "Riverside Foot Clinic (demo)"
DOMAIN = "example.org"
ADMIN = f"admin@{DOMAIN}"
STAFF = {
    Membership.Role.CLINICIAN: (f"clinician@{DOMAIN}", "Robin Sample"),
    Membership.Role.AUTHOR: (f"author@{DOMAIN}", "Kim Sample"),
    Membership.Role.MANAGER: (f"manager@{DOMAIN}", "Alex Sample"),
}


@dataclass(frozen=True, slots=True)
class Team:
    clinic: Clinic
    clinician: User
    join_code: JoinCode


def make_team(*, country: str, zone: str, now: dt.datetime, by: Actor) -> Team:
    """A clinic with one member of staff in each role, a superuser, and a code to join with."""
    clinic = actions.make_clinic(name=CLINIC, country=country, zone=zone, now=now, by=by)
    users = {}
    for role, (email, name) in STAFF.items():
        user = actions.make_member(clinic=clinic, email=email, role=role, now=now, by=by).user
        user.name = name
        user.save(update_fields=["name"])
        users[role] = user
        prove_address(user)
    prove_address(User.objects.create_superuser(ADMIN, name="Admin (demo)"))
    code = actions.make_join_code(clinic=clinic, now=now, by=users[Membership.Role.MANAGER])
    return Team(clinic, users[Membership.Role.CLINICIAN], code)


def prove_address(user: User) -> None:
    """As if the link in the mail had been followed."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def set_fresh_password() -> str:
    """One new password for every demo account, so that the one printed before ends here."""
    password = "-".join(unmistakable_code(4).lower() for _part in range(4))
    User.objects.filter(email__endswith=f"@{DOMAIN}").update(password=make_password(password))
    return password


def describe() -> list[tuple[str, str]]:
    """(email address, what the account shows), staff first."""
    about = {f"{story.mailbox}@{DOMAIN}": story.about for story in STORIES}
    shows = {email: f"staff: {role.label.lower()}" for role, (email, _name) in STAFF.items()}
    shows |= {ADMIN: "superuser: /admin/"} | about
    known = User.objects.filter(email__in=shows).order_by("pk").values_list("email", flat=True)
    return [(email, str(shows[email])) for email in known]
