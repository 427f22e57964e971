"""What a decision is made in: the moment, the person, the plan; and the checks that all commands share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date, datetime
from typing import Any

from dutytui.rules.acts import person
from dutytui.rules.credentials.trust import Credentials
from dutytui.rules.events import Event, Fact
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup, lookup
from dutytui.rules.plan import DayPlan, business_day
from dutytui.rules.procedure import Procedures
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State
from dutytui.rules.views import Named


@dataclass(frozen=True, slots=True)
class Context:
    """What a decision may look at besides the state.

    now: aware, in the mall's zone; person and post: ids, both "" while nobody is signed in; plan: of the day that the
    command is about; command: unique id of the command (``desk.42``): `Fact.cause`, and the id of an entry it makes;
    credentials: what is known of people's keys; proven: the person who has proved themselves here by their PIN;
    shut_out: whether this terminal was.
    """

    now: datetime
    person: str
    post: str
    plan: DayPlan
    procedures: Procedures
    command: str
    credentials: Credentials = field(default_factory=Credentials)
    proven: str = ""
    shut_out: bool = False

    @property
    def law(self) -> Lookup:
        return lookup(self.procedures)

    def fact(
        self, kind: str, on: str, day: date, at: datetime | None, *, behalf: str = "", data: Mapping[str, Any]
    ) -> Fact:
        """A fact by the person signed in; at None is now; data without what is None or ""."""
        said = {name: value for name, value in data.items() if value not in (None, "")}
        return Fact(
            kind=kind,
            on=on,
            day=day,
            at=at or self.now,
            by=self.person,
            post=self.post,
            behalf=behalf,
            data=said,
            procedure=self.procedures.version,
            cause=self.command,
        )


def check_person(context: Context) -> Refusal | None:
    """Somebody must be signed in, under a post that exists and that they hold."""
    if not context.person or not context.post:
        return Refusal("not_signed_in")
    return check_post(context.law, context.person, "", context.post)


def check_proven(context: Context) -> Refusal | None:
    """Whoever is signed in and has a PIN must have typed it since this terminal was locked last."""
    locked = context.proven != context.person and context.credentials.of(context.person).keys
    return Refusal("desk_locked", {"person": context.law.person(context.person)}) if locked else None


def check_post(law: Lookup, who: str, name: str, post: str) -> Refusal | None:
    if post not in law.posts:
        return Refusal("post_unknown", {"given": post, "posts": law.post_names(law.posts)})
    if law.holds(who, post):
        return None
    theirs = law.post_names(law.people[who].posts)
    return Refusal("post_not_held", {"person": law.person(who, name), "post": law.post(post), "posts": theirs})


def check_day(context: Context, day: date, at: datetime | None) -> Refusal | None:
    """Nothing of tomorrow, and nothing that has not happened yet."""
    today = business_day(context.now, context.procedures.mall.day_starts)
    if day > today:
        return Refusal("day_not_begun", {"day": day, "today": today})
    if at is not None and at > context.now:
        return Refusal("time_in_future", {"at": at, "now": context.now})
    return None


def check_belongs(context: Context, day: date, at: datetime) -> Refusal | None:
    """What happened on another business day belongs into that day's log."""
    belongs = business_day(at.astimezone(context.now.tzinfo), context.procedures.mall.day_starts)
    return None if belongs == day else Refusal("time_not_of_day", {"at": at, "day": day, "belongs": belongs})


def author(state: State, context: Context, event: Event) -> Named:
    """Who an event is by, "" and all."""
    return person(state, context.law, event.by) or context.law.person("")


Decision = Callable[[State, Any, Context], tuple[Fact, ...] | Refusal]
"""What `decide` does with one kind of command (the second argument)."""
