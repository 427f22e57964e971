"""A search in words: what kind of thing a record is about, what was done to it, and what a line asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from dutytui.rules import events
from dutytui.rules.events import Event
from dutytui.rules.lookup import lookup
from dutytui.rules.procedure import Procedures
from dutytui.rules.search.terms import Terms, terms
from dutytui.rules.search.wanted import Part, Role, Wanted
from dutytui.texts.catalogue import N_, _, n_, pick
from dutytui.texts.labels import ENTRY_STATUS, day_name
from dutytui.texts.pinyin import matches
from dutytui.texts.void import void_word

if TYPE_CHECKING:
    from dutytui.search import Found

TYPES: Mapping[str, str] = {
    "entry": N_("Logbook"),
    "item": N_("Checklists"),
    "request": N_("Approvals"),
    "delegation": N_("Approvals"),
    "page": N_("Duty journals"),
    "handover": N_("Handover"),
    "duty": N_("Handover"),
    "stay": N_("Late stay"),
    "sweep": N_("Closing"),
    "call": N_("Roll call"),
    "patrol": N_("Patrol"),
    "round": N_("Patrol"),
    "meal": N_("Meals"),
    "sales": N_("Sales"),
    "day": N_("Day's end"),
    "obligation": N_("Calendar"),
    "review": N_("Review"),
    "followup": N_("Follow-up"),
    "assessment": N_("Figures"),
    "procedures": N_("Procedures"),
    "terminal": N_("Terminals"),
    "credential": N_("People"),
    "evidence": N_("Notices"),
}
"""By what stands before the colon of a subject. What a newer version knows besides is shown as it is called there."""

_ACTS: Mapping[str, str] = {
    events.ENTRY_REMARKED: N_("remark"),
    events.ENTRY_CORRECTED: N_("corrected"),
    events.ENTRY_HANDLED: N_("handled"),
    events.ENTRY_CLOSED: N_("closed"),
    events.ENTRY_REOPENED: N_("reopened"),
    events.CASE_DETAILED: N_("details"),
    events.CASE_FED_BACK: N_("customer told"),
    events.CASE_CALLED_BACK: N_("called back"),
    events.CASE_KEPT: N_("stays open overnight"),
    events.ITEM_WAIVED: N_("skipped"),
    events.ITEM_FAILED: N_("failed"),
    events.REQUEST_SUBMITTED: N_("submitted"),
    events.REQUEST_SIGNED: N_("agreed"),
    events.UNDONE: N_("took back"),
}
"""What was done, where that is not seen from what it is about."""

_PROBLEMS = {"unknown": N_("{word} is not known here: looked for as text")}
_ROLES: Mapping[Role, str] = {
    Role.KIND: N_("Kind"),
    Role.PLACE: N_("Place"),
    Role.SEVERITY: N_("Severity"),
    Role.PERSON: N_("People"),
}


def mall_terms(procedures: Procedures) -> Terms:
    """The words that a search filters by, with those of the program in the current language."""
    return terms(procedures, {one: {"": _(word)} for one, word in TYPES.items()})


def alike(typed: str, word: str) -> bool:
    """Whether pinyin initials fit a word from its beginning."""
    found = matches(typed, word)
    return found is not None and found[:1] == (0,)


def about(event: Event, procedures: Procedures) -> str:
    """``值班日志 备注``, ``检查表 总电源``: what a record is about, and what was done where it must be said."""
    prefix, _colon, name = event.on.partition(":")
    words = [_(TYPES[prefix]) if prefix in TYPES else prefix]
    if prefix == "item":
        words = [_item(name, procedures)]
    elif prefix == "entry" and event.kind == events.ENTRY_LOGGED:
        kinds = {kind.id: kind.name for kind in procedures.logbook.kinds}
        kind = str(event.data.get("kind", ""))
        words = [pick(kinds[kind]) if kind in kinds else kind or words[0]]
    if event.kind in _ACTS:
        words.append(_(_ACTS[event.kind]))
    return " ".join(words)


def _item(key: str, procedures: Procedures) -> str:
    item = lookup(procedures).item(key)
    if item is None:
        return key
    floor = key.partition("@")[2]
    return f"{pick(item.title)} {floor}".strip()


def marks(found: Found) -> list[tuple[str, str]]:
    """(word, tone) of what must be known of a record; nothing of one that was not judged yet."""
    said = []
    if found.void:
        said.append((void_word(found.why), "bad"))
    if found.undone:
        said.append((_("undone"), "bad"))
    if found.status is not None and not said:
        said.append((_(ENTRY_STATUS[found.status]), "soft" if found.status == "closed" else "due"))
    return said


def understood(wanted: Wanted, procedures: Procedures, most: int | None = None) -> list[str]:
    """``类别 投诉``, ``地点 3F``, ``11-01 Sun -``: each filter of a line, as it was taken.

    most: how many names of each are said, the others only counted; None for all.
    """
    names = _names(procedures)
    words = []
    for role, title in _ROLES.items():
        ids = dict.fromkeys(one for part in wanted.parts if part.role is role for one in part.ids)
        if ids:
            words.append(f"{_(title)} {_listed(list(dict.fromkeys(names.get(one, one) for one in ids)), most)}")
    words += _span(wanted)
    if wanted.open is not None:
        words.append(_("still open") if wanted.open else _("closed"))
    return words


def _listed(names: list[str], most: int | None) -> str:
    said = _(", ").join(names[:most])
    left = len(names) - len(names[:most])
    return n_("{titles} and {count} more", "{titles} and {count} more", left, titles=said) if left else said


def problem(parts: Iterable[Part], shorten: Callable[[str], str]) -> str:
    """What of a line was not understood, the first of it; "" if all was."""
    return next(
        (_(_PROBLEMS[part.problem], word=shorten(part.typed)) for part in parts if part.problem in _PROBLEMS), ""
    )


def _span(wanted: Wanted) -> list[str]:
    first, last = (f"{one.year} {day_name(one)}" if one else "" for one in (wanted.first, wanted.last))
    if first and last:
        return [first if first == last else f"{first} - {last}"]
    if first:
        return [_("from {day}", day=first)]
    return [_("until {day}", day=last)] if last else []


def _names(procedures: Procedures) -> dict[str, str]:
    book, mall = procedures.logbook, procedures.mall
    found = {one: _(word) for one, word in TYPES.items()}
    found |= {flow.id: pick(flow.title) for flow in procedures.approvals.flows}
    found |= {person.id: person.name for person in procedures.people}
    found |= {place.id: pick(place.name) for place in (*mall.floors, *mall.departments)}
    found |= {post.id: pick(post.name) for post in procedures.posts}
    found |= {kind.id: pick(kind.name) for kind in book.kinds}
    return found | {level.id: pick(level.name) for level in book.severities}
