"""Who had the duty, and every handover as a sheet: articles, matters, and both signatures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dutytui.exports.document import Cell, Fact, Facts, Part, Section, Signature, Signatures, Table, Tone, Words
from dutytui.reports.seen import Seen, coded, names, table
from dutytui.rules.acts import person
from dutytui.rules.handover.duty import claims_of
from dutytui.rules.handover.fold import Status
from dutytui.rules.handover.matters import ArticleView, MatterView
from dutytui.rules.handover.sheet import SignedArticle, SignedMatter
from dutytui.rules.handover.views import HandoverView, over, running
from dutytui.rules.looking import Looking
from dutytui.texts import areas
from dutytui.texts.catalogue import _, pick
from dutytui.texts.disputes import ACTS
from dutytui.texts.records import HANDOVER_STATUS, signed_words
from dutytui.texts.shown import shown

_TONE = {Status.PASSED: Tone.GOOD, Status.REFUSED: Tone.BAD, Status.DISPUTED: Tone.BAD}


def duty(seen: Seen) -> Section:
    """Who took or received it, and the day's handovers in one line each."""
    at = seen.now
    held = (
        (claim.event.at, coded(claim.event.kind, ACTS.get(claim.event.kind, claim.event.kind)), _who(at, claim.people))
        for claim in claims_of(at.state, at.day)
    )
    columns = "title:2 status:2 starts:2 giver:2 receiver:2 signed:2 note:5"
    parts = (
        table("duty", _("Who held the duty"), "at:2 act:3 person:5", held),
        table("handovers", _("Handovers"), columns, map(_line, _all(at))),
    )
    return Section("duty", _("Duty and handovers"), parts)


def sheets(seen: Seen) -> tuple[Section, ...]:
    """A section a handover; one that says so where there was none."""
    found = _all(seen.now)
    if not found:
        return (Section("handover", _("Handover"), (Words(_("No handover on this day.")),)),)
    return tuple(_sheet(seen.now, one, number) for number, one in enumerate(found, 1))


def _all(at: Looking) -> tuple[HandoverView, ...]:
    return tuple(sorted((*over(at), *running(at)), key=lambda one: (one.begun, one.subject)))


def _who(at: Looking, people: Iterable[str]) -> str:
    return names(named for who in people if (named := person(at.state, at.law, who)) is not None)


def _line(one: HandoverView) -> tuple[Cell, ...]:
    status = coded(one.status, HANDOVER_STATUS[one.status], _TONE.get(one.status, Tone.DUE))
    said = [f"{shown(said.by)}: {said.reason}" for said in (*one.refusals, *filter(None, (one.withdrawn,)))]
    signed = one.received.at if one.received else None
    return pick(one.shift), status, one.begun, shown(one.giver), shown(one.receiver), signed, "\n".join(said)


def _sheet(at: Looking, one: HandoverView, number: int) -> Section:
    shift, giver, receiver = pick(one.shift), shown(one.giver), shown(one.receiver)
    facts = [
        Fact("status", _("Status"), coded(one.status, HANDOVER_STATUS[one.status], _TONE.get(one.status, Tone.DUE))),
        Fact("begun", _("Began"), one.begun),
        Fact("giver", _("Given by"), giver),
        Fact("receiver", _("Received by"), receiver),
    ]
    refused = tuple(Words(f"{_('refused')}: {shown(said.by)} {said.reason}", Tone.BAD) for said in one.refusals)
    parts: tuple[Part, ...] = (
        Facts("handover", tuple(facts)),
        *refused,
        _articles(at, one),
        _matters(at, one),
        Signatures("signatures", _signatures(one)),
    )
    title = _("Handover {shift}", shift=shift or str(number))
    return Section(f"handover_{number}", title.strip(), parts)


def _signatures(one: HandoverView) -> tuple[Signature, ...]:
    given, received = one.given, one.received
    return (
        Signature(_("Given by"), shown(given.by) if given else "", given.at if given else None),
        Signature(_("Received by"), shown(received.by) if received else "", received.at if received else None),
    )


def _articles(at: Looking, one: HandoverView) -> Table:
    """As they were signed; as they stand while nobody has signed."""
    columns = "article:4 expected:2 counted:2 difference:2 reason:5"
    signed = one.received or one.given
    titles = {known.id: pick(known.title) for known in at.procedures.handover.articles}
    rows: Iterator[tuple[Cell, ...]]
    rows = (_signed_article(titles, row) for row in signed.articles) if signed else map(_article, one.articles)
    return table("articles", _("Articles"), columns, rows)


def _signed_article(titles: dict[str, str], row: SignedArticle) -> tuple[Cell, ...]:
    return titles.get(row.article, row.article), row.expected, row.counted, row.counted - row.expected, row.reason


def _article(row: ArticleView) -> tuple[Cell, ...]:
    difference = None if row.counted is None else row.counted - row.expected
    return pick(row.title), row.expected, row.counted, difference, row.reason


def _matters(at: Looking, one: HandoverView) -> Table:
    columns = "severity:2 matter:7 plan:6 read_back:4"
    signed = one.received or one.given
    rows: Iterator[tuple[Cell, ...]]
    rows = (_signed_matter(at, row) for row in signed.matters) if signed else map(_matter, one.matters)
    return table("matters", _("Matters"), columns, rows, _("Nothing was open."))


def _signed_matter(at: Looking, row: SignedMatter) -> tuple[Cell, ...]:
    return shown(at.law.severity(row.severity)) if row.severity else "", signed_words(row), row.plan, row.read_back


def _matter(row: MatterView) -> tuple[Cell, ...]:
    entry = row.entry
    if entry is not None:
        said = " ".join(filter(None, (_("No. {number}", number=entry.number), shown(entry.place), entry.text)))
    else:
        said = areas.unsettled(row.unsettled) if row.unsettled else row.id
    return shown(row.severity), said, row.plan, row.read_back
