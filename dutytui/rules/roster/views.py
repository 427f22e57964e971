"""The roster as a page shows it."""

from __future__ import annotations

from datetime import datetime

from dutytui.rules.acts import person
from dutytui.rules.entry_fold import words
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.roster.said import may_manage
from dutytui.rules.roster.standing import Roster, Standing, Terminal
from dutytui.rules.views import Named


@dataclass(frozen=True, slots=True)
class TerminalView:
    """One row. own: it is the terminal that looks; since: when it first presented itself; at and by: of the act that
    says how it stands; reason: why it was shut out; founded: it was there when the roster began."""

    key: str
    fingerprint: str
    name: str
    standing: Standing
    disputed: bool
    own: bool
    founded: bool
    since: datetime | None = None
    at: datetime | None = None
    by: Named | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RosterView:
    """begun: when the roster that holds here began, None without one; terminals: the one that looks first, then those
    that wait, then by name; others: (id, when, by whom) of rosters begun apart; mine: whoever looks may change it; own:
    how the terminal that looks stands, None while nobody asks."""

    begun: datetime | None
    by: Named | None
    terminals: tuple[TerminalView, ...]
    others: tuple[tuple[str, datetime, Named | None], ...]
    mine: bool
    own: Standing | None


def roster_view(at: Looking, own: str) -> RosterView:
    """own: public key of the terminal that looks."""
    known = at.state.roster or Roster()
    rows = [_row(at, one, own, known) for one in known.terminals.values()]
    begun = known.begun
    here = known.terminal(own)
    return RosterView(
        begun=begun.at if begun else None,
        by=person(at.state, at.law, begun.by) if begun else None,
        terminals=tuple(sorted(rows, key=_place)),
        others=tuple((one.id, one.at, person(at.state, at.law, one.by)) for one in known.others),
        mine=may_manage(at.law, at.person, at.post),
        own=None if begun is None else here.standing if here else Standing.WAITING,
    )


def _row(at: Looking, one: Terminal, own: str, known: Roster) -> TerminalView:
    act = one.act
    return TerminalView(
        key=one.key,
        fingerprint=one.fingerprint,
        name=one.name,
        standing=one.standing,
        disputed=one.disputed,
        own=one.key == own,
        founded=act is not None and act is known.begun,
        since=one.since.at if one.since else None,
        at=act.at if act else None,
        by=person(at.state, at.law, act.by) if act else None,
        reason=words(act.data, "reason") if act else "",
    )


def _place(row: TerminalView) -> tuple[bool, bool, bool, str, str]:
    waits = row.standing is Standing.WAITING
    return (not row.own, not (waits or row.disputed), row.standing is Standing.REVOKED, row.name, row.fingerprint)
