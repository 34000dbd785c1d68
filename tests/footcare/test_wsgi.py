import importlib

import pytest

from assessments.domain.errors import ContentError
from footcare import wsgi
from programs import catalogue


def test_a_worker_with_broken_content_refuses_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ContentError("rules.yaml: rule 'R02' names unknown movement 'ankle-circle'")

    monkeypatch.setattr(catalogue, "shipped", broken)
    with pytest.raises(SystemExit, match=r"cannot start\. rules\.yaml: rule 'R02'"):
        importlib.reload(wsgi)
    monkeypatch.undo()
    importlib.reload(wsgi)
