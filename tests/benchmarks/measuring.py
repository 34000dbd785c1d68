"""Interleaved rounds: what disturbs one page disturbs its neighbours too, so the ratios hold on a busy machine."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tests.benchmarks.targets import Target

WARM_UP = 5
LEAST = 15  # rounds
LONGEST = 50.0  # seconds for the rounds of one set of pages
CLIENTS = 4
WINDOW = 3.0  # seconds


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds."""

    median: float
    p95: float


def rounds(targets: Sequence[Target], count: int) -> dict[str, Timing]:
    """Each target once a round, in another order every time; fewer rounds where the machine is slow."""
    seconds: dict[str, list[float]] = {target.name: [] for target in targets}
    order, chance = list(targets), Random(1)
    until = time.monotonic() + LONGEST
    for number in range(count + WARM_UP):
        if number >= WARM_UP + LEAST and time.monotonic() > until:
            break
        chance.shuffle(order)
        for target in order:
            took = target.ask()
            if number >= WARM_UP:
                seconds[target.name].append(took)
    return {name: Timing(statistics.median(took), quantile95(took)) for name, took in seconds.items()}


def quantile95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def throughput(first: Target, second: Target, windows: int) -> tuple[float, float]:
    """Median answers a second of each, under several clients at once, in windows that take turns."""
    counted: dict[str, list[float]] = {first.name: [], second.name: []}
    for _window in range(windows):
        for target in (first, second):
            counted[target.name].append(answers_in_a_window(target) / WINDOW)
    return statistics.median(counted[first.name]), statistics.median(counted[second.name])


def answers_in_a_window(target: Target) -> int:
    until = time.perf_counter() + WINDOW
    answers = [0] * CLIENTS

    def client(number: int) -> None:
        while time.perf_counter() < until:
            target.ask()
            answers[number] += 1

    clients = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    return sum(answers)
