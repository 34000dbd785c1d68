"""Everything that is kept about one person, as plain rows. Walks the models, so that a new one is in it unasked."""

import datetime as dt
from typing import Any

from django.db import models

from assessments.models import QuestionnaireVersion
from footcare.accounts.models import Clinic, Person, User
from programs.models import ProtocolVersion

# What stands for a row that is not the person's own. Which of the staff did it is about them, not about the person.
OUTSIDE: dict[type[models.Model], str | None] = {
    Clinic: "name",
    QuestionnaireVersion: "checksum",
    ProtocolVersion: "checksum",
    User: None,
}


def copy_of(person: Person, now: dt.datetime) -> dict[str, Any]:
    """Names of models -> their rows, oldest first. A row names another one of the person's by its id."""
    user = person.user
    account = {"email": user.email, "name": user.name, "made_at": user.date_joined} if user else None
    return {"copied_at": now, "account": account} | {
        name_of(model): rows_of(model, way, person) for model, way in ways_to_person().items()
    }


def name_of(model: type[models.Model]) -> str:
    return str(model._meta.verbose_name_plural)


def ways_to_person() -> dict[type[models.Model], str]:
    """Every model with rows of a person -> the shortest lookup that leads to them."""
    ways: dict[type[models.Model], str] = {Person: "pk"}
    edge: list[tuple[type[models.Model], str]] = [(Person, "")]
    for model, way in edge:
        for relation in model._meta.related_objects:
            if relation.related_model not in ways:
                ways[relation.related_model] = relation.field.name + way
                edge.append((relation.related_model, f"__{relation.field.name}{way}"))
    return ways


def rows_of(model: type[models.Model], way: str, person: Person) -> list[dict[str, Any]]:
    columns = columns_of(model)
    rows = model._default_manager.filter(**{way: person.pk}).order_by("pk").values_list(*columns.values())
    return [dict(zip(columns, row, strict=True)) for row in rows]


def columns_of(model: type[models.Model]) -> dict[str, str]:
    """Plain name of a field -> the lookup of its value."""
    columns = {}
    for field in model._meta.concrete_fields:
        if field.related_model not in OUTSIDE:
            columns[field.name] = field.attname
        elif shown := OUTSIDE[field.related_model]:
            columns[field.name] = f"{field.name}__{shown}"
    return columns
