"""Plain data (a mapping, already parsed) to a Scene; every fault names file, entry and field."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NoReturn, TypeVar

from footcare.drawing.geometry import Point
from footcare.drawing.hands import HANDS
from footcare.drawing.props import PROPS
from footcare.drawing.scene import (
    Actor,
    Circle,
    DrawingError,
    Line,
    Mark,
    Panel,
    Path,
    Push,
    Scene,
    Tempo,
    Trace,
    Track,
    Way,
)
from footcare.drawing.shapes import Model
from footcare.drawing.views import VIEWS

Found = TypeVar("Found", bound=Model)

_PLACE: Final = frozenset({"x", "y", "turn", "scale", "mirrored", "at", "along"})
_SIDES: Final = {"left": "right", "right": "left"}


def read(file: str, key: str, data: Mapping[str, Any], side: Literal["left", "right"] = "left") -> Scene:
    """The scene of entry `key`. `{side}` and `{other}` in its description become the words for `side`; a scene whose
    description has neither is of no side, and never mirrored.
    """
    return _Reader(file, key).scene(data, side)


@dataclass(frozen=True, slots=True)
class _Reader:
    file: str
    key: str

    def fail(self, field: str, problem: str) -> NoReturn:
        raise DrawingError(f"{self.file}: {self.key}: {field}: {problem}")

    def scene(self, data: Mapping[str, Any], side: Literal["left", "right"]) -> Scene:
        self.known(data, "", {"description", "strand", "motion", "tempo", "panels"})
        description = data.get("description")
        if not isinstance(description, str) or not description.strip():
            self.fail("description", "say in a sentence what the drawing shows")
        panels = data.get("panels")
        if not isinstance(panels, Sequence) or not 1 <= len(panels) <= 2:
            self.fail("panels", "one panel, or two: the position and a close-up")
        read = tuple(self.panel(panel, f"panels.{number}") for number, panel in enumerate(panels, start=1))
        poses = self.poses(read)
        if any(panel.areas for panel in read) and (poses > 1 or len(read) > 1):
            self.fail("areas", "one panel and one pose, as what is chosen must not move")
        return Scene(
            key=self.key,
            description=description.replace("{side}", side).replace("{other}", _SIDES[side]),
            panels=read,
            strand=self.choice(data, "strand", ("move", "touch")),
            motion=self.choice(data, "motion", ("stroke", "cycle")),
            poses=poses,
            tempo=self.tempo(data.get("tempo", {})),
            side=side if "{side}" in description or "{other}" in description else None,
        )

    def panel(self, data: Mapping[str, Any], field: str) -> Panel:
        self.known(
            data,
            field,
            {
                "view",
                "size",
                "origin",
                "scale",
                "pose",
                "subjects",
                "props",
                "hands",
                "accent",
                "ghost",
                "marks",
                "areas",
                "shows",
            },
        )
        view = self.one_of(VIEWS, data.get("view"), f"{field}.view")
        subjects = tuple(
            self.actor(view, one, f"{field}.subjects.{name}", name=name)
            for name, one in data.get("subjects", {}).items()
        ) or (self.actor(view, data.get("pose", {}), f"{field}.pose"),)
        props = tuple(self.listed(PROPS, data.get("props", ()), f"{field}.props"))
        hands = tuple(self.listed(HANDS, data.get("hands", ()), f"{field}.hands"))
        drawn = view.pose({})
        parts = _names(subjects, drawn.parts)
        landmarks = _names(subjects, drawn.landmarks)
        for kind, actors in (("props", props), ("hands", hands)):
            for number, actor in enumerate(actors, start=1):
                for name in (actor.at, *(actor.along or ())):
                    if name and name not in landmarks:
                        where = f"{field}.{kind}.{number}.{actor.model.name}"
                        self.fail(where, f"unknown landmark {name!r}; {_choose(landmarks)}")
        return Panel(
            view=view,
            shows=self.choice(data, "shows", ("left", "right")) if "shows" in data else view.shows,
            size=self.size(data.get("size", view.size), f"{field}.size"),
            origin=self.point(data.get("origin", view.origin), f"{field}.origin"),
            scale=self.number(data.get("scale", view.scale), f"{field}.scale"),
            subjects=subjects,
            props=props,
            hands=hands,
            accent=self.names(data.get("accent", ()), parts, f"{field}.accent"),
            ghost=self.names(data.get("ghost", ()), parts, f"{field}.ghost"),
            marks=tuple(
                self.mark(mark, landmarks, f"{field}.marks.{number}")
                for number, mark in enumerate(data.get("marks", ()), start=1)
            ),
            areas=self.areas(data.get("areas", {}), parts, f"{field}.areas"),
        )

    def listed(self, models: Mapping[str, Model], entries: Iterable[Any], field: str) -> Iterable[Actor]:
        """Each entry is a name, or a mapping of one name to its values."""
        for number, entry in enumerate(entries, start=1):
            where = f"{field}.{number}"
            if isinstance(entry, str):
                entry = {entry: {}}
            if not isinstance(entry, Mapping) or len(entry) != 1:
                self.fail(where, "a name, or one name with its values")
            ((name, values),) = entry.items()
            yield self.actor(self.one_of(models, name, where), values or {}, f"{where}.{name}")

    def actor(self, model: Model, values: Mapping[str, Any], field: str, name: str = "") -> Actor:
        self.known(values, field, _PLACE | set(model.parameters))
        pose = {}
        for parameter, limits in model.parameters.items():
            track = self.track(values.get(parameter, limits.default), f"{field}.{parameter}")
            for value in track:
                if not limits.low <= value <= limits.high:
                    self.fail(f"{field}.{parameter}", f"{value:g} is outside {limits.low:g} to {limits.high:g}")
            pose[parameter] = track
        along = values.get("along")
        if along is not None and (not isinstance(along, Sequence) or len(along) != 2):
            self.fail(f"{field}.along", "two landmarks: from, to")
        return Actor(
            model=model,
            name=name,
            pose=pose,
            x=self.track(values.get("x", 0), f"{field}.x"),
            y=self.track(values.get("y", 0), f"{field}.y"),
            turn=self.track(values.get("turn", 0), f"{field}.turn"),
            scale=self.number(values.get("scale", 1), f"{field}.scale"),
            mirrored=self.flag(values.get("mirrored", False), f"{field}.mirrored"),
            at=values.get("at"),
            along=(along[0], along[1]) if along else None,
        )

    def mark(self, data: Any, landmarks: frozenset[str], field: str) -> Mark:
        kinds = ("trace", "push", "circle", "way", "line", "path")
        kind = next((kind for kind in kinds if isinstance(data, Mapping) and kind in data), None)
        if kind is None:
            self.fail(field, f"unknown mark; {_choose(kinds)}")
        value = data[kind]
        if kind in ("trace", "push", "circle", "way"):
            if value not in landmarks:
                self.fail(f"{field}.{kind}", f"unknown landmark {value!r}; {_choose(landmarks)}")
        elif not isinstance(value, Sequence) or len(value) < 2:
            self.fail(f"{field}.{kind}", "two or more points, each [x, y]")
        match kind:
            case "trace":
                self.known(data, field, {kind, "double"})
                return Trace(value, double=bool(data.get("double", False)))
            case "push":
                self.known(data, field, {kind, "angle"})
                return Push(value, self.number(data.get("angle", -90), f"{field}.angle"))
            case "circle":
                self.known(data, field, {kind, "radius"})
                return Circle(value, self.number(data.get("radius", 30), f"{field}.radius"))
            case "way":
                self.known(data, field, {kind})
                return Way(value)
        points = tuple(self.point(point, f"{field}.{kind}") for point in value)
        if kind == "path":
            self.known(data, field, {kind})
            return Path(points)
        self.known(data, field, {kind, "double"})
        return Line(points, double=bool(data.get("double", False)))

    def poses(self, panels: tuple[Panel, ...]) -> int:
        """Every track of the scene has one value, or as many as all others."""
        lengths = {
            len(track)
            for panel in panels
            for actor in (*panel.subjects, *panel.props, *panel.hands)
            for track in (*actor.pose.values(), actor.x, actor.y, actor.turn)
        } - {1}
        if len(lengths) > 1:
            self.fail("panels", f"lists of {sorted(lengths)} values; give one value for each pose everywhere")
        return lengths.pop() if lengths else 1

    def tempo(self, data: Mapping[str, Any]) -> Tempo:
        self.known(data, "tempo", {"up", "hold", "down"})
        return Tempo(**{name: self.number(value, f"tempo.{name}") for name, value in data.items()})

    def track(self, value: Any, field: str) -> Track:
        if isinstance(value, Sequence) and not isinstance(value, str):
            if not value:
                self.fail(field, "a number, or one for each pose")
            return tuple(self.number(one, field) for one in value)
        return (self.number(value, field),)

    def number(self, value: Any, field: str) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self.fail(field, f"{value!r} is no number")
        return float(value)

    def flag(self, value: Any, field: str) -> bool:
        if not isinstance(value, bool):
            self.fail(field, f"{value!r}: true or false")
        return value

    def point(self, value: Any, field: str) -> Point:
        if not isinstance(value, Sequence) or isinstance(value, str) or len(value) != 2:
            self.fail(field, "a point [x, y]")
        return (self.number(value[0], field), self.number(value[1], field))

    def size(self, value: Any, field: str) -> tuple[int, int]:
        width, height = self.point(value, field)
        if min(width, height) <= 0:
            self.fail(field, "width and height above 0")
        return (round(width), round(height))

    def names(self, value: Any, allowed: frozenset[str], field: str) -> tuple[str, ...]:
        names = (value,) if isinstance(value, str) else tuple(value)
        for name in names:
            if name not in allowed:
                self.fail(field, f"unknown part {name!r}; {_choose(allowed)}")
        return names

    def areas(self, value: Any, parts: frozenset[str], field: str) -> dict[str, str]:
        if not isinstance(value, Mapping):
            self.fail(field, "a mapping of names to parts")
        for name, part in value.items():
            if not str(name).isidentifier():
                self.fail(field, f"{name!r}: letters, digits and _ alone, as it becomes an attribute")
            self.names(part, parts, f"{field}.{name}")
        return dict(value)

    def choice(self, data: Mapping[str, Any], field: str, allowed: tuple[Any, Any]) -> Any:
        value = data.get(field, allowed[0])
        if value not in allowed:
            self.fail(field, f"{value!r}; {_choose(allowed)}")
        return value

    def one_of(self, models: Mapping[str, Found], name: Any, field: str) -> Found:
        if name not in models:
            self.fail(field, f"unknown {name!r}; {_choose(models)}")
        return models[name]

    def known(self, data: Any, field: str, allowed: Iterable[str]) -> None:
        if not isinstance(data, Mapping):
            self.fail(field or "entry", "a mapping of names to values")
        for name in data:
            if name not in set(allowed):
                self.fail(f"{field}.{name}".lstrip("."), f"unknown; {_choose(allowed)}")


def _names(subjects: tuple[Actor, ...], names: Iterable[str]) -> frozenset[str]:
    """As they may be written: `heel`, and `left.heel` where subjects have names."""
    bare = list(names)
    return frozenset(bare) | {f"{actor.name}.{name}" for actor in subjects if actor.name for name in bare}


def _choose(names: Iterable[str]) -> str:
    return f"choose from {', '.join(sorted(names))}"
