"""Why a record does not count."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.texts.catalogue import N_, _

_WHY: Mapping[str, str] = {
    "": N_("void: no right to it"),
    "not_enrolled": N_("void: terminal not in the roster"),
    "revoked": N_("void: terminal shut out"),
    "unsigned": N_("void: not signed by them"),
    "copied": N_("void: its signature is of another record"),
    "not_theirs": N_("void: signed by somebody else"),
    "ended": N_("void: signed after their PIN ended"),
    "no_effect": N_("void: another PIN holds"),
}


def void_word(why: str) -> str:
    """why: what `Trust.why` says, "" where the author had no right to it."""
    return _(_WHY[why])
