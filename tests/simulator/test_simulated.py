"""Three hundred schedules of the simulated world, and proof that it would notice. More: ``make simulate``."""

from __future__ import annotations

import pytest

from tests.simulator.faults import FAULTS, MOST, caught
from tests.simulator.schedule import run, schedule

_CHUNKS = 30
_EACH = 10

CHEAPEST = (
    "events are folded as they come",
    "a shorter file is accepted",
    "a card counts as content",
)


@pytest.mark.parametrize("chunk", range(_CHUNKS))
def test_whatever_happens_nothing_is_lost_and_all_terminals_agree(chunk: int) -> None:
    for seed in range(chunk * _EACH, (chunk + 1) * _EACH):
        run(schedule(seed))  # ``make simulate SEED=…`` plays one again, as short as it gets


def test_a_number_plays_the_same_world_again_byte_for_byte() -> None:
    first, second = run(schedule(5)), run(schedule(5))
    assert first.trace == second.trace
    for one, other in zip(first.machines, second.machines, strict=True):
        assert one.disk.local.files == other.disk.local.files


@pytest.mark.parametrize("fault", CHEAPEST)
def test_a_known_fault_in_the_code_is_found(fault: str) -> None:
    assert fault in FAULTS
    assert caught(fault, MOST).after is not None
