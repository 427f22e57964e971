"""Who is at the desk."""

from __future__ import annotations

import pytest

from dutytui.rules.acts import history
from dutytui.rules.commands import (
    CloseEntry,
    Command,
    CorrectEntry,
    EntryFields,
    FailItem,
    HandleEntry,
    LogEntry,
    RemarkEntry,
    ReopenEntry,
    SignIn,
    SignOut,
    TickItem,
    Undo,
    WaiveItem,
)
from dutytui.rules.folds import PersonFold
from tests.rules.a_mall import DAY, MALL, TOMORROW, Desk, at


def presence(desk: Desk, person: str) -> PersonFold:
    subject = desk.state.subject(DAY, f"person:{person}")
    assert subject is not None
    assert isinstance(subject.fold, PersonFold)
    return subject.fold


def test_listed_people_sign_in_by_their_name_and_post() -> None:
    desk = Desk()
    (event,) = desk.does("", SignIn("qian", "ignored", "duty_manager"), at("08:00"))
    assert (event.by, event.post, event.data) == ("qian", "duty_manager", {"name": "Qian"})
    assert presence(desk, "qian").post == "duty_manager"
    desk.does("qian", SignOut("qian"), at("18:00"))
    assert presence(desk, "qian").post == ""
    assert [act.kind for act in history(desk.state, MALL, DAY, "person:qian")] == ["signed_in", "signed_out"]


def test_somebody_else_signing_in_over_one_signs_in_as_themselves() -> None:
    (event,) = Desk().does("qian", SignIn("sun", "", "guard"), at("08:00"))
    assert (event.by, event.on) == ("sun", "person:sun")


def test_who_is_not_listed_signs_in_by_typing_a_name() -> None:
    (event,) = Desk().does("", SignIn("temp-1", " 孙临时 ", "guard"), at("08:00"))
    assert event.data == {"name": "孙临时"}


@pytest.mark.parametrize(
    ("command", "code", "posts"),
    [
        (SignIn("temp-1", " ", "guard"), "name_missing", None),
        (SignIn("", "Zhou", "guard"), "name_missing", None),
        (SignIn("sun", "Sun", "duty_manager"), "post_not_held", ["guard"]),
        (SignIn("temp-1", "Zhou", "gardener"), "post_unknown", [post.id for post in MALL.posts]),
    ],
)
def test_signing_in_says_which_posts_there_are(command: SignIn, code: str, posts: list[str] | None) -> None:
    refusal = Desk().refuses("", command, at("08:00"))
    assert refusal.code == code
    assert posts is None or [post.id for post in refusal.values["posts"]] == posts


def test_signing_in_after_midnight_is_still_that_days_shift() -> None:
    assert Desk().does("", SignIn("sun", "", "guard"), at("25:30"))[0].day == DAY
    assert Desk().does("", SignIn("sun", "", "guard"), at("05:00", TOMORROW))[0].day == TOMORROW


@pytest.mark.parametrize(
    "command",
    [
        SignOut("sun"),
        TickItem(DAY, "staff_entry/locks_checked"),
        WaiveItem(DAY, "staff_entry/locks_checked", "x"),
        FailItem(DAY, "staff_entry/locks_checked", "x"),
        Undo(DAY, "item:staff_entry/locks_checked", "x"),
        LogEntry(DAY, EntryFields("note", "x")),
        RemarkEntry(DAY, "entry:x", "x"),
        CorrectEntry(DAY, "entry:x", {"text": "y"}, "x"),
        HandleEntry(DAY, "entry:x", "x"),
        CloseEntry(DAY, "entry:x"),
        ReopenEntry(DAY, "entry:x", "x"),
    ],
    ids=lambda command: type(command).__name__,
)
def test_nobody_does_nothing(command: Command) -> None:
    assert Desk().refuses("", command, at("08:25")).code == "not_signed_in"
