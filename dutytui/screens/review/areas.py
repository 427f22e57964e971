"""The day as it was: a row an area with what it came to, unfolding to its records."""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.rules.closing.sweep_view import FloorStatus, FloorView, SweepView
from dutytui.rules.review.day import DayReview
from dutytui.rules.roll_call.views import CallStatus, CallView
from dutytui.rules.views import ItemStatus, ItemView, PhaseStatus, PhaseView
from dutytui.screens import item_text
from dutytui.screens.item_text import ITEM_TONE, PHASE_TONE, phase_head
from dutytui.screens.review.areas_more import more_areas
from dutytui.screens.review.rows import Row
from dutytui.screens.roll_call.words import ANSWER, post_said
from dutytui.screens.roll_call.words import STATUS_TONE as CALL_TONE
from dutytui.texts.catalogue import _, n_, pick
from dutytui.texts.labels import ITEM_STATUS, PHASE_STATUS, duration, short_time
from dutytui.texts.records import CALL_STATUS, FLOOR_STATUS, breach_words
from dutytui.texts.shown import shown

_LATE = frozenset({PhaseStatus.LATE, PhaseStatus.DONE_LATE})


def area_rows(found: DayReview) -> list[Row]:
    """What the day has nothing of is left out."""
    rows = [_calls(found), _phases(found), _items(found), *_sweeps(found), *more_areas(found)]
    return [row for row in rows if row is not None]


# -- roll calls ------------------------------------------------------------------------------------------------------


def _calls(found: DayReview) -> Row | None:
    if not found.calls:
        return None
    held = sum(call.minutes_held for call in found.calls)
    given = sum(call.status is CallStatus.GIVEN for call in found.calls)
    remark = _("orders given: {done} of {total}", done=given, total=len(found.calls))
    if held:
        remark += "  " + _("held {length}", length=duration(held))
    late = held or given < len(found.calls) or any(call.late_by for call in found.calls)
    return Row(
        "area:calls",
        _("Roll calls and orders"),
        remark=remark,
        remark_tone="due" if late else "good",
        inside=lambda: (_call(found, call) for call in found.calls),
    )


def _call(found: DayReview, call: CallView) -> Row:
    said = [_(CALL_STATUS[call.status])]
    if call.given is not None:
        said.append(f"{short_time(call.given, found.day)} {shown(call.given_by)}")
    if call.late_by:
        said.append(_("{length} late", length=duration(call.late_by)))
    if call.missing:
        said.append(_("without {posts}", posts=shown(call.missing)))
    reasons = [hold.reason for hold in call.holds] + [call.given_reason]
    posts = (f"{_(ANSWER[post.answer])}  {shown(post.post)}  {post_said(post)}".rstrip() for post in call.posts)
    whole = "\n".join(filter(None, (pick(call.title), "  ".join(said), *reasons, *posts)))
    tone = CALL_TONE[call.status] if not call.late_by else "due"
    return Row(
        call.subject, pick(call.title), "", "  ".join(said), tone, day=found.day, subject=call.subject, whole=whole
    )


# -- phases and items ------------------------------------------------------------------------------------------------


def _phases(found: DayReview) -> Row | None:
    if not found.phases:
        return None
    own = [phase for phase in found.phases if phase.id not in found.beside]
    late = sum(phase.status in _LATE for phase in own)
    remark = n_("late: {count} of {all}", "late: {count} of {all}", late, all=len(own))
    return Row(
        "area:phases",
        _("Phases of the day"),
        remark=remark,
        remark_tone="due" if late else "good",
        inside=lambda: (_phase(found, phase) for phase in found.phases),
    )


def _phase(found: DayReview, phase: PhaseView) -> Row:
    """Unfolds to its items, each as it became."""
    return Row(
        f"phase:{phase.id}",
        pick(phase.title),
        remark=phase_head(phase, found.day),
        remark_tone=PHASE_TONE[phase.status],
        inside=lambda: (_item(found, item, f"phase:{phase.id}") for item in found.items[phase.id]),
        day=found.day,
        subject=f"phase:{phase.id}",
    )


def _items(found: DayReview) -> Row | None:
    """By what became of them, so that each number leads to what it counts."""
    items = [
        item
        for phase, of_phase in found.items.items()
        if phase not in found.beside
        for item in of_phase
        if item.required or item.last is not None
    ]
    if not items:
        return None
    groups: dict[ItemStatus, list[ItemView]] = {}
    for item in items:
        groups.setdefault(item.status, []).append(item)
    settled = sum(len(groups.get(status, ())) for status in _SETTLED)
    words = [_("{done} of {total}", done=settled, total=len(items))]
    words += [f"{_(ITEM_STATUS[status])} {len(groups[status])}" for status in _TOLD if status in groups]
    wrong = any(status in groups for status in (ItemStatus.LATE, ItemStatus.FAILED, ItemStatus.DISPUTED))
    return Row(
        "area:items",
        _("Checklist items"),
        remark="  ".join(words),
        remark_tone="due" if wrong else "good",
        inside=lambda: (_group(found, status, groups[status]) for status in _ORDER if status in groups),
    )


_SETTLED = (ItemStatus.DONE, ItemStatus.DONE_LATE, ItemStatus.MENDED)
_TOLD = (ItemStatus.DONE_LATE, ItemStatus.WAIVED, ItemStatus.FAILED, ItemStatus.DISPUTED, ItemStatus.LATE)
_ORDER = (
    *(ItemStatus.LATE, ItemStatus.FAILED, ItemStatus.DISPUTED, ItemStatus.WAIVED, ItemStatus.DONE_LATE),
    *(ItemStatus.MENDED, ItemStatus.DONE, ItemStatus.DUE, ItemStatus.PENDING, ItemStatus.WAITING, ItemStatus.NOT_OPEN),
    ItemStatus.BEFORE_USE,
)


def _group(found: DayReview, status: ItemStatus, items: list[ItemView]) -> Row:
    key = f"items:{status}"
    return Row(
        key,
        f"{_(ITEM_STATUS[status])} {len(items)}",
        ITEM_TONE[status],
        inside=lambda: (_item(found, item, key) for item in items),
    )


def _item(found: DayReview, item: ItemView, within: str) -> Row:
    words = f"{item_text.when(item, found.day)}  {item_text.title(item)}"
    outcome = item_text.outcome(item)
    status = item_text.status_word(item)
    late = duration(item.late_by) if item.late_by else ""
    whole = "\n".join(filter(None, (item_text.title(item), f"{status} {late}".strip(), outcome)))
    return Row(
        f"{within}/{item.key}",
        words,
        "",
        "  ".join(filter(None, (outcome, status))),
        ITEM_TONE[item.status],
        day=found.day,
        subject=f"item:{item.key}",
        whole=whole,
    )


# -- the sweep and the locks -----------------------------------------------------------------------------------------


def _sweeps(found: DayReview) -> Iterator[Row]:
    for part in found.sweeps:
        remark = _("{done} of {total} floors clear", done=part.done, total=len(part.floors))
        tone = "good" if part.finished and not part.late else "late"
        if part.unsaid:
            remark, tone = _(PHASE_STATUS[PhaseStatus.BEFORE_USE]), ""
        last = max((floor.finished_at for floor in part.floors if floor.finished_at), default=None)
        if last is not None:
            remark += f"  {short_time(last, found.day)}"
        yield Row(
            f"area:{part.phase}",
            pick(part.title),
            remark=remark,
            remark_tone=tone,
            inside=lambda part=part: _part(found, part),  # type: ignore[misc]
        )
    if found.stays:
        yield Row("area:stays", _("Late stays"), remark=str(len(found.stays)), inside=lambda: _stays(found))


def _part(found: DayReview, part: SweepView) -> Iterator[Row]:
    for breach in part.order_broken:
        words, subject = breach_words(breach), f"item:{breach.item.key}"
        yield Row(f"breach:{breach.event}", words, "late", day=found.day, subject=subject)
    for member in part.team:
        remark = _("signed") if member.signed else _("not signed")
        words = f"{shown(member.post)}  {shown(member.person)}"
        yield Row(f"{part.phase}:{member.post.id}", words, "", remark, "good" if member.signed else "due")
    yield from (_floor(found, part.phase, floor) for floor in part.floors)


def _floor(found: DayReview, phase: str, floor: FloorView) -> Row:
    said = [f"{floor.done}/{len(floor.steps)}", _(FLOOR_STATUS[floor.status])]
    if floor.finished_at is not None:
        said.insert(0, short_time(floor.finished_at, found.day))
    if floor.quick is not None:
        said.insert(0, _("{count} steps in {seconds} s", count=floor.quick.count, seconds=floor.quick.seconds))
    clear = floor.status is FloorStatus.CLEAR and floor.quick is None
    key = f"{phase}@{floor.place.id}"
    return Row(
        key,
        shown(floor.place),
        remark="  ".join(said),
        remark_tone="good" if clear else "due",
        inside=lambda: (_item(found, step, key) for step in floor.steps),
    )


def _stays(found: DayReview) -> Iterator[Row]:
    for stay in found.stays:
        until = short_time(stay.until, found.day) if stay.until else ""
        left = short_time(stay.ended, found.day) if stay.ended else _("not signed out")
        words = "  ".join(filter(None, (stay.name, shown(stay.place), until, stay.reason)))
        tone = "good" if stay.ended else "due"
        yield Row(stay.subject, words, "", f"{left}  {shown(stay.by)}", tone, day=found.day, subject=stay.subject)
