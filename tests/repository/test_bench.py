"""The bench fills a database and asks for pages by hand: here with a few rows, so that it still runs when asked."""

import io
import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.benchmarks import data, targets
from tests.benchmarks.servers import Pair, Server


@pytest.fixture
def known(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    few = {"FEW_ROWS": 20, "MANY_ROWS": 40, "FEW_PEOPLE": 4, "MANY_PEOPLE": 3}
    for name, number in few.items():
        monkeypatch.setattr(data, name, number)
    printed = io.StringIO()
    monkeypatch.setattr("sys.stdout", printed)
    monkeypatch.setattr(data, "call_command", lambda *_words, **_more: None)  # the tables and the content are there
    data.main()
    answer: dict[str, Any] = json.loads(printed.getvalue())
    return answer


def test_every_measured_page_answers_who_it_is_measured_as(known: dict[str, Any]) -> None:
    pair = Pair(Server(0, 0, known), Server(0, 0, {"session": ""}), {})
    growing = [target for _what, few, many in targets.growth(pair) for target in (few, many)]
    refused = {}
    for target in [*targets.pages(pair), *growing]:
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = target.sessions[0]
        answer = client.post(target.path, target.body()) if target.body else client.get(target.path)
        if answer.status_code != (303 if target.body else 200):
            refused[target.name] = answer.status_code
    assert not refused
