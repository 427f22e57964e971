"""Commands in, facts or a refusal out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dutytui.rules.commands import Command
from dutytui.rules.context import Context, Decision, author, check_day
from dutytui.rules.events import SECTION_LEFT_EMPTY, SECTION_WRITTEN, Event, Fact
from dutytui.rules.journals.commands import LeaveSectionEmpty, WriteSection
from dutytui.rules.journals.fold import page_fold
from dutytui.rules.journals.pages import Page, page
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State


def write(state: State, command: WriteSection, context: Context) -> tuple[Fact, ...] | Refusal:  # noqa: ARG001
    """One paragraph more, by a post that writes this section."""
    found = _page(command, context)
    if isinstance(found, Refusal):
        return found
    text = command.text.strip()
    if not text:
        return Refusal("paragraph_empty", {"title": found.title})
    return (context.fact(SECTION_WRITTEN, found.on, command.day, None, data={"text": text}),)


def leave_empty(state: State, command: LeaveSectionEmpty, context: Context) -> tuple[Fact, ...] | Refusal:
    """Nothing to write, with a reason; not where something is written, and not twice."""
    found = _page(command, context)
    if isinstance(found, Refusal):
        return found
    fold = page_fold(state, command.day, found.on)
    if fold.written:
        return Refusal("page_written", _said(state, context, found, fold.written[-1]))
    if fold.left:
        return Refusal("page_left_empty", _said(state, context, found, fold.left[-1]))
    reason = command.reason.strip()
    if not reason:
        return Refusal("page_reason_missing", {"title": found.title})
    return (context.fact(SECTION_LEFT_EMPTY, found.on, command.day, None, data={"reason": reason}),)


def _said(state: State, context: Context, found: Page, act: Event) -> dict[str, Any]:
    return {"title": found.title, "by": author(state, context, act), "at": act.at}


def _page(command: WriteSection | LeaveSectionEmpty, context: Context) -> Page | Refusal:
    refused = check_day(context, command.day, None)
    if refused:
        return refused
    found = page(context.law, command.page)
    if found is None:
        return Refusal("page_unknown", {"given": command.page})
    if context.post not in found.section.posts:
        posts = context.law.post_names(found.section.posts)
        return Refusal("page_not_yours", {"title": found.title, "posts": posts})
    return found


DECISIONS: Mapping[type[Command], Decision] = {WriteSection: write, LeaveSectionEmpty: leave_empty}
