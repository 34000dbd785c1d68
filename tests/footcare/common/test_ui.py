import re
from typing import Any

import pytest
from django.template import Context, Template
from django.utils.safestring import SafeString

from footcare.common.templatetags import ui


def render(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_icon_is_hidden_and_points_into_the_sprite() -> None:
    markup = render('{% icon "check" %}')
    assert 'aria-hidden="true"' in markup
    assert re.search(r'href="/static/img/icons[^"]*\.svg#check"', markup)


def test_icon_escapes_its_arguments() -> None:
    assert "<script>" not in render("{% icon name %}", name='"><script>')


@pytest.mark.parametrize(
    ("answer", "angle"), [("inward", -10), ("straight", 0), ("slightly_out", 8), ("clearly_out", 25)]
)
def test_foot_top_turns_by_the_decided_angles(answer: str, angle: int) -> None:
    assert f"rotate({angle} 60 222)" in render('{% foot_top side="right" answer=answer %}', answer=answer)


@pytest.mark.parametrize("answer", ["inward", "slightly_out", "clearly_out"])
def test_foot_top_shows_the_angle(answer: str) -> None:
    assert "foot__wedge" in render('{% foot_top side="left" answer=answer %}', answer=answer)


def test_foot_top_straight_has_a_line_and_no_wedge() -> None:
    markup = render('{% foot_top side="left" answer="straight" %}')
    assert "foot__ahead" in markup
    assert "foot__wedge" not in markup


def test_foot_top_left_is_the_mirror_of_the_right() -> None:
    mirrored = "matrix(-1 0 0 1 120 0)"
    assert mirrored in render('{% foot_top side="left" answer="straight" %}')
    assert mirrored not in render('{% foot_top side="right" answer="straight" %}')


@pytest.mark.parametrize("edge", ["inner", "even", "outer"])
def test_foot_top_marks_a_weight_answer_by_itself_and_on_a_direction(edge: str) -> None:
    alone = render('{% foot_top side="left" answer=edge %}', edge=edge)
    both = render('{% foot_top side="left" answer="clearly_out" edge=edge %}', edge=edge)
    assert "foot__edge" in alone
    assert "foot__ahead" not in alone
    assert "foot__edge" in both
    assert "foot__wedge" in both


def test_foot_top_not_sure_claims_nothing() -> None:
    markup = render('{% foot_top side="left" answer="not_sure" edge="not_sure" %}')
    assert not re.search("foot__(edge|wedge|ahead)", markup)


def test_has_foot() -> None:
    assert ui.has_foot("inner")
    assert not ui.has_foot("not_sure")


@pytest.mark.parametrize(("angle", "right_of_heel"), [(25, True), (8, True), (-10, False)])
def test_wedge_opens_to_the_side_of_the_angle(angle: int, right_of_heel: bool) -> None:
    end_x = float(ui.wedge(angle)["arc"].split()[-2])
    assert (end_x > ui.HEEL[0]) is right_of_heel


def test_once_keeps_a_component_by_the_values_of_its_parameters() -> None:
    source = '{% once "components/strand_head.html" strand=strand label=label %}'
    first = render(source, strand="move", label="Movement")
    assert "Movement" in first
    assert "Touch" in render(source, strand="touch", label="Touch")
    assert render(source, strand="move", label="Movement") == first


def test_once_keeps_a_component_for_each_language(monkeypatch: pytest.MonkeyPatch) -> None:
    source = '{% once "components/skip_link.html" %}'
    english = render(source)
    monkeypatch.setattr(ui, "get_language", lambda: "another")
    monkeypatch.setattr(ui, "render_to_string", lambda *_said: SafeString("other words"))
    assert render(source) == "other words"
    monkeypatch.undo()
    assert render(source) == english


def test_once_renders_anew_while_developing(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    source = '{% once "components/skip_link.html" %}'
    render(source)
    settings.DEBUG = True
    monkeypatch.setattr(ui, "render_to_string", lambda *_said: SafeString("as edited"))
    assert render(source) == "as edited"
