import pytest

from programs.domain.outcomes import pain_is_rising


@pytest.mark.parametrize(
    ("reports", "rises"),
    [
        ([], False),
        ([9], False),
        ([2, 4], False),
        ([2, 4, 4], True),
        ([2, 4, 6], True),
        ([2, 4, 3], False),
        ([2, 3, 4], False),
        ([0, 5, 7, 7], True),
        ([5, 5, 7, 6], False),
    ],
)
def test_pain_is_rising(reports: list[int], rises: bool) -> None:
    assert pain_is_rising(reports, 2) is rises
