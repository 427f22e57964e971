"""The right side of the closing board: one floor, large, with its steps; or who must do what about what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dutytui.rules.closing.hands import Hand
from dutytui.rules.closing.sweep_view import FloorStatus, FloorView, MemberView, StayView, StopView, SweepView
from dutytui.rules.procedure import ItemKind
from dutytui.rules.views import EntryStatus, ItemStatus, ItemView
from dutytui.screens.closing.words import mark, open_now, pace_words, progress, stay_words
from dutytui.screens.entry_text import name
from dutytui.screens.item_text import names, outcome, status_word
from dutytui.texts.catalogue import _, n_, pick
from dutytui.texts.labels import clock_time
from dutytui.texts.records import FLOOR_STATUS, breach_words
from dutytui.widgets.big import ROWS, big
from dutytui.widgets.cells import cut, pad, width_of, wrap
from dutytui.widgets.rows import Line

_TALL = 15
"""From so many rows on a floor's name is drawn large."""


def floor_lines(part: SweepView, floor: FloorView, height: int, width: int) -> list[Line]:
    """A floor: its name, the step that comes next, all steps, what is to be known."""
    is_current = part.current is not None and floor.place.id == part.current.place.id
    lines = [*_name(part, floor, height, width)]
    step = part.step if is_current else None
    if step is not None:
        lines += _step(step, width)
    else:
        lines += [((_(FLOOR_STATUS[floor.status]), "strong"),)]
    lines.append(())
    lines += [_row(one, step, width) for one in floor.steps]
    if floor.quick:
        lines += _said(_("Self-check: {pace}. Was all of it looked at?", pace=pace_words(floor.quick)), "due", width)
    for stay in floor.stays:
        lines += _said(_("Registered late stay: {stay}", stay=stay_words(stay)), "bad" if stay.over else "due", width)
    return lines


def _name(part: SweepView, floor: FloorView, height: int, width: int) -> Iterator[Line]:
    said = _progress(part, width)
    letters = big(floor.place.id, max(width - width_of(said) - 2, 0)) if height >= _TALL else []
    tone = _TONE.get(floor.status, "")
    if not letters:
        yield ((f"{pick(floor.place.name)}  ", tone or "strong"), (said, "soft"))
        return
    for number, line in enumerate(letters):
        room = width - width_of(line)
        last = number == ROWS - 1
        yield ((line, tone or "strong"), (pad(said, room, "right"), "soft")) if last else ((line, tone or "strong"),)
    yield ()


_TONE = {FloorStatus.STOPPED: "bad", FloorStatus.DISPUTED: "bad", FloorStatus.CLEAR: "good"}


def _progress(part: SweepView, width: int) -> str:
    return cut(progress(part), max(width // 2, 1))


def _step(step: ItemView, width: int) -> Iterator[Line]:
    answer = next((pick(choice.title) for choice in step.choices if not choice.fails), "")
    yield from _said(pick(step.title), "strong", width)
    if not open_now(step):
        yield from _said(_("not yet: {status}", status=status_word(step)), "soft", width)
    elif step.kind is ItemKind.SIGNATURE:
        yield from _said(_("Enter signs; F8 lets the next one sign"), "due", width)
    elif answer:
        yield from _said(_("Enter: {answer}. F5: something was found", answer=answer), "due", width)
    else:
        yield from _said(_("Enter: done. F5: something is wrong"), "due", width)
    if step.hint:
        yield from _said(pick(step.hint), "soft", width)


def _row(step: ItemView, current: ItemView | None, width: int) -> Line:
    tone = {"=": "good", "!": "bad", "?": "bad"}.get(mark(step), "soft")
    became = outcome(step)
    right = cut(became, width // 2) if became else ""
    here = current is not None and step.key == current.key
    left = pad(pick(step.title), max(width - width_of(right) - 4, 4))
    return ((f"{'>' if here else mark(step)} ", tone), (left, "strong" if here else tone), (f"  {right}", "soft"))


def stop_lines(part: SweepView, stop: StopView, hands: Sequence[Hand], height: int, width: int) -> list[Line]:
    """Something was found: what, where, and who must do what before the sweep goes on."""
    item, entry = stop.item, stop.entry
    floor = next((one for one in part.floors if item.place and one.place.id == item.place.id), None)
    lines = list(_name(part, floor, height, width)) if floor else []
    banner = f"!! {_('STOP')} !! {name(item.place)} "
    lines.append(((pad(banner + "!" * max(width - width_of(banner), 0), width), "bad"),))
    value = pick(item.value)
    found = _("{part}: {text}", part=pick(item.title), text=value) if value else pick(item.title)
    lines += _said(found, "strong", width)
    if entry is None:
        return [*lines, *_said(_("The mall raises no entry for it: F6 takes it back once it is settled"), "due", width)]
    said = _("No. {number}: {text}", number=entry.number, text=entry.text)
    lines += [*_said(said, "", width), ()]
    if entry.status is EntryStatus.HANDLED:
        lines += _said(_("Handled. Waits for a recheck by somebody else:"), "due", width)
    else:
        lines += _said(
            _("To be disposed of: {owner}. Then somebody else rechecks", owner=name(entry.owner)), "due", width
        )
    lines += [((f"  {_hand(hand)}", "strong"),) for hand in hands[:3]]
    word = _("Enter: recheck passed") if entry.status is EntryStatus.HANDLED else _("Enter: say how it was handled")
    lines += [(), *_said(word, "due", width), *_said(_("F7 opens the entry; F6 takes the finding back"), "soft", width)]
    return lines


def broken_lines(part: SweepView, width: int) -> list[Line]:
    """What terminals that were apart did out of turn."""
    lines: list[Line] = [((pad(f"!! {_('DISPUTED')} !! ", width), "bad"),)]
    lines += _said(_("This sweep was not done floor by floor:"), "strong", width)
    for breach in part.order_broken[:4]:
        lines += _said(breach_words(breach), "bad", width)
    if len(part.order_broken) > 4:
        lines.append(((n_("and {count} more", "and {count} more", len(part.order_broken) - 4), "soft"),))
    told = _("F6 takes the first of them back; then it is done again in its turn. Nothing is signed or locked before.")
    return [*lines, (), *_said(told, "due", width)]


def team_lines(part: SweepView, width: int) -> list[Line]:
    """Who goes, who is missing, and what Enter does about it."""
    lines: list[Line] = [*_said(_("Together from the top floor down"), "strong", width), ()]
    lines += [_member(member, width) for member in part.team]
    lines.append(())
    if part.missing:
        lines += _said(
            _("The sweep begins when all are there. Missing: {posts}", posts=names(part.missing)), "due", width
        )
        lines += _said(_("Enter: say who goes"), "strong", width)
    else:
        lines += _said(_("Ctrl+G: somebody takes another's place"), "soft", width)
    return lines


def _member(member: MemberView, width: int) -> Line:
    post = pad(pick(member.post.name), min(18, width // 3))
    if member.person is None:
        return ((f". {post} ", "due"), (_("not there yet"), "due"))
    if member.disputed:
        return ((f"? {post} ", "bad"), (_("{person}; two terminals say two names", person=name(member.person)), "bad"))
    time = clock_time(member.joined, seconds=False) if member.joined else ""
    signed = _("signed") if member.signed else ""
    return ((f"= {post} ", "good"), (pad(name(member.person), 10), "strong"), (f"{time} {signed}", "soft"))


def once_lines(part: SweepView, item: ItemView, stays: Sequence[StayView], width: int) -> list[Line]:
    """What is done once: before the floors, or after them; for a signature, who has signed."""
    lines: list[Line] = [((pick(part.title), "heading"), (f"  {progress(part)}", "soft")), ()]
    lines += list(_step(item, width)) if open_now(item) else [*_said(pick(item.title), "strong", width)]
    if item.kind is ItemKind.SIGNATURE:
        signed = {post.id for post in item.signed}
        lines.append(())
        lines += [_signer(part, post.id, pick(post.name), post.id in signed) for post in item.posts]
    elif item.status in {ItemStatus.DONE, ItemStatus.DONE_LATE}:
        lines += _said(outcome(item), "soft", width)
    lines.append(())
    for stay in (stay for stay in stays if stay.ended is None):
        lines += _said(_("Still inside: {stay}", stay=stay_words(stay)), "bad" if stay.over else "due", width)
    return lines


def _signer(part: SweepView, post: str, words: str, signed: bool) -> Line:
    member = next((one for one in part.team if one.post.id == post), None)
    who = name(member.person) if member else ""
    return ((f"{'=' if signed else '.'} {pad(words, 16)}", "good" if signed else "due"), (who, "strong"))


def finished_lines(part: SweepView, width: int) -> list[Line]:
    told = _("Everything is swept and locked. 7 again closes the day.")
    return [((pick(part.title), "heading"), (f"  {progress(part)}", "soft")), (), *_said(told, "good", width)]


def stay_lines(stay: StayView, width: int) -> list[Line]:
    lines: list[Line] = [*_said(stay_words(stay), "strong", width), *_said(stay.reason, "", width)]
    lines += _said(
        _("Registered {time} by {person}", time=clock_time(stay.registered, seconds=False), person=name(stay.by)),
        "soft",
        width,
    )
    word = _("F6 takes that back") if stay.ended else _("Enter: has left. F6 takes the registration back")
    return [*lines, (), *_said(word, "due", width)]


def _hand(hand: Hand) -> str:
    return f"{name(hand.person)} ({pick(hand.post.name)})"


def _said(words: str, tone: str, width: int) -> Iterator[Line]:
    yield from (((line, tone),) for line in (wrap(words, width) if words else ()))
