"""A version's files as they stand in a journal: in several events of one command, none of them large."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from dutytui.rules.approvals.acts import texts
from dutytui.rules.changes.fold import VERSION_PREFIX, VersionsFold
from dutytui.rules.context import Context
from dutytui.rules.entry_fold import words
from dutytui.rules.events import PROCEDURES_DRAFTED, Event, Fact
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.state import State

PART = 24_000
"""Characters of files that one event takes, but for a single file that is longer: a line stays far below what a
journal's file is laid out with."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A version as somebody recorded it. Nothing here proves that the files come to `version`: hash them.

    base: the version that `files` and `removed` differ from, "" when `files` are all; request: the one it was submitted
    with, "" for a first version; submitted: that request's day.
    """

    version: str
    base: str
    files: Mapping[str, str]
    removed: tuple[str, ...]
    request: str
    submitted: date
    by: str
    order: tuple[str, str, int]

    def over(self, base: Mapping[str, bytes]) -> dict[str, bytes]:
        """All files of the version, from those of its base."""
        kept = {name: data for name, data in base.items() if name not in self.removed} if self.base else {}
        return {**kept, **{name: text.encode("utf-8", "surrogatepass") for name, text in self.files.items()}}


def drafted(
    context: Context,
    day: date,
    version: str,
    files: Mapping[str, str],
    *,
    base: str = "",
    removed: Sequence[str] = (),
    request: str = "",
) -> tuple[Fact, ...]:
    """The facts of a draft; the first says how many parts there are."""
    parts = list(_parts(files)) or [{}]
    head = {"base": base, "request": request, "parts": len(parts)}
    facts = []
    for number, part in enumerate(parts):
        data: dict[str, object] = {**(head if not number else {}), "files": part}
        if removed and not number:
            data["removed"] = list(removed)
        facts.append(context.fact(PROCEDURES_DRAFTED, VERSION_PREFIX + version, day, None, data=data))
    return tuple(facts)


def drafts_of(events: Iterable[Event]) -> tuple[Draft, ...]:
    """The drafts among the events of one version, those that are all there, in order."""
    commands: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        if event.kind == PROCEDURES_DRAFTED:
            commands.setdefault((event.writer, event.cause), []).append(event)
    found = (_draft(sorted(parts, key=lambda event: event.seq)) for parts in commands.values())
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.order))


def known_drafts(state: State, version: str = "") -> tuple[Draft, ...]:
    """All drafts that are known here, or those of one version, in order."""
    prefix = VERSION_PREFIX + version
    events = [
        event
        for day in state.days()
        for subject in state.subjects(day, prefix)
        if isinstance(subject.fold, VersionsFold) and (not version or subject.on == prefix)
        for event in subject.fold.drafted
    ]
    found: dict[str, list[Event]] = {}
    for event in events:
        found.setdefault(event.on, []).append(event)
    every = (one for parts in found.values() for one in drafts_of(parts))
    return tuple(sorted(every, key=lambda one: one.order))


def _parts(files: Mapping[str, str]) -> Iterator[dict[str, str]]:
    part: dict[str, str] = {}
    size = 0
    for name, text in sorted(files.items()):
        if part and size + len(text) > PART:
            yield part
            part, size = {}, 0
        part[name] = text
        size += len(text)
    if part:
        yield part


def _draft(parts: Sequence[Event]) -> Draft | None:
    head = parts[0]
    count = head.data.get("parts")
    if isinstance(count, bool) or count != len(parts):
        return None
    files: dict[str, str] = {}
    for event in parts:
        said = event.data.get("files")
        if not isinstance(said, Mapping) or not all(isinstance(one, str) for pair in said.items() for one in pair):
            return None
        files |= said
    return Draft(
        version=head.on.removeprefix(VERSION_PREFIX),
        base=words(head.data, "base"),
        files=files,
        removed=texts(head.data, "removed"),
        request=words(head.data, "request"),
        submitted=head.day,
        by=head.by,
        order=head.order,
    )
