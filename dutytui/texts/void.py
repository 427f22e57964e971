"""Why a record does not count."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.texts.catalogue import N_, _

_WHY: Mapping[str, str] = {
    "": N_("void: no right to it"),
    "not_enrolled": N_("void: terminal not in the roster"),
    "revoked": N_("void: terminal shut out"),
    "unsigned": N_("void: not signed by the person"),
}


def void_word(why: str) -> str:
    """why: a code of `dutytui.rules.trust`, "" where the author had no right to it."""
    return _(_WHY[why])
