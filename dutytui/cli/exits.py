"""What each exit code means: one table, shown by ``--help`` and in the documents."""

from __future__ import annotations

from dutytui.texts.catalogue import N_, _

OK = 0
PROBLEMS = 1
USAGE = 2
NOT_SAVED = 3
CRASHED = 70
INTERRUPTED = 130
READER_LEFT = 141

MEANINGS = {
    OK: N_("done, nothing to complain about"),
    PROBLEMS: N_("problems were found, or the rules refused it; the reason was printed"),
    USAGE: N_("it was called wrongly, or there is no mall or no terminal to work on"),
    NOT_SAVED: N_("the disk refused: nothing was recorded, or not all of it could be read; it may be tried again"),
    CRASHED: N_("an error in the program; a report was written"),
    INTERRUPTED: N_("interrupted with Ctrl+C"),
    READER_LEFT: N_("whoever read the output went away (| head)"),
}


def table() -> str:
    """One line for each code, in the current language."""
    return "\n".join(f"  {code:>3}  {_(meaning)}" for code, meaning in MEANINGS.items())
