"""The list of notices at 80 columns: each sentence can be read whole."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from types import MappingProxyType

import pytest

from dutytui.rules.commands import EntryFields, LogEntry, SignIn
from dutytui.rules.evidence.found import Evidence
from dutytui.screens.evidence import acknowledge
from dutytui.session import NotSaved, Saved
from dutytui.store.disk import Disk
from dutytui.store.notices import Notice
from tests.desk import at_desk
from tests.screens.morning import MorningDesk, at_the_desk

CUT = Notice("segment_gone", {"number": 12, "writer": "desk-2"})
BRANCHED = {"writer": "service-desk-on-the-third-floor", "seq": 4711}


def noticing(language: str) -> MorningDesk:
    desk = MorningDesk(language=language)
    found = Evidence("e1", "head_changed", desk.clock.now(), BRANCHED)
    desk.session.state.found = MappingProxyType({"e1": found})
    desk.session.notices.append(CUT)
    return desk


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "than this terminal has seen: it was rewritten"),
        ("zh-Hans", "与本机见过的不同：记录被重写过"),
        ("zh-Hant", "記錄被重寫過"),
    ],
)
async def test_what_was_found_is_read_whole_with_what_to_do_about_it(language: str, sentence: str) -> None:
    async with at_the_desk(noticing(language)) as robot:
        robot.app.action_notices()
        await robot.settle()
        words = "".join(robot.screen.replace("│", "").split())
        assert "".join(sentence.split()) in words, robot.screen
        assert BRANCHED["writer"] in words
        robot.sees("Enter" if language == "en" else "确认" if language == "zh-Hans" else "確認")


@pytest.mark.parametrize(
    ("language", "end"), [("en", "put it there"), ("zh-Hans", "查明是谁放进来的"), ("zh-Hant", "查明是誰放進來的")]
)
async def test_who_acknowledges_an_alarm_reads_it_to_its_end_above_the_words(language: str, end: str) -> None:
    desk = MorningDesk(language=language)
    desk.session.submit(SignIn("chu-shisan", "褚十三", "it"))
    values = {"writer": "desk-3", "seq": 1, "known": 2, "id": "00"}
    found = Evidence("e1", "stranger_recorded", desk.clock.now(), values)
    desk.session.state.found = MappingProxyType({"e1": found})
    async with at_the_desk(desk) as robot:
        acknowledge(robot.app, found.subject)
        await robot.settle()
        robot.sees(end)


async def test_typing_and_arrows_show_another_one_whole() -> None:
    async with at_the_desk(noticing("en")) as robot:
        robot.app.action_notices()
        await robot.settle()
        await robot.press("down")
        robot.misses("it was rewritten")
        await robot.press("up")
        robot.sees("it was rewritten")
        await robot.types("Part 12")
        robot.misses("it was rewritten")


async def test_a_desk_whose_last_line_is_spoilt_goes_on_under_another_name_without_a_share_too(mall: Path) -> None:
    async with at_desk(mall) as desk:
        first = LogEntry(desk.session.day, EntryFields(kind="general", text="卸货区漏水"))
        assert isinstance(desk.session.submit(first), Saved)
    (file,) = (mall / "logs").glob("*/desk.0001.json")
    content = bytearray(file.read_bytes())
    place = content.rindex(b'"sig":"') + len(b'"sig":"')
    content[place] = ord("0") if content[place] != ord("0") else ord("1")
    file.write_bytes(content)
    async with at_desk(mall, who="", size=(120, 40)) as desk:
        await desk.at("08:31")
        await desk.at("08:32")
        assert desk.desk.journal.writer == "desk-2"
        await desk.press("1")
        desk.sees("1 条提示")
    assert list((mall / "logs").glob("*/desk-2.0001.json"))
    assert file.read_bytes() == content


async def test_half_a_line_that_a_refusing_disk_left_is_told_with_the_next_record(
    mall: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes = Disk.write

    def refuses(disk: Disk, descriptor: int, data: bytes, offset: int) -> None:
        monkeypatch.setattr(Disk, "write", writes)
        writes(disk, descriptor, data[: len(data) // 2], offset)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async with at_desk(mall, size=(120, 40)) as desk:
        desk.misses("1 条提示")
        command = LogEntry(desk.session.day, EntryFields(kind="general", text="卸货区漏水"))
        monkeypatch.setattr(Disk, "write", refuses)
        assert isinstance(desk.session.submit(command), NotSaved)
        assert isinstance(desk.session.submit(command), Saved)
        await desk.settle()
        desk.sees("1 条提示")
        assert isinstance(desk.session.submit(command), Saved)
        await desk.settle()
        desk.sees("1 条提示")  # once
        desk.app.action_notices()
        await desk.settle()
        desk.sees("只写了一半")
