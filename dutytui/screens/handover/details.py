"""What can be read: a handover as it was signed, a matter, and what happened since one last held the duty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from dutytui.rules.evidence.views import root_of_day
from dutytui.rules.handover.duty import claims_of
from dutytui.rules.handover.matters import MatterView
from dutytui.rules.handover.since import DaySince, let_go, since
from dutytui.rules.handover.views import HandoverView, SaidView, SignatureView
from dutytui.rules.lookup import Lookup, lookup
from dutytui.rules.plan import business_day
from dutytui.rules.views import EntryView
from dutytui.screens.dialog import DeskDialog
from dutytui.screens.entry_text import name
from dutytui.screens.entry_text import status_word as entry_status
from dutytui.screens.handover.words import matter_words, signature_words
from dutytui.screens.item_text import labelled, number_words
from dutytui.screens.keys import CLOSE
from dutytui.screens.root_text import root_lines
from dutytui.session import Session
from dutytui.texts import areas
from dutytui.texts.catalogue import _, n_, pick
from dutytui.texts.labels import day_name, duration, short_time
from dutytui.texts.records import HANDOVER_STATUS, signed_words
from dutytui.widgets.cells import cut, wrap
from dutytui.widgets.rows import Line
from dutytui.widgets.text_pane import Layout, TextPane, nothing

_DAYS_BACK = 31
"""As far as one looks back: who has not held the duty for a month begins anew."""


class _Page(DeskDialog):
    """A text to read; Esc goes back."""

    KEYS = (CLOSE,)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f7,enter", "close", show=False)]
    CSS_PATH = "handover.tcss"

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield TextPane()
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.query_one(TextPane).show(self.layout_of())
        self.query_one(TextPane).focus()

    def layout_of(self) -> Layout:
        raise NotImplementedError


class HandoverDetails(_Page):
    """One handover: who, when, refusals, and both signatures with what they were given for."""

    def __init__(self, shown: HandoverView) -> None:
        super().__init__()
        self._shown = shown

    def layout_of(self) -> Layout:
        day = self._shown.day
        law, root = lookup(self.session.procedures_of(day)), root_of_day(self.session.look(day))
        end = (lambda width: [(), *root_lines(root, day, width)]) if root is not None else nothing
        return lambda width: [*handover_lines(self._shown, law, width), *end(width)]


def handover_lines(shown: HandoverView, law: Lookup, width: int) -> Iterator[Line]:
    giver, receiver = name(shown.giver), name(shown.receiver) or "-"
    title = _("{giver} to {receiver}", giver=giver, receiver=receiver)
    yield ((cut(f"{title}  {pick(shown.shift)}  {_(HANDOVER_STATUS[shown.status])}", width), "heading"),)
    yield ((_("Begun at {time}", time=short_time(shown.begun, shown.day)), "soft"),)
    for one in shown.refusals:
        yield from _said_lines(_("Refused"), one, shown.day, width)
    if shown.withdrawn:
        yield from _said_lines(_("Withdrawn"), shown.withdrawn, shown.day, width)
    for side, signature in ((_("Giver"), shown.given), (_("Receiver"), shown.received)):
        yield ()
        if signature is None:
            yield ((_("{side}: not signed", side=side), "soft"),)
        else:
            yield from _signature_lines(side, signature, law, shown.day, width)


def _said_lines(label: str, said: SaidView, day: date, width: int) -> Iterator[Line]:
    words = _("{name}, {time}", name=name(said.by), time=short_time(said.at, day))
    for line in wrap(f"{label}: {words}: {said.reason}", width):
        yield ((line, "bad"),)


def _signature_lines(side: str, signature: SignatureView, law: Lookup, day: date, width: int) -> Iterator[Line]:
    yield ((cut(f"{side}: {signature_words(signature, day)}", width), "strong"),)
    titles = {one.id: one.title for one in law.procedures.handover.articles}
    for article in signature.articles:
        title = pick(titles.get(article.article, law.same(article.article)))
        counted = f"{number_words(article.counted)} / {number_words(article.expected)}"
        differs = article.counted != article.expected
        yield ((cut(f"  {title}  {counted}  {article.reason}", width), "due" if differs else ""),)
    for matter in signature.matters:
        severity = pick(law.severity(matter.severity).name) if matter.severity else ""
        yield ((cut("  " + " ".join(part for part in (severity, signed_words(matter)) if part), width), ""),)
        if matter.plan:
            yield ((cut("      " + _("plan: {plan}", plan=matter.plan), width), "soft"),)
        if matter.read_back:
            yield ((cut("      " + _("said back: {words}", words=matter.read_back), width), "soft"),)


class MatterDetails(_Page):
    """A matter that is no log entry: what it is, what the giver said, and who has understood it."""

    def __init__(self, matter: MatterView, day: date) -> None:
        super().__init__()
        self._matter, self._day = matter, day

    def layout_of(self) -> Layout:
        return lambda width: matter_lines(self._matter, self._day, width)


def matter_lines(matter: MatterView, day: date, width: int) -> list[Line]:
    lines: list[Line] = [((line, "heading"),) for line in wrap(matter_words(matter), width)]
    facts = [
        (_("Severity"), name(matter.severity)),
        (_("Owner"), name(matter.owner)),
        (_("Due"), short_time(matter.due, day) if matter.due else ""),
        (_("Plan"), matter.plan),
        (_("Said back"), matter.read_back),
    ]
    if matter.acknowledged and matter.at:
        facts.append((_("Understood"), f"{name(matter.acknowledged)} {short_time(matter.at, day)}"))
    for label, words in facts:
        if words:
            lines += labelled(label, words, 14, width)
    return lines


class SincePage(_Page):
    """Since I last held the duty. The days in between are read when the page is opened, and only then."""

    def layout_of(self) -> Layout:
        session = self.session
        moment = last_held(session)
        days = list(days_since(session, moment)) if moment else []
        now = session.now()
        return lambda width: list(since_lines(days, moment, now, width))


def last_held(session: Session) -> datetime | None:
    """When the person at the desk last ceased to hold the duty, as far back as is looked; None for never."""
    after, person = session.now(), session.actor.person
    for back in range(_DAYS_BACK + 1):
        day = session.day - timedelta(days=back)
        state = session.look(day).state
        found = let_go(state, day, person, after)
        if found is not None:
            return found
        after = min((claim.event.at for claim in claims_of(state, day)), default=after)
    return None


def days_since(session: Session, moment: datetime) -> Iterator[DaySince]:
    """The days from then until today, the latest first."""
    for back in range(_DAYS_BACK + 1):
        day = session.day - timedelta(days=back)
        yield since(session.look(day), moment)
        if day <= business_day(moment, session.procedures.mall.day_starts):
            return


def since_lines(days: list[DaySince], moment: datetime | None, now: datetime, width: int) -> Iterator[Line]:
    if moment is None:
        told = _(
            "In the last {count} days you did not hold the duty. All that is open comes with the handover.",
            count=_DAYS_BACK,
        )
        for line in wrap(told, width):
            yield ((line, ""),)
        return
    length = duration(int((now - moment).total_seconds() // 60))
    head = _("Since I last held the duty: {time}, {length} ago", time=moment.strftime("%m-%d %H:%M"), length=length)
    yield ((cut(head, width), "heading"),)
    for day in days:
        yield from _day_lines(day, width)


def _day_lines(day: DaySince, width: int) -> Iterator[Line]:
    counts = [
        n_("{count} entry logged", "{count} entries logged", len(day.logged)),
        n_("{count} entry closed", "{count} entries closed", len(day.closed)),
        n_("{count} item failed", "{count} items failed", len(day.failed)),
        n_("{count} item skipped", "{count} items skipped", len(day.waived)),
    ]
    yield ()
    yield ((cut(f"{day_name(day.day)}  {_(', ').join(counts)}", width), "strong"),)
    for held in day.held:
        words = _("{name} holds the duty since {time}", name=name(held.by), time=short_time(held.at, day.day))
        yield ((cut("  " + words, width), "soft"),)
    for one in day.unsettled:
        yield ((cut("  " + areas.unsettled(one), width), "due"),)
    for label, titles in ((_("failed"), day.failed), (_("skipped"), day.waived)):
        for title in titles:
            yield ((cut(f"  {label} {pick(title)}", width), "bad" if titles is day.failed else ""),)
    shown = {entry.subject: entry for entry in (*day.logged, *day.closed)}
    for entry in shown.values():
        yield ((cut(f"  {_entry_words(entry)}", width), "soft" if entry in day.closed else ""),)


def _entry_words(entry: EntryView) -> str:
    number = _("No. {number}", number=entry.number)
    parts = (entry_status(entry), number, name(entry.place), name(entry.kind), entry.text)
    return " ".join(part for part in parts if part)
