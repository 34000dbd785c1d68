"""What a page that was refused, and one that broke, leave on standard error."""

import io
import logging
from collections.abc import Callable

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from footcare import urls

REFUSED = {
    "bad": (BadRequest("no number"), 400),
    "suspicious": (SuspiciousOperation("a forged name"), 400),
    "forbidden": (PermissionDenied("not theirs"), 403),
    "nowhere": (Http404("not here"), 404),
}


def refusing(refusal: Exception) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        raise refusal

    return view


urlpatterns = [
    *(path(f"{name}/", refusing(refusal)) for name, (refusal, _status) in REFUSED.items()),
    path("broken/", refusing(RuntimeError("a fault of ours"))),
    *urls.urlpatterns,
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the handler of the settings writes; pytest adds its own beside it."""
    [handler] = [one for one in logging.getLogger("django").handlers if one.name == "stderr"]
    stream = io.StringIO()
    monkeypatch.setattr(handler, "stream", stream)
    return stream


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_page_writes_one_line(client: Client, written: io.StringIO, name: str) -> None:
    assert client.get(f"/{name}/").status_code == REFUSED[name][1]
    assert len(written.getvalue().splitlines()) == 1, written.getvalue()


def test_a_host_that_is_not_ours_writes_one_line(client: Client, written: io.StringIO) -> None:
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400
    assert len(written.getvalue().splitlines()) == 1, written.getvalue()


def test_a_broken_page_writes_its_traceback(client: Client, written: io.StringIO) -> None:
    client.raise_request_exception = False
    assert client.get("/broken/").status_code == 500
    assert "Traceback (most recent call last)" in written.getvalue()
    assert "RuntimeError: a fault of ours" in written.getvalue()
