"""A case as it stands, apart from the clock: part of the view of its log entry."""

from __future__ import annotations

from datetime import datetime

from dutytui.rules.entry_fold import EntryFold
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.service import cases
from dutytui.rules.service.fold import NOT_SATISFIED, TOPIC
from dutytui.rules.service.procedure import CaseField, CaseKind
from dutytui.rules.views import EntryStatus
from dutytui.rules.words import Text


@dataclass(frozen=True, slots=True)
class Detail:
    """given: as recorded, "" for what nobody has said; value: the same as people read it; wanted: it is missing now.

    disputed: two terminals gave different values; the last is shown until somebody gives it once more.
    """

    id: str
    title: Text
    given: str
    value: Text
    wanted: bool = False
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class CaseView:
    """topic: "" and None while nobody has said it; details: those asked for, then others that were given.

    feedback_due: None where nobody is told; told: when the customer was first told; call_wanted: a call-back is still
    needed to close it; outcome: of the last call-back, "" before it; kept: business days (ISO) at whose end it stayed
    open; lacks: titles of what must be known to handle it (open) or to close it; unfinished: closed although it would
    not be closed like this (a terminal did not know what another had recorded, or the kind was changed).
    """

    topic: str
    topic_title: Text | None
    topics: bool
    topic_disputed: bool
    details: tuple[Detail, ...]
    feedback_due: datetime | None
    told: datetime | None
    settle_by: datetime | None
    call_wanted: bool
    outcome: str
    called: datetime | None
    kept: tuple[str, ...]
    lacks: tuple[Text, ...]
    unfinished: bool


def case_view(law: Lookup, entry: EntryFold) -> CaseView | None:
    """None for an entry whose kind is not followed."""
    case = cases.case_of(law, entry)
    if case is None:
        return None
    known, fold = case.topic(entry.case.topic), entry.case
    return CaseView(
        topic=fold.topic,
        topic_title=known.title if known else law.same(fold.topic) if fold.topic else None,
        topics=bool(case.topics),
        topic_disputed=TOPIC in fold.disputed,
        details=_details(law, case, entry),
        feedback_due=cases.feedback_due(case, entry),
        told=fold.told_at,
        settle_by=cases.settle_by(case, entry),
        call_wanted=case.call_back and (not fold.calls or fold.outcome == NOT_SATISFIED),
        outcome=fold.outcome,
        called=fold.calls[-1].at if fold.calls else None,
        kept=tuple(sorted(fold.kept)),
        lacks=cases.titles(cases.lacks(case, entry)),
        unfinished=_unfinished(case, entry),
    )


def detail_title(law: Lookup, kind: str, name: str) -> Text | None:
    """What a detail is called, whatever topic asks for it; None for the topic itself, the id for an unknown one."""
    if name == TOPIC:
        return None
    field = next((field for field in _all_fields(law, kind) if field.id == name), None)
    return field.title if field else law.same(name)


def detail_value(law: Lookup, kind: str, name: str, value: str) -> Text:
    """A recorded value as people read it: a topic or a choice by its title."""
    if name == TOPIC:
        case = law.cases.get(kind)
        topic = case.topic(value) if case else None
        return topic.title if topic else law.same(value)
    fields = [field for field in _all_fields(law, kind) if field.id == name]
    return next((choice.title for field in fields for choice in field.choices if choice.id == value), law.same(value))


def _details(law: Lookup, case: CaseKind, entry: EntryFold) -> tuple[Detail, ...]:
    given, disputed = entry.case.details, entry.case.disputed
    asked = case.asked(entry.case.topic)
    wanted = cases.lacks(case, entry)
    found = [
        Detail(
            field.id,
            field.title,
            given.get(field.id, ""),
            detail_value(law, case.kind, field.id, given.get(field.id, "")),
            wanted=field in wanted,
            disputed=field.id in disputed,
        )
        for field in asked
    ]
    known = {field.id for field in asked} | {TOPIC}
    for name in sorted(name for name in given if name not in known and given[name]):
        title = detail_title(law, case.kind, name) or law.same(name)
        value = detail_value(law, case.kind, name, given[name])
        found.append(Detail(name, title, given[name], value, disputed=name in disputed))
    return tuple(found)


def _all_fields(law: Lookup, kind: str) -> tuple[CaseField, ...]:
    case = law.cases.get(kind)
    if case is None:
        return ()
    return case.fields + tuple(field for topic in case.topics for field in topic.asks)


def _unfinished(case: CaseKind, entry: EntryFold) -> bool:
    closed = entry.status is EntryStatus.CLOSED and not entry.withdrawn
    return closed and cases.refuse_closing(case, entry, "") is not None
