import io

import pytest
from django.core.management import CommandError, call_command

from footcare.accounts.models import Clinic, Membership, User
from footcare.common.models import AuditRow

pytestmark = pytest.mark.django_db


def create(**options: str) -> str:
    out = io.StringIO()
    call_command("create_clinic", stdout=out, **({"name": "River", "manager_email": "Ann@example.org"} | options))
    return out.getvalue()


def test_makes_a_clinic_and_its_manager_once() -> None:
    first, second = create(), create()
    assert first.startswith("Made: River. Manager: ann@example.org\n")
    assert second.startswith("Already there: River.")
    assert "/accounts/login/code/" in first
    [member] = Membership.objects.all()
    assert (member.role, member.clinic.zone, member.user.has_usable_password()) == ("manager", "Europe/London", False)
    assert sorted(AuditRow.objects.values_list("actor", "verb")) == [
        ("system:create_clinic", "made_clinic"),
        ("system:create_clinic", "made_member"),
    ]


def test_a_user_who_is_there_already_becomes_the_manager() -> None:
    user = User.objects.create_user("ann@example.org", "kept as it is")
    create()
    assert Membership.objects.get().user == user
    user.refresh_from_db()
    assert user.has_usable_password()


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ({"manager_email": "ann"}, "--manager-email"),
        ({"country": "XX"}, "--country"),
        ({"zone": "Moon"}, "--zone"),
        ({"name": "  "}, "--name"),
        ({"name": "x" * 121}, "--name"),
    ],
)
def test_refuses_by_naming_the_option(options: dict[str, str], names: str) -> None:
    with pytest.raises(CommandError, match=names):
        create(**options)
    assert not Clinic.objects.exists()


def test_another_role_is_not_changed_silently() -> None:
    create()
    Membership.objects.update(role="author")
    with pytest.raises(CommandError, match="Author of River already"):
        create()
