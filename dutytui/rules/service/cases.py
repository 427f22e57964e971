"""What a case still lacks, and the rules that follow from it: handled and closed only when everything is there.

DS §3: for a complaint about attitude the responsible person is named and handled; for one about a price label the
cause is found and it is settled at once. SY006: the customer is told within one hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from dutytui.rules.capture_words import key
from dutytui.rules.entry_fold import EntryFold
from dutytui.rules.lookup import Lookup
from dutytui.rules.refusal import Refusal
from dutytui.rules.rights import may_handle
from dutytui.rules.service.fold import NOT_SATISFIED, TOPIC
from dutytui.rules.service.procedure import CaseField, CaseKind, Needed, Topic
from dutytui.rules.views import EntryStatus
from dutytui.rules.words import Text

_TO_HANDLE = frozenset({Needed.AT_ONCE, Needed.TO_HANDLE})
_TO_CLOSE = _TO_HANDLE | {Needed.TO_CLOSE}


def case_of(law: Lookup, entry: EntryFold) -> CaseKind | None:
    """How the entry is followed; None for one that is no case."""
    return law.cases.get(entry.fields.get("kind", ""))


def may_follow(law: Lookup, entry: EntryFold, owners: set[str], person: str, post: str) -> bool:
    """Who may handle it, and who logged it: the customer stands before them."""
    author = entry.origin.by if entry.origin else ""
    return person == author or may_handle(law, owners, person, post)


def missing(case: CaseKind, details: dict[str, str], stages: frozenset[Needed]) -> tuple[CaseField, ...]:
    """Details of these stages that nobody has given."""
    asked = case.asked(details.get(TOPIC, ""))
    return tuple(field for field in asked if field.needed in stages and not details.get(field.id))


def lacks(case: CaseKind, entry: EntryFold) -> tuple[CaseField, ...]:
    """What it must have, as it stands: to be handled while open, to be closed once it is handled."""
    return missing(case, entry.case.details, _TO_HANDLE if entry.status is EntryStatus.OPEN else _TO_CLOSE)


def refuse_opening(case: CaseKind, details: dict[str, str]) -> Refusal | None:
    """The guided form asks for what must be known at once."""
    fields = missing(case, details, frozenset({Needed.AT_ONCE}))
    return Refusal("case_lacks_at_once", {"fields": tuple(field.title for field in fields)}) if fields else None


def refuse_handling(case: CaseKind | None, details: dict[str, str], number: str) -> Refusal | None:
    """Why a case with these details can't be handled; None for an entry that is no case."""
    if case is None:
        return None
    if case.topics and case.topic(details.get(TOPIC, "")) is None:
        return Refusal("case_topic_missing", {"number": number, "topics": titles(case.topics)})
    fields = missing(case, details, _TO_HANDLE)
    return Refusal("case_lacks_to_handle", {"number": number, "fields": titles(fields)}) if fields else None


def refuse_closing(case: CaseKind | None, entry: EntryFold, number: str) -> Refusal | None:
    """Why it can't be closed; what handling asks for is asked again, since the mall or the topic may have changed."""
    if case is None:
        return None
    fields = missing(case, entry.case.details, _TO_CLOSE)
    if fields:
        refused = refuse_handling(case, entry.case.details, number)
        return refused or Refusal("case_lacks_to_close", {"number": number, "fields": titles(fields)})
    return _refuse_untold(case, entry, number)


def _refuse_untold(case: CaseKind, entry: EntryFold, number: str) -> Refusal | None:
    if case.feedback_within is not None and not entry.case.told:
        return Refusal("case_not_fed_back", {"number": number})
    if case.call_back and not entry.case.calls:
        return Refusal("case_not_called_back", {"number": number})
    if entry.case.outcome == NOT_SATISFIED:
        return Refusal("case_not_satisfied", {"number": number, "at": entry.case.calls[-1].at})
    return None


def titles(of: tuple[CaseField, ...] | tuple[Topic, ...]) -> tuple[Text, ...]:
    return tuple(one.title for one in of)


def feedback_due(case: CaseKind, entry: EntryFold) -> datetime | None:
    """Until when, inclusive, the customer must have been told."""
    if case.feedback_within is None or entry.origin is None:
        return None
    return entry.origin.at + timedelta(minutes=case.feedback_within)


def settle_by(case: CaseKind, entry: EntryFold) -> datetime | None:
    """Until when a case whose topic is settled at once must be handled."""
    topic = case.topic(entry.case.topic)
    if topic is None or topic.settle_within is None or entry.origin is None:
        return None
    return entry.origin.at + timedelta(minutes=topic.settle_within)


def topic_said(case: CaseKind | None, text: str) -> Topic | None:
    """The topic that the first word of a captured text names, and only one: ``客诉 3F 价签 …``."""
    first = key(text.split(maxsplit=1)[0]) if text.strip() else ""
    found = [topic for topic in case.topics if first in _words(topic)] if case and first else []
    return found[0] if len(found) == 1 else None


def _words(topic: Topic) -> Iterator[str]:
    return map(key, (topic.id, *topic.title.values(), *topic.aliases))
