"""A question page as a crispy layout: which group of inputs is drawn by which template."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from crispy_forms.layout import LayoutObject
from django.forms import Form
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.domain.conditions import TICKED
from assessments.domain.definitions import BOTH, NONE, Option, Page, Question
from assessments.domain.questionnaire import Field, is_listed_tick

SIDE, ROW = "side", "row"  # what an answer opens on its page: the question about the side, or another row
SHORT = 14  # characters of an answer that still stands well beside others


class Group(LayoutObject):  # type: ignore[misc]
    """Inputs that belong together, drawn by one template of assessments/fields/."""

    def __init__(self, template: str, **context: Any) -> None:
        self.fields: list[str] = []  # crispy's own children; the template draws everything
        self.template = template
        self.context = context

    @property
    def html(self) -> SafeString:
        return render_to_string(f"assessments/fields/{self.template}.html", self.context)

    def render(self, form: Form, context: Any, template_pack: str = "", **_kwargs: Any) -> SafeString:
        return self.html


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the inputs, and what is to be said beside them."""

    texts: Callable[[str], set[str]]
    errors: Mapping[str, str]
    sides: Mapping[str, str]
    opened_by: Mapping[str, str]

    def options(self, name: str, options: tuple[Option, ...], opens: Mapping[str, str] | None = None) -> list[Any]:
        chosen = self.texts(name)
        return [
            {"value": o.value, "text": o.text, "checked": o.value in chosen, "opens": (opens or {}).get(o.value, "")}
            for o in options
        ]

    def hint(self, question: Question) -> str:
        """How to answer, after the tick of an earlier page that opened the question."""
        before = self.opened_by.get(question.id, "")
        ticked = _("You ticked “%(answer)s”.") % {"answer": before} if before else ""
        return " ".join(part for part in (ticked, question.help, question.how) if part)


def groups_of(page: Page, shown: tuple[Question, ...], filled: Filled) -> list[Group]:
    """`shown` are the questions that earlier pages call for; rows that an answer here opens are drawn besides."""
    here = {question.id for question in page.questions}
    opened = {q.id for q in page.questions if q.show_if and q.show_if.fields & here}
    questions = [question for question in page.questions if question in shown or question.id in opened]
    alone = len(page.questions) == 1
    groups: list[Group] = []
    for question in questions:
        if is_listed_tick(page, question):
            continue
        opens = _opens(question, page)
        group = _group(question, filled, opens, heading=alone)
        if question.text.startswith(page.title):
            group.context["text"] = ""  # the page's title has said it
        if question.show_if and question.id in opened:
            openers = question.show_if.fields
            first = next(i for i, before in enumerate(groups) if before.context["id"] in openers)
            groups[first:] = [Group("opening", id=groups[first].context["id"], openers=groups[first:], row=group)]
        else:
            groups.append(group)
    ticks = [question for question in questions if is_listed_tick(page, question)]
    if ticks:
        groups.append(_tick_page(page, ticks, filled, heading=not groups))
    return groups


def _opens(question: Question, page: Page) -> dict[str, str]:
    """Answer -> what it opens on the same page."""
    rows = [q.show_if for q in page.questions if q.show_if and question.id in q.show_if.fields]
    found = {}
    for option in question.options:
        what = [ROW] if any(row.holds({question.id: option.value}) for row in rows) else []
        if question.asks_side and option.value not in ("no", NONE):
            what.append(SIDE)
        found[option.value] = " ".join(what)
    return found


def _group(question: Question, filled: Filled, opens: Mapping[str, str], *, heading: bool) -> Group:
    if question.items:
        return _scales(question, filled)
    if question.kind == "scale":
        return Group("scales", id=question.id, heading="", scales=[_scale(question.fields[0], filled, heading)])
    if question.kind == "integer":
        return _number(question, filled, heading=heading)
    if question.kind == "tick":
        return _tick(question, filled)
    if question.kind in ("multi", "multi_with_none"):
        return _ticks(question, filled, opens, heading=heading and not question.per_side)
    if question.per_side:
        return _pair(question, filled)
    return _row(question, filled, opens, heading=heading)


def _row(question: Question, filled: Filled, opens: Mapping[str, str], *, heading: bool) -> Group:
    longest = max(len(option.text) for option in question.options)
    return Group(
        "row",
        id=question.id,
        name=question.id,
        legend=question.text,
        hint=filled.hint(question),
        heading=heading,
        list=question.kind == "single" and (longest > SHORT or len(question.options) > 4),
        options=filled.options(question.id, question.options, opens),
        error=filled.errors.get(question.id, ""),
        side=_side(question, filled) if question.asks_side else None,
    )


def _side(question: Question, filled: Filled) -> dict[str, Any]:
    name = f"{question.id}.side"
    options = tuple(Option(value, filled.sides[value]) for value in ("left", "right", BOTH))
    return {
        "name": name,
        "legend": _("Which side?"),
        "options": filled.options(name, options),
        "error": filled.errors.get(name, ""),
    }


def _pair(question: Question, filled: Filled) -> Group:
    sides = [
        {
            "side": field.side,
            "name": field.name,
            "legend": foot_words(field.side),
            "error": filled.errors.get(field.name, ""),
            "options": filled.options(field.name, question.options),
        }
        for field in question.fields
    ]
    return Group("pair", id=question.id, text=question.text, hint=filled.hint(question), sides=sides)


def _scales(question: Question, filled: Filled) -> Group:
    scales = [_scale(field, filled, heading=False) for field in question.fields]
    return Group("scales", id=question.id, heading=question.text, scales=scales)


def _scale(field: Field, filled: Filled, heading: bool) -> dict[str, Any]:
    question, chosen = field.question, filled.texts(field.name)
    points = range(question.low or 0, (question.high or 0) + 1)
    words = [foot_words(field.side)] if field.side else []
    words.append(field.item.text if field.item else question.text)
    legend = ": ".join(words)
    return {
        "name": field.name,
        "legend": legend if field.required else _("%(question)s (optional)") % {"question": legend},
        "hint": filled.hint(question),
        "heading": heading,
        "low": question.low_text,
        "high": question.high_text,
        "points": [{"value": n, "checked": str(n) in chosen} for n in points],
        "error": filled.errors.get(field.name, ""),
    }


def _number(question: Question, filled: Filled, *, heading: bool) -> Group:
    return Group(
        "number",
        id=question.id,
        name=question.id,
        label=question.text,
        hint=filled.hint(question),
        heading=heading,
        value=next(iter(filled.texts(question.id)), ""),
        error=filled.errors.get(question.id, ""),
    )


def _tick(question: Question, filled: Filled) -> Group:
    return Group(
        "tick",
        id=question.id,
        name=question.id,
        text=question.text,
        checked=TICKED in filled.texts(question.id),
        error=filled.errors.get(question.id, ""),
    )


def _ticks(question: Question, filled: Filled, opens: Mapping[str, str], *, heading: bool) -> Group:
    lists = [_tick_list(field, filled, opens) for field in question.fields]
    return Group("ticks", id=question.id, heading=heading, text=question.text if question.per_side else "", lists=lists)


def _tick_list(field: Field, filled: Filled, opens: Mapping[str, str]) -> dict[str, Any]:
    question = field.question
    boxes = [
        {**option, "name": field.name, "picture": f"{question.id}.{option['value']}"}
        for option in filled.options(field.name, question.options, opens)
    ]
    return {
        "name": field.name,
        "picture": question.id,
        "side": field.side,
        "legend": foot_words(field.side) if field.side else question.text,
        "hint": filled.hint(question) or _("Tick all that fit."),
        "error": filled.errors.get(field.name, ""),
        "ticks": [box for box in boxes if box["value"] != NONE],
        "none": next((box for box in boxes if box["value"] == NONE), None),
    }


def _tick_page(page: Page, questions: list[Question], filled: Filled, *, heading: bool) -> Group:
    ticks = [
        {
            "name": question.id,
            "value": TICKED,
            "text": question.text,
            "hint": question.help,
            "checked": TICKED in filled.texts(question.id),
            "side": _side(question, filled) if question.asks_side else None,
        }
        for question in questions
    ]
    none = {
        "name": page.none_id,
        "value": TICKED,
        "text": page.none_text,
        "checked": TICKED in filled.texts(page.none_id or ""),
    }
    own = (page.none_id or "", *(question.id for question in questions))
    error = next((filled.errors[name] for name in own if name in filled.errors), "")
    one = {
        "name": page.slug,
        "legend": page.title if heading else beside_rows(),
        "hint": _("Tick all that fit. If none do, tick “%(none)s”.") % {"none": page.none_text},
        "error": error,
        "ticks": ticks,
        "none": none,
    }
    return Group("ticks", id=page.slug, heading=heading, text="", lists=[one])


def beside_rows() -> str:
    """What a list of ticks asks on a page that asks more; alone it asks with the title of its page."""
    return _("Do any of these fit you?")


def foot_words(side: str | None) -> str:
    return {"left": _("Left foot"), "right": _("Right foot")}.get(side or "", "")
