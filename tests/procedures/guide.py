"""The section "Writing a flow" of docs/procedures.md, and its example as somebody copies it."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]


def section() -> str:
    text = (ROOT / "docs" / "procedures.md").read_text("utf-8")
    (found,) = [part for part in text.split("\n## ") if part.startswith("Writing a flow\n")]
    return found


def mall_with_the_example(folder: Path) -> Path:
    """The shipped checklists with the example saved where the guide says; the answer: their folder."""
    checklists = folder / "checklists"
    shutil.copytree(ROOT / "checklists", checklists)
    lines = [one[4:] for one in section().splitlines() if one.startswith("    ") or not one.strip()]
    (checklists / "flows" / "LOAN.yaml").write_text("\n".join(lines).strip("\n") + "\n", "utf-8")
    return checklists
