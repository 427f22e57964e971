"""How `--help` is laid out: argparse measures in characters, of which a Chinese one is two cells wide."""

from __future__ import annotations

import argparse
import re

_GAP = 2
"""Cells between an option and what is said of it, as argparse has them."""
_HEADING = re.compile(r"(?m)^([^\x00-\x7f]+):$")


class HelpText(argparse.RawDescriptionHelpFormatter):
    """The same columns and lines as argparse's, in cells; a heading in Chinese ends with a Chinese colon."""

    def format_help(self) -> str:
        return _HEADING.sub(r"\1：", super().format_help())

    def _format_action(self, action: argparse.Action) -> str:
        from dutytui.widgets.cells import width_of  # only where somebody asks for help

        text = super()._format_action(action)
        header = self._format_action_invocation(action)
        wider = width_of(header) - len(header)
        if not wider:
            return text
        first, *rest = text.split("\n")
        padded = first.partition(header)[2]
        gap = len(padded) - len(padded.lstrip(" "))
        if not padded.strip():
            return text  # what is said of it stands on the next line
        kept = first[: len(first) - len(padded)] + " " * max(gap - wider, _GAP) + padded.lstrip(" ")
        return "\n".join([kept, *rest])

    def _split_lines(self, text: str, width: int) -> list[str]:
        from dutytui.widgets.cells import wrap

        return wrap(" ".join(text.split()), width)
