"""Every dispute and every act that can stand in one is worded."""

from __future__ import annotations

import re
from pathlib import Path

from dutytui import rules
from dutytui.rules.events import KINDS
from dutytui.texts.disputes import ACTS, TITLES

NEVER_IN_ONE = {
    "journal_opened",
    "signed_in",
    "signed_out",
    "desk_opened",
    "desk_closed",
    "stay_registered",
    "stay_ended",
    "delegation_given",
    "delegation_ended",
    "procedures_drafted",
    "heads_witnessed",
    "alarm_acknowledged",
    "terminal_presented",
    "credential_set",  # of two that were set apart the earlier holds, and the other is void with a reason
    "credential_shared",
    "credential_ended",
    "sign_in_failed",
    "sign_in_unlocked",
}


def test_every_kind_that_can_stand_in_a_dispute_is_worded() -> None:
    assert set(ACTS) == KINDS - NEVER_IN_ONE


def test_every_code_of_a_dispute_is_worded_and_no_other() -> None:
    folder = Path(rules.__file__).parent
    sources = [*folder.glob("*/disputes.py"), folder / "day_disputes.py"]
    text = "\n".join(file.read_text("utf-8") for file in sources)
    said = set(re.findall(r"(?:Kind|Dispute)\(\s*f?\"([a-z_{}]+)\"", text))
    said |= set(re.findall(r"\"(sales_[a-z]+)\"", text)) | {"meal_batch", "meal_times", "terminal", "rosters"}
    assert said - {"meal_{what}"} == set(TITLES)
