from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from footcare.accounts import actions
from footcare.accounts.models import Clinic, Membership
from footcare.common.audit import System
from footcare.common.dates import is_zone

NEXT = """\
{state}: {name}. Manager: {email}
Next: the manager opens /accounts/login/code/ on this site, enters this address and signs in with the code that comes
by email. Then /staff/codes/ makes codes with which people link themselves."""


class Command(BaseCommand):
    help = "Makes a clinic and its first manager. The same name and address again change nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True)
        parser.add_argument("--manager-email", required=True)
        parser.add_argument("--country", default=next(iter(settings.CONTACTS)))
        parser.add_argument("--zone", default=settings.TIME_ZONE)

    def handle(self, *args: Any, name: str, manager_email: str, country: str, zone: str, **options: Any) -> None:
        check(name, manager_email, country, zone)
        now, by = timezone.now(), System("create_clinic")
        with transaction.atomic():
            clinic = Clinic.objects.filter(name=name).first()
            state = "Already there" if clinic else "Made"
            clinic = clinic or actions.make_clinic(name=name, country=country, zone=zone, now=now, by=by)
            member = actions.make_member(
                clinic=clinic, email=manager_email, role=Membership.Role.MANAGER, now=now, by=by
            )
            if member.role != Membership.Role.MANAGER:
                raise CommandError(
                    f"--manager-email: {manager_email} is {member.get_role_display()} of {name} already. "
                    "Name another address, or change the role in /admin/."
                )
        self.stdout.write(NEXT.format(state=state, name=name, email=member.user.email))


def check(name: str, email: str, country: str, zone: str) -> None:
    if not name.strip() or len(name) > Clinic._meta.get_field("name").max_length:
        raise CommandError("--name: give a name of 1 to 120 characters.")
    try:
        validate_email(email)
    except ValidationError:
        raise CommandError(f"--manager-email: {email!r} is not an email address.") from None
    if country not in settings.CONTACTS:
        known = ", ".join(settings.CONTACTS)
        raise CommandError(f"--country: {country!r} has no emergency numbers in CONTACTS. Choose one of: {known}.")
    if not is_zone(zone):
        raise CommandError(f"--zone: {zone!r} is not a time zone. An example: Europe/London.")
