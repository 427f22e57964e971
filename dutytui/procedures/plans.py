"""Plans of days, kept: working one out needs pendulum, which the first screen should not wait for.

As JSON, not msgpack: that keeps the moment of a time, but not its offset.
"""

from __future__ import annotations

import contextlib
import os
from datetime import date
from pathlib import Path

from dutytui.rules.plan import ORDINARY, DayPlan
from dutytui.rules.procedure import Procedures
from dutytui.rules.working_days import is_announced

FORMAT = 2
"""Goes up when `DayPlan` changes in a way that old bytes don't fit."""


class Plans:
    """cache: a folder of this machine. A plan that can't be kept or read is worked out again."""

    def __init__(self, cache: Path) -> None:
        self._folder = cache / "plans"

    def plan(self, procedures: Procedures, day: date) -> DayPlan:
        """The plan of a business day under these procedures."""
        path = self._folder / f"{procedures.version}-{day}-{_calendar(procedures, day)}.{FORMAT}.json"
        return self._kept(path) or self._make(procedures, day, path)

    @staticmethod
    def _kept(path: Path) -> DayPlan | None:
        import msgspec

        try:
            return msgspec.json.decode(path.read_bytes(), type=DayPlan)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return None

    def _make(self, procedures: Procedures, day: date, path: Path) -> DayPlan:
        import msgspec

        from dutytui.rules.timetable import plan_day  # pendulum

        plan = plan_day(procedures, day)
        beside = path.with_name(f"{path.name}.{os.getpid()}.new")
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(msgspec.json.encode(plan))
            beside.replace(path)
        return plan


def _calendar(procedures: Procedures, day: date) -> str:
    """What the plan takes from the calendar, which may learn of holidays while the files stay the same."""
    announced = is_announced(procedures, day.year)
    return procedures.holidays.get(day, ORDINARY) if announced else "unannounced"
