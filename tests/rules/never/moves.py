"""Whatever anybody may try: one strategy for each area, mostly sensible, now and then not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from dutytui.rules import commands as core
from dutytui.rules.closing import commands as closing
from dutytui.rules.closing import views as closing_views
from dutytui.rules.closing.day_commands import CloseDay, ReopenDay
from dutytui.rules.closing.day_matters import Need, matters
from dutytui.rules.commands import EntryFields, Value
from dutytui.rules.events import Event
from dutytui.rules.folds import UNDOABLE
from dutytui.rules.handover import commands as handover
from dutytui.rules.handover.duty import duty_at
from dutytui.rules.handover.views import HandoverView, running
from dutytui.rules.item_views import SATISFIED, DayItems, Viewer
from dutytui.rules.journals import commands as journals
from dutytui.rules.journals.pages import pages
from dutytui.rules.meals import commands as meals
from dutytui.rules.meals.people import unlisted
from dutytui.rules.meals.views import meals as seen_meals
from dutytui.rules.patrols import commands as patrols
from dutytui.rules.patrols.rounds import day_rounds
from dutytui.rules.plan import PlannedItem
from dutytui.rules.presence import commands as presence
from dutytui.rules.procedure import Item, ItemKind
from dutytui.rules.roll_call import commands as roll_call
from dutytui.rules.sales import commands as sales
from dutytui.rules.sales.figures import SoldRow
from dutytui.rules.service import commands as service
from dutytui.rules.service.fold import OUTCOMES, TOPIC
from tests.rules.a_mall import DAY
from tests.rules.never.a_day import shipped
from tests.rules.never.mind import DUTY_POSTS, Mind, Tries, Try


def _item(mind: Mind) -> Try:
    items = DayItems(mind.desk.state, mind.at.plan, mind.at.law, mind.now, Viewer("", ""))
    open_now = [one for one in mind.at.plan.by_key.values() if one.opens <= mind.now]
    left = [one for one in open_now if items.settled(one.key) not in SATISFIED]
    planned = mind.one(left[:6] if mind.random.random() < 0.5 else left or open_now, open_now[0])
    return _act_on(mind, planned)


def _night(mind: Mind) -> Try | Tries:
    """What comes next of the sweep and the lock-up, or a whole floor of it, so that scripts get to their end."""
    parts = [part(mind.at) for part in (closing_views.sweep, closing_views.lock_up)]
    part = next((part for part in parts if part is not None and not part.finished), None)
    step = part.step if part is not None else None
    if part is not None and part.current is not None and mind.random.random() < 0.4:
        return [_act_on(mind, mind.at.plan.by_key[one.key]) for one in part.current.steps]
    planned = mind.at.plan.by_key[step.key] if step is not None else None
    if planned is None or planned.opens > mind.now or mind.random.random() < 0.1:
        return _item(mind)
    return _act_on(mind, planned)


def _act_on(mind: Mind, planned: PlannedItem) -> Try:
    item = mind.at.law.item(planned.key)
    assert item is not None
    chance = mind.random.random()
    if chance < 0.07:
        return Try(core.WaiveItem(DAY, planned.key, "no time", mind.when()), ("duty_manager",))
    if chance < 0.15:
        return Try(core.FailItem(DAY, planned.key, "it is broken", _value(mind, item, fails=True)), item.posts)
    behalf = mind.random.choice(("", "", "", f"post:{item.posts[0]}"))
    posts = item.posts if not behalf else ("duty_manager", *item.posts)
    value = _value(mind, item, fails=mind.random.random() < 0.05)
    return Try(core.TickItem(DAY, planned.key, value, "note", "seen", mind.when(), behalf), posts)


def _value(mind: Mind, item: Item, *, fails: bool) -> Value:
    if item.kind is ItemKind.NUMBER:
        return -5.0 if fails else (item.usual if item.usual is not None else 7)
    if item.kind is ItemKind.CHOICE:
        return next((one.id for one in item.choices if one.fails is fails), item.choices[0].id)
    return "nothing out of the ordinary" if item.kind is ItemKind.NOTE else None


def _entry(mind: Mind) -> Try | Tries:
    entry = mind.subject("entry:")
    kind = mind.random.choice(shipped().logbook.kinds).id
    fields = EntryFields(kind, "words", mind.random.choice(("", "3F")), mind.random.choice(("normal", "urgent")))
    if mind.random.random() < 0.25:
        return [Try(core.HandleEntry(DAY, entry, "dealt with")), Try(core.CloseEntry(DAY, entry))]
    return Try(
        mind.random.choice(
            (
                core.LogEntry(DAY, fields, mind.when()),
                core.RemarkEntry(DAY, entry, "more"),
                core.CorrectEntry(DAY, entry, {"place": mind.random.choice(("1F", "2F", ""))}, "a slip"),
                core.HandleEntry(DAY, entry, "dealt with"),
                core.HandleEntry(DAY, entry, "dealt with"),
                core.CloseEntry(DAY, entry),
                core.CloseEntry(DAY, entry),
                core.ReopenEntry(DAY, entry, "again"),
            )
        )
    )


def _undo(mind: Mind) -> Try:
    known = [event for subject in mind.desk.state.subjects(DAY) for event in subject.events if event.kind in UNDOABLE]
    known.sort(key=lambda event: event.order)
    some: Event | None = mind.one(known[-25:] if mind.random.random() < 0.8 else known, None)  # type: ignore[arg-type]
    if some is None:
        return Try(core.Undo(DAY, "item:none", "none"))
    return Try(core.Undo(DAY, some.on, some.id), ("duty_manager",), some.by)


def _call(mind: Mind) -> Try:
    call = shipped().roll_calls[0 if mind.now.hour < 15 else 1]
    post = mind.random.choice(call.posts)
    ago = mind.now - timedelta(minutes=mind.random.randint(1, 30))
    until = mind.random.choice((None, None, mind.now))
    return Try(
        mind.random.choice(
            (
                roll_call.AnswerCall(DAY, call.id, post, True, "", mind.when()),
                roll_call.AnswerCall(DAY, call.id, post, False, "two are missing"),
                roll_call.HoldOrder(DAY, call.id, "too many at the door", 3, ago if until else mind.when(), until),
                roll_call.ReleaseOrder(DAY, call.id, "in order again", mind.when()),
                roll_call.ReleaseOrder(DAY, call.id, "in order again"),
                roll_call.GiveOrder(DAY, call.id, "some are late", mind.when()),
                roll_call.GiveOrder(DAY, call.id),
            )
        ),
        call.orders,
    )


def _round(mind: Mind) -> Try:
    route = mind.random.choice(shipped().patrols.routes)
    known = [one for one in day_rounds(mind.desk.state, mind.at.plan, shipped()) if one.route_id == route.id]
    near = [one for one in known if one.begins <= mind.now + timedelta(minutes=20)][-4:]
    one = mind.one(near or known, None)  # type: ignore[arg-type]
    key = one.key if one is not None else f"{route.id}@none"
    point = mind.random.choice(route.points)
    gone = tuple(other.key for other in known if other.began is None and other.begins < mind.now)
    drawn = next(one.id for one in shipped().patrols.routes if one.at_random is not None)
    reading = patrols.Reading(point, mind.now - timedelta(minutes=mind.random.randint(0, 90)), "wand")
    return Try(
        mind.random.choice(
            (
                patrols.StartRound(DAY, route.id, key, mind.when()),
                patrols.StartRound(DAY, route.id, key, mind.when()),
                patrols.StartRound(DAY, route.id),
                patrols.ReachPoint(DAY, key, point, "desk", mind.when()),
                patrols.ReachPoint(DAY, key, point, "radio"),
                patrols.EndRound(DAY, key, "called away", mind.when()),
                patrols.ExplainRounds(DAY, gone[-3:] or (key,), "too few hands"),
                patrols.DrawRounds(DAY, drawn, f"seed{mind.random.randint(0, 3):04d}"),
                patrols.ImportReadings(DAY, (reading,), "readings.csv"),
            )
        ),
        ("duty_manager", *route.posts),
    )


def _meal(mind: Mind) -> Try:
    meal = max(seen_meals(mind.at), key=lambda one: (one.batches[0].starts <= mind.now, one.batches[0].starts))
    eaters = [eater for batch in meal.batches for eater in batch.eaters]
    out = [eater for eater in eaters if eater.left_at and not eater.back_at]
    expected = [eater for eater in eaters if not eater.left_at]
    then = mind.when()
    if out and mind.random.random() < 0.5:
        return Try(
            meals.ReturnFromMeal(DAY, meal.meal, mind.random.choice(out).who, "", then), shipped().meals.recorders
        )
    eater = mind.random.choice(expected or eaters)
    who, name, batch = eater.who, eater.name, eater.batch
    if mind.random.random() < 0.1:
        who, name = unlisted("bakery", "Ann"), "Ann"
    if mind.random.random() < 0.15:
        batch = 3 - batch
    back = mind.now if then is not None and mind.random.random() < 0.5 else None
    return Try(meals.LeaveForMeal(DAY, meal.meal, who, name, batch, "", then, back), shipped().meals.recorders)


def _case(mind: Mind) -> Try:
    entry, kind = mind.subject("entry:"), mind.random.choice(shipped().service.cases)
    topic = mind.random.choice(kind.topics).id if kind.topics else ""
    details = {field.id: (field.choices[0].id if field.choices else "said so") for field in kind.asked(topic)}
    details |= {TOPIC: topic} if topic else {}
    return Try(
        mind.random.choice(
            (
                service.OpenCase(DAY, EntryFields(kind.kind, "a case", "1F"), details, mind.when()),
                service.DetailCase(DAY, entry, details),
                service.DetailCase(DAY, entry, details),
                service.FeedBackCase(DAY, entry, "told them", mind.when()),
                service.CallBackCase(DAY, entry, mind.random.choice(OUTCOMES), "they said so"),
                service.KeepCase(DAY, entry, "they come again tomorrow"),
            )
        ),
        ("service_desk", "duty_manager"),
    )


def _sales(mind: Mind) -> Try:
    names = ("Pearl counter", "Tea house", "Noodle bar")
    rows = tuple(SoldRow("", "", "", name, mind.random.randint(0, 9) * 10_000) for name in names)
    return Try(
        mind.random.choice(
            (
                sales.ImportSales(DAY, rows, "sales.csv", "ab" * 32),
                sales.TypeSales(DAY, rows[0]),
                sales.ExplainCounter(DAY, mind.random.choice(names), "c", "m", "p"),
                sales.ExplainCounter(DAY, mind.random.choice(names), cause="rain"),
            )
        ),
        ("duty_manager", "ops_manager"),
    )


def _duty(mind: Mind) -> Try | Tries:
    """Mostly what comes next, the counting and the going through as a whole."""
    holders = [one.id for one in shipped().people if {*DUTY_POSTS} & {*one.posts}]
    held = duty_at(mind.desk.state, DAY).holder
    going = mind.one(list(running(mind.at)), None)  # type: ignore[arg-type]
    other = mind.random.choice([one for one in holders if one != held])
    if going is None or mind.random.random() < 0.1:
        begin = Try(handover.BeginHandover(DAY, mind.random.choice(("", other))), DUTY_POSTS, held)
        return mind.random.choice((Try(handover.TakeDuty(DAY, "", mind.when()), DUTY_POSTS, other), begin, begin))
    if mind.random.random() < 0.6:
        return _hand_over(mind, going, held, other)
    on, giver = going.subject, going.giver.id if going.giver else held
    article = mind.random.choice(shipped().handover.articles)
    matter = mind.one([one.id for one in going.matters], "none")
    return mind.random.choice(
        (
            Try(handover.CountArticle(DAY, on, article.id, article.expected - 1, "at the repair"), DUTY_POSTS, giver),
            Try(handover.PlanMatter(DAY, on, matter, "if it rains again, call", "urgent"), DUTY_POSTS, giver),
            Try(handover.AcknowledgeMatter(DAY, on, matter, "understood, I see to it"), DUTY_POSTS, other),
            Try(handover.SignHandover(DAY, on, handover.Side.GIVING, True), DUTY_POSTS, giver),
            Try(handover.SignHandover(DAY, on, handover.Side.RECEIVING, True), DUTY_POSTS, other),
            Try(handover.RefuseHandover(DAY, on, "it is not clear"), DUTY_POSTS, other),
            Try(handover.WithdrawHandover(DAY, on, "I stay"), DUTY_POSTS, giver),
            Try(handover.TakeDuty(DAY, other), DUTY_POSTS, other),
        )
    )


def _hand_over(mind: Mind, going: HandoverView, held: str, other: str) -> Tries:
    on, giver = going.subject, going.giver.id if going.giver else held
    if going.given is None:
        counts = [handover.CountArticle(DAY, on, one.id, one.expected) for one in going.articles if not one.settled]
        signed = handover.SignHandover(DAY, on, handover.Side.GIVING, True)
        return [Try(one, DUTY_POSTS, giver, sure=True) for one in (*counts, signed)]
    told = [handover.AcknowledgeMatter(DAY, on, one.id, "understood, I see to it") for one in going.matters]
    signed = handover.SignHandover(DAY, on, handover.Side.RECEIVING, True)
    return [Try(one, DUTY_POSTS, other, sure=True) for one in (*told, signed)]


def _page(mind: Mind) -> Try:
    page = mind.random.choice(list(pages(mind.at.law)))
    empty = journals.LeaveSectionEmpty(DAY, page.on, "a quiet day")
    return Try(mind.random.choice((journals.WriteSection(DAY, page.on, "words"), empty)), page.section.posts)


def _close(mind: Mind) -> Try:
    team = shipped().closing.team
    post = mind.random.choice(team)
    fitting = [one.id for one in shipped().people if post in one.posts]
    reasons = {one.group: "told at the meeting" for one in matters(mind.at) if one.need is Need.REASON}
    close = Try(CloseDay(DAY, reasons, sure=True), ("duty_manager",))
    return mind.random.choice(
        (
            Try(closing.JoinSweep(DAY, post, mind.random.choice(fitting)), team),
            Try(closing.JoinSweep(DAY, post, mind.random.choice(shipped().people).id), team),
            Try(closing.RegisterStay(DAY, "Li", "3F", mind.now + timedelta(hours=1), "stock taking")),
            Try(closing.EndStay(DAY, mind.subject("stay:"))),
            close,
            close,
            Try(CloseDay(DAY, {}), ("duty_manager",)),
            Try(ReopenDay(DAY, "a till was forgotten"), ("ops_manager", "duty_manager")),
        )
    )


def _terminal(mind: Mind) -> Try:
    alive = mind.random.choice((None, mind.now - timedelta(minutes=20)))
    writer = mind.desk.writer
    return Try(
        mind.random.choice(
            (
                presence.OpenDesk(DAY, writer, alive),
                presence.CloseDesk(DAY, writer),
                core.SignIn("temp-1", "a name", "guard"),
                core.SignOut("temp-1"),
            )
        )
    )


AREAS: Mapping[str, Callable[[Mind], Try | Tries]] = {
    "items": _item,
    "night": _night,
    "entries": _entry,
    "undo": _undo,
    "roll calls": _call,
    "patrols": _round,
    "meals": _meal,
    "service": _case,
    "sales": _sales,
    "handover": _duty,
    "journals": _page,
    "closing": _close,
    "presence": _terminal,
}
"""A strategy for each area."""
