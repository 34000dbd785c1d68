"""Plans and days through their actions."""

import datetime as dt
from uuid import uuid4

import pytest
from django.db import transaction

from assessments import actions as assessment_actions
from assessments.models import Clearance
from footcare.accounts.models import Person
from footcare.common.models import AuditRow
from programs import actions
from programs.composing import inputs_of, outcome_of
from programs.domain.records import canonical, inputs_from_json
from programs.models import CheckIn, DailyCheck, DayPlan, Plan, Tick
from programs.reports import Choices, Report
from programs.versions import protocol_of
from tests.assessments.helpers import answer_pages, make_draft, make_person
from tests.programs.helpers import BACK_AND_FEET, make_plan, nothing_new, rescreen

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SHORTER = Choices(minutes="5", days="6", equipment=("ball",), lacks=())


def items(person: Person) -> list[str]:
    return [entry["item"] for entry in person.day_plans.get(current=True).items]


def test_start_plan_stores_what_the_composer_says(now: dt.datetime) -> None:
    plan = make_plan(now)
    protocol = protocol_of(plan.protocol_version)
    plan.refresh_from_db()
    assert inputs_from_json(plan.inputs) == inputs_of(plan.assessment.findings)
    assert canonical(plan.outcome) == canonical(outcome_of(protocol, inputs_from_json(plan.inputs)))
    assert (plan.minutes, plan.days, plan.started_on) == (15, 5, now.date())
    assert plan.person.cleared_plan(now) == plan


def test_start_plan_again_is_the_same_plan(now: dt.datetime) -> None:
    plan = make_plan(now)
    again = actions.start_plan(person=plan.person, assessment=plan.assessment, now=now, by=plan.person)
    assert again == plan
    assert Plan.objects.count() == 1


def test_start_plan_is_audited_without_health_values(now: dt.datetime) -> None:
    plan = make_plan(now)
    row = AuditRow.objects.get(verb="started_plan")
    assert (row.actor, row.person, row.object) == (plan.person.audit_name, plan.person.uuid, str(plan.uuid))


def test_start_plan_unfinished_assessment_saves_nothing(now: dt.datetime) -> None:
    person = make_person(now)
    draft = make_draft(person, now, until="pain", **BACK_AND_FEET)
    with pytest.raises(assessment_actions.Incomplete):
        actions.start_plan(person=person, assessment=draft, now=now, by=person)
    assert not Plan.objects.exists()
    assert not Clearance.objects.exclude(valid_until=None).exists()


def test_start_plan_after_the_same_answers_keeps_the_plan(now: dt.datetime) -> None:
    plan = make_plan(now)
    later = now + 10 * DAY
    assert rescreen(plan.person, later) == plan
    plan.refresh_from_db()
    assert plan.assessment == plan.person.assessments.latest_complete()
    assert plan.person.cleared_plan(later) == plan


def test_start_plan_after_other_answers_makes_a_plan_that_began_with_the_first(now: dt.datetime) -> None:
    plan = make_plan(now)
    newer = rescreen(plan.person, now + 10 * DAY, **{"hx.thinners": "ticked"})
    plan.refresh_from_db()
    assert newer is not None
    assert (plan.state, newer.state, newer.started_on) == (Plan.State.ARCHIVED, Plan.State.ACTIVE, plan.started_on)
    assert "anticoagulants" in newer.inputs["contra"]


def test_start_plan_keeps_what_was_changed_on_the_plan_page(now: dt.datetime) -> None:
    plan = make_plan(now)
    actions.change_plan(person=plan.person, choices=SHORTER, now=now, by=plan.person)
    newer = rescreen(plan.person, now + DAY, **{"hx.thinners": "ticked"})
    assert newer is not None
    assert (newer.minutes, newer.days, newer.inputs["equip"]) == (5, 6, ["ball"])


def released_surgery(now: dt.datetime, lifts: list[str]) -> Person:
    """A stop that clinic staff released; what they did not lift stays."""
    person = make_person(now)
    draft = make_draft(person, now, **(BACK_AND_FEET | {"hx.surgery": "ticked"}))
    stop = person.clearances.latest_one()
    user = Person.user.field.related_model.objects.create_user("staff@example.org", "long enough words")
    Clearance.objects.create(
        person=person, assessment=draft, kind="released", level=stop.level, because=stop.because, made_at=now,
        valid_until=now.date() + 42 * DAY, released_by=user, reason="seen", lifts=lifts,
    )  # fmt: skip
    answer_pages(draft, now, **(BACK_AND_FEET | {"hx.surgery": "ticked"}))
    return person


def test_start_plan_where_a_contraindication_allows_none(now: dt.datetime) -> None:
    person = released_surgery(now, lifts=[])
    draft = person.assessments.draft()
    assert actions.start_plan(person=person, assessment=draft, now=now, by=person) is None
    assert person.cleared_plan(now) is None
    assert not Plan.objects.exists()


def test_start_plan_after_a_lift_has_the_gentle_plan(now: dt.datetime) -> None:
    person = released_surgery(now, lifts=["post_surgery"])
    plan = actions.start_plan(person=person, assessment=person.assessments.draft(), now=now, by=person)
    assert plan is not None
    assert "post_surgery_cleared" in plan.inputs["contra"]


def test_change_plan_keeps_ticks_by_item(now: dt.datetime) -> None:
    plan = make_plan(now)
    person = plan.person
    nothing_new(person, now)
    actions.tick(person=person, item="ankle-circles", done=True, op=uuid4(), now=now)
    changed = actions.change_plan(person=person, choices=SHORTER, now=now, by=person)
    assert changed != plan
    assert (changed.minutes, changed.days, changed.assessment, changed.started_on) == (
        5, 6, plan.assessment, plan.started_on,
    )  # fmt: skip
    assert "ankle-circles" in items(person)
    day = actions.tick(person=person, item=items(person)[-1], done=True, op=uuid4(), now=now)
    assert "ankle-circles" in day.done
    assert DayPlan.objects.filter(current=True).count() == 1


def test_change_plan_keeps_what_was_ticked_on_the_list(now: dt.datetime) -> None:
    person = make_plan(now).person
    nothing_new(person, now)
    strength = person.day_plans.get().strength
    for item in items(person):
        actions.tick(person=person, item=item, done=True, op=uuid4(), now=now)
    before = items(person)
    actions.change_plan(person=person, choices=SHORTER, now=now, by=person)
    assert set(before) <= set(items(person))
    assert person.day_plans.get(current=True).strength is strength
    plan = person.cleared_plan(now)
    planned = {entry["item"] for entry in plan.outcome["strength" if strength else "other"]["items"]}
    assert set(before) - planned  # something that the shorter plan has no place for


def test_a_new_screening_takes_a_ticked_item_off_the_list(now: dt.datetime) -> None:
    """What the new answers rule out goes, ticked or not."""
    plan = make_plan(now)
    nothing_new(plan.person, now)
    massage = next(e["item"] for e in plan.person.day_plans.get().items if e["kind"] == "massage")
    actions.tick(person=plan.person, item=massage, done=True, op=uuid4(), now=now)
    ruled_out = {"rf.foot.skin": "minor"}
    assert rescreen(plan.person, now, **ruled_out) is not None
    assert massage not in items(plan.person)


def test_change_plan_to_the_same_is_the_same_plan(now: dt.datetime) -> None:
    plan = make_plan(now)
    same = Choices(minutes="15", days="5", equipment=("ball", "band"), lacks=())
    assert actions.change_plan(person=plan.person, choices=same, now=now, by=plan.person) == plan


def test_change_plan_never_brings_back_what_an_allergy_took_away(now: dt.datetime) -> None:
    plan = make_plan(now, **{"hx.allergy": "ticked", "dt.allergy_text": ("latex",), "equipment": ("none",)})
    choices = Choices(minutes="20", days="7", equipment=("band", "ball"), lacks=("towel",))
    changed = actions.change_plan(person=plan.person, choices=choices, now=now, by=plan.person)
    assert "band" not in changed.inputs["equip"]
    assert changed.inputs["not_available"] == ["towel"]


def test_change_plan_without_clearance_is_refused(now: dt.datetime) -> None:
    plan = make_plan(now)
    with pytest.raises(actions.NotCleared):
        actions.change_plan(person=plan.person, choices=SHORTER, now=now + 60 * DAY, by=plan.person)


def test_open_day_fixes_the_day_once(now: dt.datetime) -> None:
    plan = make_plan(now)
    first = actions.open_day(by=plan.person, person=plan.person, plan=plan, now=now)
    assert actions.open_day(by=plan.person, person=plan.person, plan=plan, now=now + dt.timedelta(hours=5)) == first
    assert plan.person.last_seen_on == now.date()


def test_open_day_strength_moves_on_from_a_day_without_practice(now: dt.datetime) -> None:
    plan = make_plan(now)  # a Monday
    kinds = []
    for n in range(3):
        kinds.append(actions.open_day(by=plan.person, person=plan.person, plan=plan, now=now + n * DAY).strength)
    assert kinds == [True, True, True]  # Monday and Tuesday passed without strength


def test_open_day_strength_rests_after_practice(now: dt.datetime) -> None:
    plan = make_plan(now, minutes="30", **{"experience": "weekly"})
    person = plan.person
    nothing_new(person, now)
    strength = next(e["item"] for e in person.day_plans.get().items if e["kind"] == "strength")
    actions.tick(person=person, item=strength, done=True, op=uuid4(), now=now)
    assert not actions.open_day(by=person, person=person, plan=plan, now=now + DAY).strength
    assert actions.open_day(by=person, person=person, plan=plan, now=now + 2 * DAY).strength


def test_answer_check_no_lets_ticks_through(now: dt.datetime) -> None:
    plan = make_plan(now)
    actions.open_day(by=plan.person, person=plan.person, plan=plan, now=now)
    with pytest.raises(actions.AskFirst):
        actions.tick(person=plan.person, item="ankle-circles", done=True, op=uuid4(), now=now)
    nothing_new(plan.person, now, massage=False)
    day = actions.tick(person=plan.person, item="ankle-circles", done=True, op=uuid4(), now=now)
    assert day.done == {"ankle-circles"}


@pytest.mark.parametrize("question", DailyCheck.Question.values)
@pytest.mark.parametrize("answer", ["yes", "not_sure"])
def test_answer_check_anything_else_hides_the_plan(question: str, answer: str, now: dt.datetime) -> None:
    plan = make_plan(now)
    person = plan.person
    op = uuid4()
    for _twice in range(2):
        actions.answer_check(person=person, question=question, answer=answer, op=op, now=now, by=person)
    assert person.cleared_plan(now) is None
    assert person.clearances.latest_one().kind == Clearance.Kind.WITHDRAWN
    assert person.clearances.count() == 2
    assert person.assessments.draft().kind == "rescreen"
    assert DailyCheck.objects.get().answer == answer


def test_answer_check_that_fails_leaves_nothing_to_tick(now: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer and the hidden plan are one transaction: without it the question still stands before every tick."""
    plan = make_plan(now)
    person = plan.person
    actions.open_day(by=person, person=person, plan=plan, now=now)

    def broken(**_given: object) -> None:
        raise ConnectionError("in the middle")

    monkeypatch.setattr(actions.reports.assessment_actions, "withdraw", broken)
    with pytest.raises(ConnectionError), transaction.atomic():
        actions.answer_check(person=person, question="anything_new", answer="yes", op=uuid4(), now=now, by=person)
    assert not DailyCheck.objects.exists()
    with pytest.raises(actions.AskFirst):
        actions.tick(person=person, item="ankle-circles", done=True, op=uuid4(), now=now)


def test_answer_check_other_content_is_a_conflict(now: dt.datetime) -> None:
    plan = make_plan(now)
    op = uuid4()
    said = {"person": plan.person, "question": "anything_new", "op": op, "now": now, "by": plan.person}
    actions.answer_check(answer="no", **said)
    with pytest.raises(actions.OperationConflict):
        actions.answer_check(answer="yes", **said)
    assert plan.person.cleared_plan(now) == plan


def test_massage_stays_off_for_the_day_and_opens_the_next(now: dt.datetime) -> None:
    plan = make_plan(now)
    person = plan.person
    nothing_new(person, now)
    actions.answer_check(person=person, question="massage_check", answer="yes", op=uuid4(), now=now, by=person)
    soon = now + dt.timedelta(minutes=10)
    assert rescreen(person, soon) == plan
    day = actions.tick(person=person, item="ankle-circles", done=True, op=uuid4(), now=soon)
    assert day.massage == "off"
    assert not any(planned.kind == "massage" for planned in day.items)
    touch = next(planned.item for planned in day.routine.items if planned.kind == "massage")
    with pytest.raises(actions.NotToday):
        actions.tick(person=person, item=touch, done=True, op=uuid4(), now=soon)
    nothing_new(person, soon + DAY)
    assert touch in items_tickable(person, soon + DAY)


def items_tickable(person: Person, now: dt.datetime) -> set[str]:
    day = actions.tick(person=person, item="ankle-circles", done=True, op=uuid4(), now=now)
    return {planned.item for planned in day.items if day.may_tick(planned)}


def test_a_yes_is_answered_by_the_screening_after_it(now: dt.datetime) -> None:
    plan = make_plan(now)
    person = plan.person
    actions.answer_check(person=person, question="anything_new", answer="yes", op=uuid4(), now=now, by=person)
    soon = now + dt.timedelta(minutes=10)
    rescreen(person, soon)
    actions.open_day(by=person, person=person, plan=person.cleared_plan(soon), now=soon)
    assert "ankle-circles" in items_tickable(person, soon)


def test_touch_waits_for_the_massage_question(now: dt.datetime) -> None:
    plan = make_plan(now)
    nothing_new(plan.person, now, massage=False)
    touch = next(e["item"] for e in plan.person.day_plans.get().items if e["kind"] == "massage")
    with pytest.raises(actions.AskFirst):
        actions.tick(person=plan.person, item=touch, done=True, op=uuid4(), now=now)


def test_tick_same_operation_is_stored_once(now: dt.datetime) -> None:
    plan = make_plan(now)
    nothing_new(plan.person, now)
    op = uuid4()
    for _twice in range(2):
        day = actions.tick(person=plan.person, item="ankle-circles", done=True, op=op, now=now)
        assert day.done == {"ankle-circles"}
    assert Tick.objects.count() == 1
    for item, done in (("ankle-circles", False), ("cat-cow", True)):
        with pytest.raises(actions.OperationConflict):
            actions.tick(person=plan.person, item=item, done=done, op=op, now=now)


def test_tick_operations_are_unique_for_each_person(now: dt.datetime) -> None:
    op = uuid4()
    for plan in (make_plan(now), make_plan(now)):
        nothing_new(plan.person, now)
        actions.tick(person=plan.person, item="ankle-circles", done=True, op=op, now=now)
    assert Tick.objects.count() == 2


def test_tick_what_is_not_on_the_list(now: dt.datetime) -> None:
    plan = make_plan(now)
    nothing_new(plan.person, now)
    with pytest.raises(actions.NotToday):
        actions.tick(person=plan.person, item="heel-raise-single-towel-loaded", done=True, op=uuid4(), now=now)


def test_tick_after_midnight_asks_the_new_day_first(now: dt.datetime) -> None:
    plan = make_plan(now)
    nothing_new(plan.person, now)
    with pytest.raises(actions.AskFirst):
        actions.tick(person=plan.person, item="ankle-circles", done=True, op=uuid4(), now=now + DAY)


def test_strong_pain_ends_the_day(now: dt.datetime) -> None:
    plan = make_plan(now)
    person = plan.person
    nothing_new(person, now)
    for pain in (7, 8):
        actions.check_in(person=person, report=Report(pain, None, "", ""), op=uuid4(), now=now, by=person)
        assert (person.cleared_plan(now) is None) == (pain == 8)
    with pytest.raises(actions.NotCleared):
        actions.tick(person=person, item="ankle-circles", done=True, op=uuid4(), now=now)
    rescreen(person, now)
    with pytest.raises(actions.AskFirst):
        actions.tick(person=person, item="ankle-circles", done=True, op=uuid4(), now=now)
    assert CheckIn.objects.count() == 2


def test_check_in_same_operation_is_stored_once(now: dt.datetime) -> None:
    plan = make_plan(now)
    op, report = uuid4(), Report(2, 3, "about_right", "fine")
    first = actions.check_in(person=plan.person, report=report, op=op, now=now, by=plan.person)
    assert actions.check_in(person=plan.person, report=report, op=op, now=now, by=plan.person) == first
    with pytest.raises(actions.OperationConflict):
        actions.check_in(person=plan.person, report=Report(4, 3, "", ""), op=op, now=now, by=plan.person)


def test_screen_again_twice_is_one_draft(now: dt.datetime) -> None:
    plan = make_plan(now)
    first = actions.screen_again(person=plan.person, now=now, by=plan.person)
    assert actions.screen_again(person=plan.person, now=now, by=plan.person) == first
    assert plan.person.cleared_plan(now) is None
