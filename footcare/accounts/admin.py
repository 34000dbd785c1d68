"""For superusers: accounts, clinics and memberships can be changed; people and what they agreed to are read only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from footcare.accounts import actions
from footcare.accounts.models import Clinic, ClinicLink, Consent, JoinCode, Membership, Person, User
from footcare.common.admin import Audited, ReadOnly


class KeepsMembers(Audited):
    """Members of a clinic are made, changed and removed by the same actions as everywhere else."""

    def save_formset(self, request: Any, form: Any, formset: Any, change: bool) -> None:
        memberships = formset.save(commit=False)
        for removed in formset.deleted_objects:
            actions.remove_member(membership=removed, now=request.now, by=request.user)
        for membership in memberships:
            actions.save_member(membership=membership, now=request.now, by=request.user)


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Membership
    extra = 0
    autocomplete_fields = ("user", "clinic")


@admin.register(User)
class UserAdmin(KeepsMembers):
    """Passwords are set and addresses changed by their owners alone: only they can prove that an address is theirs."""

    list_display = ("email", "name", "is_active", "is_staff", "is_superuser", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser")
    search_fields = ("email", "name", "uuid")
    fields = ("email", "name", "is_active", "is_staff", "is_superuser", "uuid", "date_joined", "last_login")
    readonly_fields = ("uuid", "date_joined", "last_login")
    ordering = ("email",)
    inlines = (MembershipInline,)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.email = obj.email.lower()
        if not change:
            obj.set_unusable_password()
        elif obj.is_staff or obj.is_superuser:
            actions.end_unproven_password(obj)
        super().save_model(request, obj, form, change)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*self.readonly_fields, "email") if obj else self.readonly_fields

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People delete themselves, with everything that belongs to them; a closed account is made inactive."""
        return False


@admin.register(Person)
class PersonAdmin(ReadOnly):
    whose = "uuid"
    list_display = ("label", "country", "zone", "user", "created_at", "last_seen_on")
    list_filter = ("country", "shared_device")
    search_fields = ("label", "uuid", "user__email")
    list_select_related = ("user",)
    date_hierarchy = "created_at"


@admin.register(Clinic)
class ClinicAdmin(KeepsMembers):
    list_display = ("name", "country", "zone", "created_at")
    list_filter = ("country",)
    search_fields = ("name", "uuid")
    readonly_fields = ("uuid", "created_at")
    inlines = (MembershipInline,)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Its notes are part of people's records."""
        return False


@admin.register(Membership)
class MembershipAdmin(Audited):
    list_display = ("user", "clinic", "role")
    list_filter = ("role", "clinic")
    search_fields = ("user__email", "clinic__name")
    autocomplete_fields = ("user", "clinic")
    list_select_related = ("user", "clinic")

    def save_model(self, request: Any, obj: Membership, form: Any, change: bool) -> None:
        actions.save_member(membership=obj, now=request.now, by=request.user)

    def delete_model(self, request: Any, obj: Membership) -> None:
        actions.remove_member(membership=obj, now=request.now, by=request.user)

    def delete_queryset(self, request: Any, queryset: Any) -> None:
        for membership in queryset.select_related("user", "clinic"):
            self.delete_model(request, membership)


@admin.register(Consent)
class ConsentAdmin(ReadOnly):
    whose = "person.uuid"
    list_display = ("person", "kind", "given_at", "wording")
    list_filter = ("kind",)
    search_fields = ("person__label", "person__uuid")
    list_select_related = ("person",)
    date_hierarchy = "given_at"


@admin.register(ClinicLink)
class ClinicLinkAdmin(ReadOnly):
    whose = "person.uuid"
    list_display = ("person", "clinic", "since", "until")
    list_filter = ("clinic",)
    search_fields = ("person__label", "person__uuid", "clinic__name")
    list_select_related = ("person", "clinic")
    date_hierarchy = "since"


@admin.register(JoinCode)
class JoinCodeAdmin(ReadOnly):
    list_display = ("code", "clinic", "made_by", "made_at", "expires_at", "revoked_at")
    list_filter = ("clinic",)
    search_fields = ("code", "clinic__name")
    list_select_related = ("clinic", "made_by")
