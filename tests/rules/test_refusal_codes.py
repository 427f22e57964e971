"""The list of refusal codes is complete and holds nothing that is never said."""

from __future__ import annotations

import re
from pathlib import Path

from dutytui.rules import refusal
from tests.rules.refusal_codes import CODES

RULES = Path(refusal.__file__).parent
_COMPUTED = {
    "item_already_": ("done", "waived", "failed"),
    "entry_already_": ("handled", "closed"),
    "request_is_": ("approved", "rejected", "withdrawn"),
}
_IN_A_TABLE = {"assess_not_listed", "assess_not_allowed", "assess_own", "request_too_small", "request_too_large"}


def test_every_code_that_is_said_is_listed_and_every_listed_one_is_said() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(RULES.rglob("*.py")))
    said = set(re.findall(r'Refusal\(\s*"([a-z_]+)"', source)) | set(re.findall(r'_not_allowed\("([a-z_]+)"', source))
    said |= set(re.findall(r'\.refuse\(\s*"([a-z_]+)"', source))
    said |= set(re.findall(r'Refusal\("([a-z_]+)"', (RULES.parent / "session.py").read_text("utf-8")))
    for start in re.findall(r'(?:Refusal|\.refuse)\(\s*f"([a-z_]+)\{', source):
        said |= {start + end for end in _COMPUTED[start]}
    assert said | _IN_A_TABLE == set(CODES)
