from footcare.drawing.geometry import Box
from footcare.drawing.shapes import Drawn
from footcare.drawing.views.figure_seated import VIEW


def top_of(drawn: Drawn, role: str) -> float:
    return max(Box.around(shape.points).high[1] for shape in drawn.shapes if shape.role == role)


def test_a_breath_lifts_shoulders_and_head_alike_while_hands_and_foot_stay() -> None:
    out, full = (VIEW.pose({"breath": share}) for share in (0, 1))
    rises = [top_of(full, role) - top_of(out, role) for role in ("hair", "cloth")]
    assert all(5 < rise < 8 for rise in rises)
    assert out.landmarks == full.landmarks
    assert out.parts["foot"] == full.parts["foot"]
