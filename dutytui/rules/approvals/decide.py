"""What may be recorded here, by whom and when."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.rules.commands import Command
from dutytui.rules.context import Decision

DECISIONS: Mapping[type[Command], Decision] = {}
