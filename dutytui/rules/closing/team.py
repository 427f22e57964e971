"""Saying who goes the sweep, before its first floor or in somebody's place (DS §2: the three together)."""

from __future__ import annotations

from datetime import date

from dutytui.rules.closing.commands import JoinSweep
from dutytui.rules.closing.team_fold import TEAM, TeamFold
from dutytui.rules.context import Context, check_day, check_post
from dutytui.rules.entry_fold import words
from dutytui.rules.events import SWEEP_JOINED, Fact
from dutytui.rules.item_fold import ItemFold
from dutytui.rules.lookup import Lookup
from dutytui.rules.procedure import Item, ItemKind
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State
from dutytui.rules.views import Named


def join(state: State, command: JoinSweep, context: Context) -> tuple[Fact, ...] | Refusal:
    """By any of the team's posts, for oneself or for those who stand beside one; each signs for themselves later."""
    law = context.law
    fold = team_of(state, command.day)
    refused = (
        check_day(context, command.day, command.at)
        or _check_open(context, command)
        or _check_posts(law, context.post, command.post)
        or _check_person(law, command)
        or _check_place(state, law, fold, command)
    )
    if refused:
        return refused
    name = law.people[command.person].name
    data = {"post": command.post, "person": command.person, "name": name, "instead": fold.person(command.post)}
    data["reason"] = command.reason.strip()
    return (context.fact(SWEEP_JOINED, TEAM, command.day, command.at, data=data),)


def team_of(state: State, day: date) -> TeamFold:
    """An empty one while nobody has joined."""
    subject = state.subject(day, TEAM)
    fold = subject.fold if subject is not None else None
    return fold if isinstance(fold, TeamFold) else TeamFold("team")


def member(state: State, day: date, law: Lookup, post: str) -> Named | None:
    """Who goes for a post, None for nobody."""
    joined = team_of(state, day).members.get(post)
    return law.person(words(joined.data, "person"), words(joined.data, "name")) if joined else None


def of_team(law: Lookup, item: Item) -> bool:
    """A signature that is asked of the team's posts alone is the team's own: those who went sign, nobody else."""
    return item.kind is ItemKind.SIGNATURE and set(item.posts) <= set(law.procedures.closing.team)


def _check_open(context: Context, command: JoinSweep) -> Refusal | None:
    closing, plan = context.law.procedures.closing, context.plan
    if plan.closed:
        return Refusal("day_closed", {"day": command.day})
    phase = plan.by_phase.get(closing.sweep)
    if phase is None or not closing.team:
        return Refusal("closing_not_set")
    opens = min((item.opens for item in phase.items), default=phase.starts)
    title = context.law.phases[phase.phase].title
    if context.now < opens:
        return Refusal("item_not_open_yet", {"title": title, "opens": opens})
    if command.at is not None and command.at < opens:
        return Refusal("time_before_open", {"title": title, "at": command.at, "opens": opens})
    return None


def _check_posts(law: Lookup, own: str, post: str) -> Refusal | None:
    team = law.procedures.closing.team
    if own not in team:
        return Refusal("join_not_allowed", {"posts": law.post_names(team)})
    if post not in team:
        return Refusal("team_post_unknown", {"post": law.post(post), "posts": law.post_names(team)})
    return None


def _check_person(law: Lookup, command: JoinSweep) -> Refusal | None:
    """Like a signature: who is not listed could be anybody, somebody who goes already among them."""
    if command.person not in law.people:
        return Refusal("member_not_listed", {"given": command.person})
    return check_post(law, command.person, "", command.post)


def _check_place(state: State, law: Lookup, fold: TeamFold, command: JoinSweep) -> Refusal | None:
    """Nobody goes for two posts, and nobody takes the place of somebody who has signed."""
    who = law.person(command.person)
    for post in fold.members:
        same = fold.person(post) == command.person
        if same and post != command.post:
            return Refusal("member_twice", {"person": who, "post": law.post(post)})
        if same and post not in fold.disputed:
            return Refusal("member_already", {"person": who, "post": law.post(post)})
    before = fold.person(command.post)
    if before and before in signers(state, law, command.day).get(command.post, set()):
        return Refusal("member_not_replaced", {"person": law.person(before), "post": law.post(command.post)})
    return None


def signers(state: State, law: Lookup, day: date) -> dict[str, set[str]]:
    """Who has signed the sweep, by post."""
    closing = law.procedures.closing
    found: dict[str, set[str]] = {}
    for (phase, an_item), item in law.items.items():
        fold = state.item(day, f"{phase}/{an_item}") if phase == closing.sweep and of_team(law, item) else None
        for post, event in fold.signers() if isinstance(fold, ItemFold) else ():
            found.setdefault(post, set()).add(event.by)
    return found
