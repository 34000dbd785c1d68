from collections.abc import Iterator
from pathlib import Path

import pytest

from programs import catalogue


@pytest.fixture(autouse=True, scope="session")
def _read_the_library_once() -> Iterator[None]:
    """Every test rolls its stored version back; reading 130 files again for each would be most of the time."""
    load, shipped = catalogue.load, catalogue.load()

    def load_once(folder: Path = catalogue.CONTENT) -> catalogue.Document:
        return shipped if folder == catalogue.CONTENT else load(folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "load", load_once)
        yield
    assert catalogue.checksum(shipped) == catalogue.shipped().checksum, "a test changed the document all tests share"
