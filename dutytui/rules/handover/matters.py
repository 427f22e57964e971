"""What a handover has to settle: the articles to count and the matters to go through, as they stand now.

Matters gather by themselves: open log entries of all days, and what each area has unsettled. Nothing stands twice: an
entry that an area speaks of, too, is the entry.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from dutytui.rules.acts import named as who
from dutytui.rules.acts import person
from dutytui.rules.entry_fold import words
from dutytui.rules.entry_views import open_entries
from dutytui.rules.events import Event
from dutytui.rules.handover.fold import HandoverFold
from dutytui.rules.handover.said import plans_before
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Unsettled
from dutytui.rules.unsettled import travelling
from dutytui.rules.views import EntryView, Named
from dutytui.rules.words import Text

_OWN = "handover"
"""The handover does not hand itself over."""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """counted: None while nobody has counted; disputed: two counted differently without knowing of each other; event:
    of the count, "" for none."""

    id: str
    title: Text
    unit: Text | None
    expected: float
    counted: float | None = None
    reason: str = ""
    by: Named | None = None
    at: datetime | None = None
    event: str = ""
    disputed: bool = False

    @property
    def settled(self) -> bool:
        return self.counted is not None and not self.disputed


@dataclass(frozen=True, slots=True)
class MatterView:
    """One matter. id: the entry's subject, else code and subject; exactly one of entry and unsettled is there.

    plan: "if … then …", "" for none; before: it was said at an earlier handover; planned: id of the act that said it;
    reads_back: the receiver says it in own words; acknowledged: by whom and when, `done` whether that is enough.
    """

    id: str
    entry: EntryView | None
    unsettled: Unsettled | None
    severity: Named | None
    rank: int
    owner: Named | None
    due: datetime | None
    plan: str = ""
    before: bool = False
    planned: tuple[str, ...] = ()
    reads_back: bool = False
    read_back: str = ""
    acknowledged: Named | None = None
    at: datetime | None = None
    event: str = ""

    @property
    def done(self) -> bool:
        return self.acknowledged is not None and (bool(self.read_back) or not self.reads_back)

    @property
    def day(self) -> date | None:
        """Of the entry, None for what an area has unsettled: that is of the day being looked at."""
        return self.entry.day if self.entry else None


def articles(at: Looking, fold: HandoverFold) -> tuple[ArticleView, ...]:
    """All of them in the order of the mall's list."""
    found = []
    for article in at.procedures.handover.articles:
        counts = fold.counts.get(article.id, [])
        blank = ArticleView(article.id, article.title, article.unit, article.expected)
        found.append(_counted(at, blank, counts) if counts else blank)
    return tuple(found)


def _counted(at: Looking, blank: ArticleView, counts: list[Event]) -> ArticleView:
    last = counts[-1]
    said = {number for number in map(number_of, counts) if number is not None}
    return ArticleView(
        blank.id,
        blank.title,
        blank.unit,
        blank.expected,
        counted=number_of(last),
        reason=words(last.data, "reason"),
        by=person(at.state, at.law, last.by),
        at=last.at,
        event=last.id,
        disputed=len(said) > 1,
    )


def number_of(count: Event) -> float | None:
    """What was counted, None when a foreign program wrote no number."""
    value = count.data.get("counted")
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def matters(at: Looking, fold: HandoverFold, receiver: str) -> tuple[MatterView, ...]:
    """The gravest first, then the overdue, then the sooner due. receiver: whose acknowledgements are shown, or ""."""
    before = plans_before(at.state, at.day, fold)
    found = [_matter(at, fold, receiver, one, before) for one in gathered(at)]
    return tuple(sorted(found, key=lambda one: _urgency(one, at.now)))


def gathered(at: Looking) -> Iterable[EntryView | Unsettled]:
    """Open entries first, then what the areas have unsettled and is none of these entries."""
    entries = open_entries(at.state, at.law, at.day, at.now)
    yield from entries
    known = {entry.subject for entry in entries}
    seen: set[str] = set()
    for one in travelling(at):
        if one.go != _OWN and one.subject not in known and matter_id(one) not in seen:
            seen.add(matter_id(one))
            yield one


def matter_id(one: EntryView | Unsettled) -> str:
    return one.subject if isinstance(one, EntryView) else f"{one.code} {one.subject}"


def _matter(
    at: Looking, fold: HandoverFold, receiver: str, one: EntryView | Unsettled, before: dict[str, str]
) -> MatterView:
    name, law = matter_id(one), at.law
    entry = one if isinstance(one, EntryView) else None
    said = fold.planned(name)
    own = " / ".join(dict.fromkeys(words(plan.data, "plan") for plan in said if words(plan.data, "plan")))
    ranks = {known.id: known.rank for known in law.severities.values()}
    severity = max((words(plan.data, "severity") for plan in said), key=lambda one: ranks.get(one, -1), default="")
    severity = severity or _severity(one)
    owner = who(at.state, law, _last(said, "owner")) or (entry.owner if entry else None)
    ack = fold.acknowledged.get((receiver, name))
    return MatterView(
        id=name,
        entry=entry,
        unsettled=None if isinstance(one, EntryView) else one,
        severity=law.severity(severity) if severity else None,
        rank=ranks.get(severity, 0),
        owner=owner,
        due=entry.due if entry else None,
        plan=own or before.get(name, ""),
        before=not own and name in before,
        planned=tuple(plan.id for plan in said),
        reads_back=severity in at.procedures.handover.read_back,
        read_back=words(ack.data, "read_back") if ack else "",
        acknowledged=person(at.state, law, ack.by) if ack else None,
        at=ack.at if ack else None,
        event=ack.id if ack else "",
    )


def _severity(one: EntryView | Unsettled) -> str:
    if isinstance(one, Unsettled):
        return one.severity
    return one.severity.id if one.severity else ""


def _last(said: list[Event], part: str) -> str:
    """The part as it was last said."""
    return next((words(plan.data, part) for plan in reversed(said) if words(plan.data, part)), "")


def _urgency(one: MatterView, now: datetime) -> tuple[int, bool, float, bool, str]:
    due = one.due.timestamp() if one.due else float("inf")
    return (-one.rank, not (one.due is not None and one.due < now), due, one.entry is None, one.id)
