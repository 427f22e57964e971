"""Commands in, facts or a refusal out."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.rules.closing import stays, team
from dutytui.rules.closing.commands import EndStay, JoinSweep, RegisterStay
from dutytui.rules.closing.day_commands import CloseDay, ReopenDay
from dutytui.rules.closing.day_decide import close, reopen
from dutytui.rules.commands import Command
from dutytui.rules.context import Decision

DECISIONS: Mapping[type[Command], Decision] = {
    JoinSweep: team.join,
    RegisterStay: stays.register,
    EndStay: stays.end,
    CloseDay: close,
    ReopenDay: reopen,
}
