from tests.drawing.snapshot import altered


def test_no_drawing_changed_unseen() -> None:
    changed = altered()
    assert not changed, f"look at {', '.join(changed)}; then python -m tests.drawing.snapshot"
