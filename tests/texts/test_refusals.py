"""Every refusal and every notice has words, and the words name only what the refusal carries."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from dutytui.store import local, notices
from dutytui.texts import areas
from dutytui.texts.notices import NOTICES
from dutytui.texts.refusals import REFUSALS as CORE
from tests.rules.refusal_codes import CODES

REFUSALS = {**CORE, **areas.refusals()}

# `store.lines.Unrecordable` says these; the session hands them on.
UNRECORDABLE = {f"unrecordable_{code}": () for code in ("bad_text", "not_json", "no_offset", "too_long")}


def named(message: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(message) if name}


def test_every_refusal_is_worded_and_nothing_else_is() -> None:
    assert set(REFUSALS) == set(CODES) | set(UNRECORDABLE)


@pytest.mark.parametrize("code", CODES)
def test_a_refusal_names_only_what_it_carries(code: str) -> None:
    assert named(REFUSALS[code]) <= set(CODES[code])


def test_what_cannot_be_recorded_is_what_the_store_says() -> None:
    source = Path(notices.__file__).with_name("lines.py").read_text("utf-8")
    said = set(re.findall(r"\"(bad_text|not_json|no_offset|too_long|[a-z]+_[a-z]+)\", fact\.kind", source))
    said |= set(re.findall(r"Unrecordable\(\"([a-z_]+)\"", source))
    assert {f"unrecordable_{code}" for code in said} <= set(UNRECORDABLE)
    assert "bad_text" in said


def test_every_notice_is_worded() -> None:
    codes = {
        value
        for module in (notices, local)
        for name, value in vars(module).items()
        if name.isupper() and not name.startswith("_") and isinstance(value, str)
    }
    assert codes <= set(NOTICES)
    assert "torn_tail_set_aside" in codes
