"""What the demo's people leave behind; a few of them, for a few days, are seeded once for all tests."""

import pytest

from footcare.accounts.models import Clinic, Membership, Person, User
from footcare.common.models import AuditRow
from footcare.site.demo import seeding
from programs.models import CheckIn, DayPlan, NextMorning, Plan, ProgressionStep, Tick
from tests.conftest import NOON, Once
from tests.footcare.site.test_demo import FEW, short

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_once")]
SHORT = tuple(map(short, FEW))


@pytest.fixture(scope="module")
def made_once(once: Once) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seeding, "STORIES", SHORT)
        once(lambda: seeding.seed(NOON))


def test_seed_goes_through_the_actions() -> None:
    verbs = set(AuditRow.objects.values_list("verb", flat=True))
    assert verbs >= {"made_person", "joined_clinic", "claimed_guest", "began", "completed", "started_plan", "stopped"}
    assert verbs >= {"withdrawn", "asked", "released"}
    assert not AuditRow.objects.filter(at__gt=NOON).exists()
    assert not Tick.objects.filter(done_at__gt=NOON).exists()
    assert Membership.objects.values_list("role", flat=True).distinct().count() == 3
    assert User.objects.filter(is_superuser=True).count() == 1
    stopped = Person.objects.get(label="FC-STOP")
    assert stopped.cleared_plan(NOON) is None
    assert stopped.clearances.latest_one().level == "emergency"
    assert Person.objects.get(label="FC-BACK").cleared_plan(NOON) is not None


def test_seed_same_day_gives_the_same_people(monkeypatch: pytest.MonkeyPatch) -> None:
    first = told()
    Person.objects.all().delete()
    User.objects.all().delete()
    Clinic.objects.all().delete()
    monkeypatch.setattr(seeding, "STORIES", SHORT)
    seeding.seed(NOON)
    assert told() == first


def told() -> list[object]:
    """Everything that was said, planned and done, without the names that rows are given at random."""
    answers = Person.objects.order_by("label", "assessments__said__id").values_list(
        "label", "assessments__said__field", "assessments__said__value", "assessments__said__said_at"
    )
    plans = Plan.objects.order_by("person__label", "id").values_list("person__label", "inputs", "outcome", "started_on")
    ticks = Tick.objects.order_by("person__label", "id").values_list("op", "item", "done", "done_at")
    reports = CheckIn.objects.order_by("person__label", "id").values_list("op", "pain_now", "effort", "note", "said_at")
    mornings = NextMorning.objects.order_by("person__label", "id").values_list("op", "pain_next_morning", "said_at")
    days = DayPlan.objects.order_by("person__label", "id").values_list("local_date", "kind", "items", "news", "current")
    steps = ProgressionStep.objects.order_by("person__label", "id").values_list("item", "action", "after", "reason")
    return [list(rows) for rows in (answers, plans, ticks, reports, mornings, days, steps)]


def test_a_few_people_show_a_sore_day_a_morning_and_a_dose_of_the_clinic() -> None:
    [step] = ProgressionStep.objects.filter(action="SET_BY_CLINICIAN")
    assert (step.person.label, step.by.email) == ("FC-STEADY", "clinician@example.org")
    assert set(DayPlan.objects.filter(kind=DayPlan.Kind.SORE).values_list("person__label", flat=True)) == {"FC-MOOD"}
    assert NextMorning.objects.filter(person__label="FC-DESK").exists()
