"""The handover in words: who holds the duty, what comes next, matters and signatures."""

from __future__ import annotations

from datetime import date, datetime

from dutytui.rules.handover.fold import Status
from dutytui.rules.handover.matters import ArticleView, MatterView
from dutytui.rules.handover.views import DutyView, HandoverView, ShiftView, SignatureView
from dutytui.rules.self_check import Pace
from dutytui.screens.entry_text import name
from dutytui.screens.item_text import number_words
from dutytui.texts import areas
from dutytui.texts.catalogue import _, pick
from dutytui.texts.labels import duration, short_time

STATUS_TONE = {
    Status.OPEN: "due",
    Status.GIVEN: "due",
    Status.REFUSED: "bad",
    Status.PASSED: "good",
    Status.WITHDRAWN: "soft",
    Status.DISPUTED: "bad",
}


def duty_words(duty: DutyView, day: date) -> str:
    """Who holds it, and since when."""
    if not duty.kept:
        return _("No duty is kept here")
    if duty.disputed:
        return _("The duty is disputed: {people}", people=_(", ").join(name(one) for one in duty.people))
    if duty.holder is None or duty.since is None:
        return _("Nobody has taken the duty today")
    since = short_time(duty.since, day)
    if duty.yesterday:
        return _("{name} still holds the duty, since {time}", name=name(duty.holder), time=since)
    return _("{name} holds the duty since {time}", name=name(duty.holder), time=since)


def shift_words(shift: ShiftView | None, now: datetime, day: date) -> str:
    """When the next handover is, and how long until then or since then."""
    if shift is None:
        return ""
    minutes = int((shift.at - now).total_seconds() // 60)
    values = {"shift": pick(shift.title), "time": short_time(shift.at, day)}
    if minutes >= 0:
        return _("{shift} {time}, in {length}", **values, length=duration(minutes))
    return _("{shift} {time}, late {length}", **values, length=duration(-minutes))


def next_step(shown: HandoverView) -> str:
    """What comes next at a handover that goes on."""
    missing = len(shown.articles) - shown.counted
    if shown.given is None:
        return _giver_next(shown, missing)
    left = len(shown.matters) - shown.acknowledged
    if shown.gives:
        return _("Next: the receiver signs in with F8 and goes through the matters")
    if left:
        return _("Next: acknowledge each matter with Enter, {count} to go; F5 refuses", count=left)
    return _("Next: sign as the receiver, at the end of the list")


def _giver_next(shown: HandoverView, missing: int) -> str:
    reason = shown.refusals[-1].reason if shown.refusals else ""
    if missing and shown.status is Status.REFUSED:
        return _("Next: mend what was refused and count again, {count} to go: {reason}", count=missing, reason=reason)
    if missing:
        return _("Next: count the articles with Enter, {count} to go", count=missing)
    if shown.status is Status.REFUSED:
        return _("Next: mend what was refused (F6 undoes a count), then sign again: {reason}", reason=reason)
    if shown.gives:
        return _("Next: say what to do about the matters (Ctrl+T), then sign")
    return _("Next: {name} signs as the giver", name=name(shown.giver))


def matter_words(matter: MatterView) -> str:
    """What it is about, in one line."""
    entry = matter.entry
    if entry is None:
        return areas.unsettled(matter.unsettled) if matter.unsettled else matter.id
    number = _("No. {number}", number=entry.number)
    return " ".join(part for part in (number, name(entry.place), name(entry.kind), entry.text) if part)


def count_words(article: ArticleView) -> str:
    """``8 / 8``, with the difference when there is one."""
    expected = _amount(article.expected, article)
    if article.counted is None:
        return _("expected {amount}", amount=expected)
    counted = _amount(article.counted, article)
    if article.counted == article.expected:
        return _("{counted}, as expected", counted=counted)
    difference = f"{article.counted - article.expected:+g}"
    return _("{counted}, expected {amount}: {difference}", counted=counted, amount=expected, difference=difference)


def _amount(number: float, article: ArticleView) -> str:
    return " ".join(part for part in (number_words(number), pick(article.unit)) if part)


def signature_words(signature: SignatureView, day: date) -> str:
    """Who, when, and how quickly it went."""
    who = " ".join(part for part in (name(signature.by), name(signature.post)) if part)
    words = _("{name}, {time}", name=who, time=short_time(signature.at, day))
    return f"{words}  {pace_words(signature.pace)}" if signature.pace.count > 1 else words


def pace_words(pace: Pace) -> str:
    return _("{count} items in {seconds} s", count=pace.count, seconds=pace.seconds)
