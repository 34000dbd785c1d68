import pytest
from django.test import Client

from footcare.accounts.models import Person
from tests.conftest import Clock
from tests.programs.helpers import client_of, make_plan


@pytest.fixture
def person(clock: Clock) -> Person:
    return make_plan(clock.now).person


@pytest.fixture
def client(person: Person) -> Client:
    return client_of(person)
