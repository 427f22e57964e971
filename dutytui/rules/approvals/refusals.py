"""Why not: codes with the names of their values, as `dutytui.rules.refusal.CODES`."""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, tuple[str, ...]] = {}
