"""Why a packed file can't be used: the wording of `store.packed.UnfitError`."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.texts.catalogue import N_, _

UNFIT: Mapping[str, str] = {
    "no_zip": N_("it is no zip file, or not all of one"),
    "too_many": N_("it holds more files than can be"),
    "too_large": N_("it would unpack to more than can be"),
    "name": N_("a name in it leads out of the folder, or can be no name: {member}"),
    "twice": N_("a name stands in it twice: {member}"),
    "link": N_("it holds a link: {member}"),
    "method": N_("it is encrypted, or packed in a way that is not used here: {member}"),
    "overlap": N_("files in it lie over one another: {member}"),
    "damaged": N_("it is damaged: {member}"),
    "newer": N_("a newer version of dutytui has made it"),
    "no_backup": N_("it is no backup of dutytui"),
    "missing": N_("it lacks a file: {member}"),
    "foreign": N_("it holds a file that it does not name: {member}"),
}


def unfit(code: str, member: str) -> str:
    """member: "" where it is about the whole file."""
    words = UNFIT.get(code)
    return _(words, member=member).rstrip(" :：") if words is not None else code
