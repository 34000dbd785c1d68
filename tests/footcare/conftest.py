"""What tests of several rooms of the house share."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from footcare.common import pictures


@pytest.fixture
def drawings_folder(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """Empty, and forgotten afterwards: a process looks for drawings once."""
    settings.DRAWINGS = tmp_path
    pictures.stems.cache_clear()
    yield tmp_path
    pictures.stems.cache_clear()
