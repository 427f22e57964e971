"""``dutytui doctor``: is this terminal, its clock and its disk fit for the desk? Each finding with what mends it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dutytui.cli import exits
from dutytui.cli.output import emit, say
from dutytui.cli.parser import with_json
from dutytui.clock import SystemClock
from dutytui.platform import place_checks, probe, terminal_checks
from dutytui.platform.finding import HEALTH_WORDS, Finding, Health
from dutytui.texts.catalogue import _, n_

if TYPE_CHECKING:
    from dutytui.store.local import Local


def configure(parser: argparse.ArgumentParser) -> None:
    with_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from dutytui.bootstrap import find_mall

    mall = find_mall(arguments.mall, os.environ, Path.cwd())
    findings = [*_terminal(mall), *(_place(mall) if mall else [_no_mall()])]
    problems = sum(finding.health is Health.PROBLEM for finding in findings)
    if arguments.json:
        emit({"ok": not problems, "findings": [_data(finding) for finding in findings]})
    else:
        for finding in findings:
            _tell(finding)
        say(n_("{count} problem", "{count} problems", problems) if problems else _("No problems"))
    return exits.PROBLEMS if problems else exits.OK


def _terminal(mall: Path | None) -> Iterator[Finding]:
    from importlib.metadata import version

    widths = probe.widths()
    if mall and widths and widths.safe is not None:
        _remember(mall, widths.safe)
    yield terminal_checks.width(widths)
    yield terminal_checks.colours(os.environ)
    yield terminal_checks.encoding(sys.stdout.encoding, terminal_checks.code_page())
    yield terminal_checks.texts()
    yield terminal_checks.font(os.environ)
    yield terminal_checks.input_method(version("textual"))


def _remember(mall: Path, safe: bool) -> None:
    """The desk draws by what was measured last."""
    from dutytui.store.local import Local, Settings

    Settings(Local(mall)).set("safe_width", safe)


def _place(mall: Path) -> Iterator[Finding]:
    from dutytui.store.disk import Disk
    from dutytui.store.local import Local

    local = Local(mall)
    yield from _times(mall, local)
    yield place_checks.disk("logs", mall / "logs", Disk().sync_data)
    yield place_checks.disk("local", local.data, Disk().sync_data)


def _times(mall: Path, local: Local) -> Iterator[Finding]:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from dutytui.procedures.source import ProcedureSource

    utc = SystemClock(UTC).now()
    found = ProcedureSource(mall / "checklists", local.data).current(utc.date()).procedures
    if found is None:
        mend = _("See what is wrong: dutytui check {folder}", folder=mall)
        yield Finding("procedures", _("Procedures"), Health.PROBLEM, _("they can't be used"), mend)
        now = utc
    else:
        zone = found.mall.time_zone
        try:
            now = utc.astimezone(ZoneInfo(zone))
            yield place_checks.time_zone(now, zone, utc.astimezone().utcoffset())
        except ZoneInfoNotFoundError:
            yield place_checks.no_time_zone(zone)
            now = utc
    installed = datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC)
    yield place_checks.clock(now, _newest(mall), installed)


def _newest(mall: Path) -> datetime | None:
    """The latest stamp of the last day that has a folder; None without any."""
    from dutytui.rules.stamps import parse
    from dutytui.store.replica import Replica

    replica = Replica(mall / "logs")
    days = replica.days()
    stamps = [event.stamp for event in replica.read_day(days[-1]).events] if days else []
    return parse(max(stamps)) if stamps else None


def _no_mall() -> Finding:
    mend = _("Start dutytui once in a terminal, or make one: dutytui init DIR")
    return Finding(
        "mall", _("Mall"), Health.NOTE, _("there is no mall folder yet, so only the terminal was looked at"), mend
    )


def _data(finding: Finding) -> dict[str, str]:
    return {
        "id": finding.id,
        "title": finding.title,
        "health": finding.health.value,
        "found": finding.found,
        "mend": finding.mend,
    }


def _tell(finding: Finding) -> None:
    say(f"{_(HEALTH_WORDS[finding.health])}  {finding.title}: {finding.found}")
    if finding.mend:
        say("\n".join(f"      {line}" for line in finding.mend.splitlines()))
