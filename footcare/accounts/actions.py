"""Changes to who is who: guests, claims, links to a clinic."""

import datetime as dt

from django.conf import settings
from django.db import transaction

from footcare.accounts.models import Clinic, ClinicLink, Consent, JoinCode, Membership, Person, User
from footcare.common import audit
from footcare.common.dates import is_zone

JOIN_CODE_LASTS = dt.timedelta(days=14)


def make_person(*, user: User | None, country: str, zone: str, shared_device: bool, now: dt.datetime) -> Person:
    """An unknown country or zone becomes the deployment's own: neither may keep somebody from starting.

    A user who has a person keeps it as it is: the same form sent twice makes one.
    """
    details = {
        "country": country if country in settings.CONTACTS else next(iter(settings.CONTACTS)),
        "zone": zone if is_zone(zone) else settings.TIME_ZONE,
        "shared_device": shared_device,
        "created_at": now,
    }
    with transaction.atomic():
        if user:
            person, made = Person.objects.get_or_create(user=user, defaults=details)
        else:
            person, made = Person.objects.create(**details), True
        if made:
            audit.record(at=now, by=user or person, verb="made_person", person=person.uuid)
    return person


def make_guest(*, country: str, zone: str, shared_device: bool, now: dt.datetime) -> Person:
    """A person held by a cookie: hand them to `guests.set_cookie` with the response."""
    return make_person(user=None, country=country, zone=zone, shared_device=shared_device, now=now)


def claim(*, guest: Person, user: User, now: dt.datetime) -> Person:
    """The guest of this browser becomes the user's person. The user must not have one yet."""
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=guest.pk, user=None)
        person.user = user
        person.save(update_fields=["user"])
        audit.record(at=now, by=user, verb="claimed_guest", person=person.uuid)
    return person


def change_details(
    *, person: Person, country: str, zone: str, shared_device: bool, now: dt.datetime, by: audit.Actor
) -> None:
    """A day that was reached in the old zone does not come back in the new one."""
    with transaction.atomic():
        held = Person.objects.select_for_update().get(pk=person.pk)
        person.reached_on = held.day_reached(now) if zone != held.zone else held.reached_on
        person.country, person.zone, person.shared_device = country, zone, shared_device
        person.save(update_fields=["country", "zone", "shared_device", "reached_on"])
        audit.record(at=now, by=by, verb="changed_details", person=person.uuid)


def make_clinic(*, name: str, country: str, zone: str, now: dt.datetime, by: audit.Actor) -> Clinic:
    with transaction.atomic():
        clinic = Clinic.objects.create(name=name, country=country, zone=zone, created_at=now)
        audit.record(at=now, by=by, verb="made_clinic", clinic=clinic.uuid)
    return clinic


def make_member(*, clinic: Clinic, email: str, role: str, now: dt.datetime, by: audit.Actor) -> Membership:
    """The user is found by email or made without a password: they sign in by a code, or set one by the reset page."""
    with transaction.atomic():
        user = User.objects.filter(email=email.lower()).first() or User.objects.create_user(email)
        end_unproven_password(user)
        membership, made = Membership.objects.get_or_create(user=user, clinic=clinic, defaults={"role": role})
        if made:
            note_member(membership, "made_member", now, by)
    return membership


def save_member(*, membership: Membership, now: dt.datetime, by: audit.Actor) -> None:
    """A membership that was filled in by hand, new or changed: what `make_member` promises holds for it too."""
    with transaction.atomic():
        end_unproven_password(membership.user)
        verb = "changed_member" if membership.pk else "made_member"
        membership.save()
        note_member(membership, verb, now, by)


def remove_member(*, membership: Membership, now: dt.datetime, by: audit.Actor) -> None:
    with transaction.atomic():
        note_member(membership, "removed_member", now, by)
        membership.delete()


def note_member(membership: Membership, verb: str, now: dt.datetime, by: audit.Actor) -> None:
    who = f"user:{membership.user.uuid} {membership.role}"
    audit.record(at=now, by=by, verb=verb, clinic=membership.clinic.uuid, object=who)


def end_unproven_password(user: User) -> None:
    """Anybody may sign up with any address. Only what happens after its owner proved it may open more than that.

    Sessions that the password opened end with it.
    """
    signed_up = user.emailaddress_set.all()  # type: ignore[attr-defined]
    if signed_up and not any(address.verified for address in signed_up) and user.has_usable_password():
        user.set_unusable_password()
        user.save(update_fields=["password"])


def make_join_code(*, clinic: Clinic, now: dt.datetime, by: User) -> JoinCode:
    with transaction.atomic():
        code = JoinCode.objects.create(clinic=clinic, made_by=by, made_at=now, expires_at=now + JOIN_CODE_LASTS)
        audit.record(at=now, by=by, verb="made_join_code", clinic=clinic.uuid, object=f"join_code:{code.pk}")
    return code


def revoke_join_code(*, code: JoinCode, now: dt.datetime, by: User) -> None:
    """Nobody can join with it any more; those who did stay linked."""
    with transaction.atomic():
        revoked = JoinCode.objects.filter(pk=code.pk, revoked_at=None).update(revoked_at=now)
        if revoked:
            audit.record(
                at=now, by=by, verb="revoked_join_code", clinic=code.clinic.uuid, object=f"join_code:{code.pk}"
            )


def join_clinic(*, person: Person, clinic: Clinic, wording: str, now: dt.datetime, by: audit.Actor) -> ClinicLink:
    """`wording` is the checksum of the words agreed to. Joining twice keeps the first link."""
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        standing = person.clinic_links.live().filter(clinic=clinic).first()
        if standing:
            return standing
        consent = Consent.objects.create(person=person, kind=Consent.Kind.CLINIC, wording=wording, given_at=now)
        link = ClinicLink.objects.create(person=person, clinic=clinic, consent=consent, since=now)
        audit.record(at=now, by=by, verb="joined_clinic", person=person.uuid, clinic=clinic.uuid)
    return link


def leave_clinic(*, link: ClinicLink, now: dt.datetime, by: audit.Actor) -> None:
    with transaction.atomic():
        ended = ClinicLink.objects.live().filter(pk=link.pk).update(until=now)
        if ended:
            audit.record(at=now, by=by, verb="left_clinic", person=link.person.uuid, clinic=link.clinic.uuid)
