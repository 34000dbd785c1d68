"""Who is who, and who may see whom."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from footcare.common.dates import local_day

if TYPE_CHECKING:
    from programs.models import Plan

UNMISTAKABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L, U/V twins


def unmistakable_code(length: int) -> str:
    return "".join(secrets.choice(UNMISTAKABLE) for _place in range(length))


def new_label() -> str:
    return f"FC-{unmistakable_code(5)}"


def new_join_code() -> str:
    return unmistakable_code(8)


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> models.QuerySet[User]:
        """With the person: nearly every page of somebody signed in asks for both."""
        return super().get_queryset().select_related("person")

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in by email: a person who practises, clinic staff, or both."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    is_staff = models.BooleanField(_("may open /admin/"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def audit_name(self) -> str:
        return f"user:{self.uuid}"


class PersonQuerySet(models.QuerySet["Person"]):
    def linked_to(self, clinic: Clinic) -> PersonQuerySet:
        """The people whose records the clinic's staff may see: those with a live link."""
        return self.filter(clinic_links__clinic=clinic, clinic_links__until__isnull=True)


class Person(models.Model):
    """The owner of everything personal. A guest is a person without a user, held by a signed cookie."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(User, null=True, blank=True, on_delete=models.CASCADE, related_name="person")
    label = models.CharField(max_length=40, default=new_label, help_text="what the staff panel calls this person")
    country = models.CharField(max_length=2)
    zone = models.CharField(max_length=64)
    shared_device = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    last_seen_on = models.DateField(null=True, blank=True, help_text="local day of the last visit")
    opened_on = models.DateField(null=True, blank=True, help_text="the latest local day that was opened")
    reached_on = models.DateField(
        null=True, blank=True, help_text="the latest local day reached in a zone that was changed since"
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.label

    @property
    def audit_name(self) -> str:
        return f"person:{self.uuid}"

    def today(self, now: dt.datetime) -> dt.date:
        """The person's own calendar day at `now`."""
        return local_day(now, self.zone)

    def day_reached(self, now: dt.datetime) -> dt.date:
        """The latest local day so far: a journey west, or another zone, brings no earlier day back to a clearance."""
        return max(filter(None, [self.today(now), self.opened_on, self.reached_on]))

    def cleared_plan(self, now: dt.datetime) -> Plan | None:
        """The one door to a plan: the active plan while a clearance holds on the person's day, else None."""
        plan: Plan | None = self.plans.cleared(self, now)  # type: ignore[attr-defined]
        return plan


class Clinic(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2)
    zone = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name

    @property
    def people(self) -> PersonQuerySet:
        return Person.objects.linked_to(self)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def of(self, user: User) -> Membership | None:
        """Where the user works; the first clinic by name when there are several."""
        return self.filter(user=user).select_related("clinic", "user").order_by("clinic__name", "id").first()


class Membership(models.Model):
    """A user's role in a clinic."""

    class Role(models.TextChoices):
        CLINICIAN = "clinician", _("Clinician")
        AUTHOR = "author", _("Author")
        MANAGER = "manager", _("Manager")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "clinic"], name="one_role_per_clinic")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.clinic}"


class Consent(models.Model):
    """What a person agreed to, in which wording, and when."""

    class Kind(models.TextChoices):
        TERMS = "terms", _("Terms")
        CLINIC = "clinic", _("A clinic may see my records")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=8, choices=Kind)
    wording = models.CharField(max_length=64, help_text="checksum of the words that were shown")
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"


class ClinicLinkQuerySet(models.QuerySet["ClinicLink"]):
    def live(self) -> ClinicLinkQuerySet:
        return self.filter(until__isnull=True)


class ClinicLink(models.Model):
    """A person lets a clinic's staff see their records, from `since` until `until`."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="clinic_links")
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="links")
    consent = models.ForeignKey(Consent, on_delete=models.RESTRICT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = ClinicLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "clinic"], condition=Q(until__isnull=True), name="one_live_link_per_clinic"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.clinic}"


class JoinCodeQuerySet(models.QuerySet["JoinCode"]):
    def usable(self, now: dt.datetime) -> JoinCodeQuerySet:
        return self.filter(revoked_at__isnull=True, expires_at__gt=now)

    def named(self, code: str, now: dt.datetime) -> JoinCode | None:
        """Read from paper, so capitals do not matter."""
        return self.usable(now).filter(code=code.upper()).select_related("clinic").first()


class JoinCode(models.Model):
    """Eight unmistakable characters with which a person links themselves to a clinic."""

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="join_codes")
    code = models.CharField(max_length=8, unique=True, default=new_join_code)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = JoinCodeQuerySet.as_manager()

    def __str__(self) -> str:
        return self.code
