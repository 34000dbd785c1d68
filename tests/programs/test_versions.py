"""Stored versions of the library, and safety content that does not wait for a new plan."""

import copy
import datetime as dt
from dataclasses import replace

import pytest
from django.core.management import call_command

from assessments.models import QuestionnaireVersion
from programs import catalogue, versions
from programs.composing import withheld
from programs.models import ProtocolVersion
from tests.conftest import Clock
from tests.programs.helpers import client_of, make_plan, nothing_new

pytestmark = pytest.mark.django_db


def test_load_content_twice_is_one_version(capsys: pytest.CaptureFixture[str]) -> None:
    for _twice in range(2):
        call_command("load_content")
    assert ProtocolVersion.objects.count() == QuestionnaireVersion.objects.count() == 1
    assert ProtocolVersion.objects.get().checksum[:12] in capsys.readouterr().out


def test_a_stored_version_parses_to_itself(now: dt.datetime) -> None:
    document = copy.deepcopy(catalogue.load())
    document["items"]["ankle-circles"]["words"]["name"] = "Circles of the ankle"
    older = ProtocolVersion.objects.create(
        checksum=catalogue.checksum(document), questionnaire_checksum="", document=document, loaded_at=now
    )
    protocol = versions.protocol_of(older)
    assert protocol.items["ankle-circles"].words.name == "Circles of the ankle"
    assert versions.protocol_of(older) is protocol
    assert versions.protocol_of(versions.shipped_version(now)) is catalogue.shipped()


def test_newer_safety_content_takes_an_item_out_at_once(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = make_plan(clock.now, **{"hx.falls": "ticked"})
    nothing_new(plan.person, clock.now)
    older = catalogue.shipped()
    item = replace(older.items["ankle-circles"], contraindications=("fall_risk",))
    newer = replace(older, items={**older.items, "ankle-circles": item}, checksum="newer")
    monkeypatch.setitem(versions._parsed, older.checksum, older)
    monkeypatch.setattr(catalogue, "shipped", lambda: newer)
    assert withheld(older, plan, ["ankle-circles", "toe-pointing"]) == {"ankle-circles": "contraindication:fall_risk"}
    client = client_of(plan.person)
    text = client.get("/today/").content.decode()
    assert 'id="item-ankle-circles"' not in text
    assert "Ankle circles: Left out because of your answers about health, pain or worries." in text
    assert client.get("/today/ankle-circles/").status_code == 404
    assert 'id="ankle-circles"' not in client.get("/plan/").content.decode()
    assert "Ankle circles" not in client.get("/assessment/result/").content.decode()
