"""Reads the forms of a page as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

Control = dict[str, str | None]


@dataclass
class Form:
    """`data` is what is sent when nothing is touched and the first button is pressed."""

    action: str
    method: str
    data: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    radios: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def filled(self) -> dict[str, list[str]]:
        """With the first choice of every group that had none."""
        chosen = {name: [values[0]] for name, values in self.radios.items() if name not in self.data}
        pressed = {name: [value] for name, value in self.buttons[:1] if name}
        return {**self.data, **chosen, **pressed}


class _Reader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.forms: list[Form] = []
        self.by_id: dict[str, Form] = {}
        self.open: Form | None = None
        self.select: str | None = None
        self.text_area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said: Control = dict(attrs)
        if tag == "form":
            self.open = Form(urljoin(self.url, said.get("action") or ""), (said.get("method") or "get").lower())
            self.forms.append(self.open)
            self.by_id[said.get("id") or ""] = self.open
        form = self.by_id.get(said.get("form") or "", self.open)
        if form is None:
            return
        name, value = said.get("name") or "", said.get("value") or ""
        if tag == "button" and said.get("type", "submit") == "submit":
            form.buttons.append((name, value))
        if not name:
            self._option(tag, said, form)
            return
        form.names.add(name)
        if tag == "input":
            self._input(form, said, name, value)
        elif tag == "select":
            self.select = name
        elif tag == "textarea":
            self.text_area = name
            form.data[name] = [""]

    def _input(self, form: Form, said: Control, name: str, value: str) -> None:
        kind = said.get("type") or "text"
        if kind in ("radio", "checkbox"):
            if kind == "radio":
                form.radios.setdefault(name, []).append(value)
            if "checked" in said:
                form.data.setdefault(name, []).append(value or "on")
        else:
            form.data.setdefault(name, []).append(value)

    def _option(self, tag: str, said: Control, form: Form) -> None:
        if tag == "option" and self.select and ("selected" in said or self.select not in form.data):
            form.data[self.select] = [said.get("value") or ""]

    def handle_data(self, data: str) -> None:
        if self.text_area and self.open:
            self.open.data[self.text_area] = [data.strip()]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.text_area = None


def forms_of(html: str, url: str) -> list[Form]:
    reader = _Reader(url)
    reader.feed(html)
    return reader.forms
