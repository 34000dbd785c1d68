"""One clinic with a clinician and a linked person, for tests of pages."""

import datetime as dt

import pytest
from django.test import Client

from footcare.accounts.models import Clinic, Person, User
from tests.footcare.clinic.factories import (
    make_clinic,
    make_linked,
    make_staff,
    signed_in,
)


@pytest.fixture
def clinic(now: dt.datetime) -> Clinic:
    return make_clinic(now)


@pytest.fixture
def person(clinic: Clinic, now: dt.datetime) -> Person:
    return make_linked(clinic, now)


@pytest.fixture
def clinician(clinic: Clinic, now: dt.datetime) -> User:
    return make_staff(clinic, now)


@pytest.fixture
def staff(clinician: User) -> Client:
    return signed_in(clinician)
