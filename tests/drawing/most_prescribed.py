"""Which items occur in most plans: `python -m tests.drawing.most_prescribed` prints them with their share.

Counted over the worked cases and made-up assessments; a plan holds an item when either kind of its days does, breaks
included.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from random import Random

from tqdm import tqdm

import assessments.catalogue
from programs.domain.inputs import OTHER_DAY, STRENGTH_DAY, Inputs
from programs.domain.prescriptions import prescribe
from programs.domain.routine import compose
from tests.benchmarks.engine import made_up, with_a_plan
from tests.programs.domain.cases import PROTOCOL, VIGNETTES, inputs_from

ASSESSMENTS = 10_000
SHOWN = 40


def most_prescribed(assessments_made_up: int = ASSESSMENTS) -> Counter[str]:
    """Item -> in how many plans."""
    counted: Counter[str] = Counter()
    people = islice(made_up(assessments.catalogue.shipped(), Random(4)), assessments_made_up)
    others = (inputs for _answers, inputs in with_a_plan(PROTOCOL, assessments.catalogue.shipped(), people))
    for inputs in tqdm(chain(worked_cases(), others), unit="plan", total=assessments_made_up):
        counted.update(items_of(inputs))
    return counted


def worked_cases() -> Iterator[Inputs]:
    return (inputs_from(case["inputs"]) for case in VIGNETTES)


def items_of(inputs: Inputs) -> set[str]:
    days = (compose(PROTOCOL, prescribe(PROTOCOL, inputs, day=day)) for day in (STRENGTH_DAY, OTHER_DAY))
    return {planned.item for day in days for planned in (*day.items, *day.breaks)}


if __name__ == "__main__":
    found = most_prescribed()
    for place, (item, plans) in enumerate(found.most_common(SHOWN), start=1):
        sys.stdout.write(f"{place:3} {plans:6} {PROTOCOL.items[item].kind:14} {item}\n")
