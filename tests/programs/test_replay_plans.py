"""Every stored plan can be made again from what is stored with it."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from programs import actions
from programs.composing import ENGINE
from programs.models import Plan, Preference
from programs.reports import Choices
from tests.programs.helpers import make_plan

pytestmark = pytest.mark.django_db


def replay(**options: int) -> str:
    out = StringIO()
    call_command("replay_plans", stdout=out, **options)
    return out.getvalue()


def test_plans_come_out_the_same(now: dt.datetime) -> None:
    plan = make_plan(now)
    actions.change_plan(person=plan.person, choices=Choices("30", "7", ("ball",), ()), now=now, by=plan.person)
    item = plan.outcome["other"]["items"][0]["item"]
    actions.choose(person=plan.person, item=item, choice=Preference.Choice.LEAVE_OUT, now=now, by=plan.person)
    assert replay() == f"3 plans of engine {ENGINE} replayed: all the same\n"


def test_a_plan_that_differs_is_listed(now: dt.datetime) -> None:
    plan, other = make_plan(now), make_plan(now)
    Plan.objects.filter(pk=plan.pk).update(outcome=plan.outcome | {"matched_rules": ["R01"]})
    with pytest.raises(CommandError, match=f"1 of 2 plans of engine {ENGINE} would differ:\n{plan.uuid}") as raised:
        replay()
    assert str(other.uuid) not in str(raised.value)
    assert raised.value.returncode == 1


def test_only_plans_of_that_engine_are_looked_at(now: dt.datetime) -> None:
    plan = make_plan(now)
    Plan.objects.filter(pk=plan.pk).update(engine=ENGINE + 1, outcome={})
    assert replay() == f"0 plans of engine {ENGINE} replayed: all the same\n"
    with pytest.raises(CommandError, match="1 of 1 plans"):
        replay(engine=ENGINE + 1)
