"""Three hundred schedules of the simulated world, and proof that it would notice. More: ``make simulate``."""

from __future__ import annotations

import pytest

from tests.simulator import checks
from tests.simulator.__main__ import failure, main
from tests.simulator.carrier import segments_of
from tests.simulator.disks import LOGS
from tests.simulator.faults import FAULTS, MOST, caught
from tests.simulator.schedule import run, schedule
from tests.simulator.world import Broken

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


def test_what_fails_names_the_number_by_which_it_is_played_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with FAULTS[CHEAPEST[0]]():
        seed = next(number for number in range(MOST) if failure(number))
        with pytest.raises(Broken) as found:
            run(schedule(seed))
        assert found.value.__notes__[0].startswith(f"make simulate SEED={seed}\n")
        monkeypatch.setattr("sys.argv", ["simulate", "-n", "1", "--first", str(seed), "--jobs", "1"])
        assert main() == 1
        assert capsys.readouterr().out.startswith(f"SEED={seed}: ")
        monkeypatch.setattr("sys.argv", ["simulate", "--seed", str(seed), "--whole"])
        assert main() == 1
        assert capsys.readouterr().out.startswith(f"SEED={seed}: ")
    assert main() == 0
    assert "nothing is broken" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("seed", "machine", "writer"),
    [(159, "m2", "t1"), (22, "m1", "t2")],
    ids=["of a lost machine", "behind a spoilt line"],
)
def test_what_the_share_has_is_missed_at_a_terminal_whatever_was_done_elsewhere(
    seed: int, machine: str, writer: str
) -> None:
    """A share that somebody changed, or a disk that spoilt a line, excuses nothing but what it kept from everybody."""
    world = run(schedule(seed))
    assert writer in world.unmendable() | world.spoilt.keys()
    local = next(one for one in world.alive if one.name == machine).disk.local
    del local.files[max(path for path in segments_of(local, LOGS) if path.name.startswith(f"{writer}."))]
    with pytest.raises(Broken, match=f"lost: {writer}"):
        checks.at_the_end(world)
