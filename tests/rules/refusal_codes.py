"""Every refusal code, of the core and of the areas, with the names of its values."""

from __future__ import annotations

import importlib
from pathlib import Path

from dutytui import rules
from dutytui.rules.refusal import CODES as CORE

AREAS = sorted(path.parent.name for path in Path(rules.__path__[0]).glob("*/refusals.py"))
CODES: dict[str, tuple[str, ...]] = dict(CORE)
for area in AREAS:
    CODES.update(importlib.import_module(f"dutytui.rules.{area}.refusals").CODES)
