"""The project's documents as the tests of this folder read them."""

from __future__ import annotations

import re
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent.parent
READMES = (CHECKOUT / "README.md", CHECKOUT / "README.zh-CN.md")
DOCUMENTS = (
    *READMES,
    CHECKOUT / "CONTRIBUTING.md",
    CHECKOUT / "CHANGELOG.md",
    *sorted((CHECKOUT / "docs").glob("*.md")),
    CHECKOUT / "checklists" / "README.md",
    CHECKOUT / "logs" / "README.md",
)
_SPAN = re.compile(r"`([^`\n]+)`")
_FENCED = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def named(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


def code(text: str) -> list[str]:
    """Every piece of code in a Markdown text: spans, fenced blocks, indented lines."""
    outside = _FENCED.sub("", text)
    indented = [line.strip() for line in outside.splitlines() if line.startswith("    ")]
    return [*_SPAN.findall(outside), *indented, *_FENCED.findall(text)]


def spans(text: str) -> list[str]:
    """What stands between single backquotes, in order."""
    return _SPAN.findall(text)


def rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the Markdown table whose first column is headed `heading`, without the two rows of its head."""
    lines = text.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith(f"| {heading} |"))
    found: list[list[str]] = []
    for line in lines[at + 2 :]:
        if not line.startswith("|"):
            break
        cells = re.split(r"(?<!\\)\|", line)[1:-1]
        found.append([cell.strip().replace("\\|", "|") for cell in cells])
    return found
