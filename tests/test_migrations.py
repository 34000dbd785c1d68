import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())


def migrate(app: str, name: str) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate([(app, name)])
    return MigrationExecutor(connection).loader.project_state([(app, name)]).apps


@pytest.fixture
def older(transactional_db: None) -> Iterator[Any]:
    """The tables of the programmes as they were first, emptied again and brought up to date afterwards."""
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes("programs")[0]
    yield migrate("programs", "0001_initial")
    migrate(*latest)


def rows_of(apps: Any, person: Any, started_on: dt.date, minutes: int, made_at: dt.datetime) -> Any:
    assessment = apps.get_model("assessments", "Assessment").objects.create(
        person=person,
        questionnaire_version=apps.get_model("assessments", "QuestionnaireVersion").objects.first(),
        state="superseded",
        started_at=made_at,
        screening_from=made_at,
    )
    plan = apps.get_model("programs", "Plan").objects.create(
        person=person,
        assessment=assessment,
        protocol_version=apps.get_model("programs", "ProtocolVersion").objects.first(),
        engine=1,
        minutes=minutes,
        days=5,
        inputs={},
        outcome={},
        state="archived",
        archived_at=made_at,
        started_on=started_on,
        made_at=made_at,
    )
    day = apps.get_model("programs", "DayPlan").objects.create(
        person=person, plan=plan, local_date=made_at.date(), zone="UTC", strength=True, items=[], made_at=made_at
    )
    return plan, day


def test_plans_from_before_progress_keep_their_minutes_and_share_a_programme(older: Any) -> None:
    person = older.get_model("accounts", "Person").objects.create(zone="UTC", country="GB", label="FC-OLD")
    older.get_model("assessments", "QuestionnaireVersion").objects.get_or_create(
        checksum="q", defaults={"document": {}, "loaded_at": NOON}
    )
    older.get_model("programs", "ProtocolVersion").objects.get_or_create(
        checksum="p", defaults={"questionnaire_checksum": "q", "document": {}, "loaded_at": NOON}
    )
    first, day = rows_of(older, person, NOON.date(), 10, NOON)
    second, _day = rows_of(older, person, NOON.date(), 20, NOON + dt.timedelta(days=1))
    other, _day = rows_of(older, person, NOON.date() + dt.timedelta(days=2), 20, NOON + dt.timedelta(days=2))
    apps = migrate("programs", "0002_progression_preferences_day_kinds")
    programmes = {row.pk: row.programme for row in apps.get_model("programs", "Plan").objects.all()}
    assert programmes[first.pk] == programmes[second.pk] != programmes[other.pk]
    assert apps.get_model("programs", "DayPlan").objects.get(pk=day.pk).minutes == 10
    apps.get_model("accounts", "Person").objects.filter(pk=person.pk).delete()
