"""Nine attacks at random places are told, each by its name; journals that nobody touched never raise an alarm."""

from __future__ import annotations

import random

import pytest

from tests.verify.a_folder import grown, untouched
from tests.verify.attacks import ATTACKS
from tests.verify.how_often import times

BATCHES = 10
"""Parts that a run is split into, so that several processes share it."""


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_told_by_its_name(attack: str, batch: int) -> None:
    for number in range(times(2, 100)):
        chance = random.Random(f"{attack} {batch} {number}")
        mall, terminals = grown(chance)
        expected = ATTACKS[attack](mall, terminals, chance)
        report = mall.verified(memory=mall.heads)
        told = {one.code for one in report.findings}
        assert report.wrong and told & expected, (attack, batch, number, told)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("batch", range(BATCHES))
def test_nothing_is_told_of_journals_that_nobody_touched(batch: int) -> None:
    for number in range(times(10, 1000)):
        chance = random.Random(f"clean {batch} {number}")
        mall, _terminals = grown(chance)
        report = mall.verified(memory=mall.heads)
        assert not report.findings, (batch, number, report.findings)
        assert report.heads == mall.heads


def test_a_copy_that_is_only_behind_is_no_finding() -> None:
    """Each state that a share can be in while it follows: any number of whole files, and the last one half there."""
    mall, _terminals = grown(random.Random(7))
    with untouched(mall):
        files = mall.snapshot()
        for path in mall.files("desk"):
            content = files[path].rstrip()
            for length in range(0, len(content), 97):
                mall.restore({one: text for one, text in files.items() if one.parent < path.parent})
                mall.write(path, content[:length])
                report = mall.verified()
                gone = {one.code for one in report.findings if one.code not in {"cut_off", "journal_gone"}}
                assert gone <= {"tail_unfinished", "command_unfinished"}, (path, length, report.findings)
