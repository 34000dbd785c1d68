"""How a hand is written: pieces in foot units (a foot is 200 long), moved as one, with a wrist that bends.

Every hand touches at the origin and points along +x, its forearm leaves to -x. What lies behind the foot is drawn
behind it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from footcare.drawing.geometry import Affine, Point
from footcare.drawing.shapes import Drawn, Layer, Model, Parameter, Role, Shape

Line = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    role: Role
    points: Line
    closed: bool = True
    layer: Layer = Layer.HAND


@dataclass(frozen=True, slots=True)
class Sprite:
    pieces: tuple[Piece, ...]
    wrist: Point

    def draw(self, pose: Mapping[str, float]) -> Drawn:
        shapes = tuple(
            Shape(
                piece.role, piece.layer, tuple(self._bent(point, pose["bend"]) for point in piece.points), piece.closed
            )
            for piece in self.pieces
        )
        return Drawn(shapes, {"touch": (0.0, 0.0), "wrist": self.wrist})

    def model(self, name: str) -> Model:
        return Model(name, BEND, self.draw)

    def _bent(self, point: Point, angle: float) -> Point:
        """Flesh behind the wrist turns with the forearm; around it, by and by."""
        share = min(1.0, max(0.0, (self.wrist[0] + _AROUND_WRIST - point[0]) / (2 * _AROUND_WRIST)))
        return Affine.rotation(angle * share, self.wrist).apply(point)


_AROUND_WRIST: Final = 22.0
BEND: Final = {"bend": Parameter(-50, 50)}  # of the forearm about the wrist


def nail(at: Point, length: float = 13.0, half: float = 5.4) -> Piece:
    """A nail that looks along +x, its root at `at`."""
    x, y = at
    return Piece(
        "nail",
        ((x, y + half), (x + length * 0.85, y + half * 0.8), (x + length * 0.85, y - half * 0.8), (x, y - half)),
        closed=False,
    )
