"""Files that were made to harm whoever reads them: no crash, no endless wait, nothing that a terminal would obey."""

from __future__ import annotations

import errno
import json
import os
import random
import re
from pathlib import Path

import pytest

from dutytui.cli.stop import Stop
from dutytui.cli.verify import _logs
from dutytui.store.disk import READ_LIMIT, Disk
from dutytui.store.lines import LINE_LIMIT, event_id
from dutytui.store.segments import CLOSING, OPENING
from dutytui.verify.findings import LEVELS
from tests.cli.program import environment, run
from tests.verify.a_folder import DAY, Folder, grown

ESCAPES = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e"


def signed_by_nobody(body: str, writer: str = "evil", seq: int = 1) -> bytes:
    """A line whose hash is right, which anybody can make."""
    raw = body.encode("utf-8", "surrogatepass")
    return b'"%d": %b,"id":"%b","sig":"%b"}' % (seq, raw[:-1], event_id(writer, raw).encode(), b"0" * 128)


def body(seq: object = 1, kind: str = "journal_opened", data: str = '{"key":"00"}', more: str = "") -> str:
    stamp = "2026-11-23T00:12:33.123Z-0000"
    return (
        f'{{"seq":{seq},"stamp":"{stamp}","at":"2026-11-23T08:00:00+08:00","day":"2026-11-23",'
        f'"kind":{json.dumps(kind, ensure_ascii=False)},"data":{data}{more}}}'
    )


HOSTILE = {
    "number beyond all memory": signed_by_nobody(body(10**18), seq=10**18),
    "number too large for a number": signed_by_nobody(body(10**40), seq=10**40),
    "number below nothing": signed_by_nobody(body(-1), seq=-1),
    "deep": signed_by_nobody(body(data="[" * 50_000 + "]" * 50_000)),
    "deep object": signed_by_nobody(body(data='{"a":' * 20_000 + "1" + "}" * 20_000)),
    "key twice": signed_by_nobody(body(data='{"a":1,"a":2}')),
    "field twice": signed_by_nobody(body(more=',"kind":"undone"')),
    "huge": signed_by_nobody(body(data=f'{{"a":"{"x" * LINE_LIMIT}"}}')),
    "escape codes": signed_by_nobody(body(kind=ESCAPES, data=json.dumps({"key": ESCAPES}))),
    "a path for a name": signed_by_nobody(body(data='{"key":"../../../etc/passwd","writer":"../../x"}')),
    "half a character": signed_by_nobody(body(data='{"key":"\\ud800"}')),
    "not a number": signed_by_nobody(body(data='{"key":NaN}')),
    "far future": signed_by_nobody(body().replace("2026-11-23T00", "9999-12-31T23").replace("-11-23T08", "-11-23T23")),
    "nothing": b"",
    "zeros": b"\0" * 5000,
    "brackets": b"}" * 5000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_crafted_line_is_told_and_harms_nothing(name: str) -> None:
    mall, _terminals = grown(random.Random(1))
    path = mall.logs / DAY.isoformat() / "evil.0001.json"
    mall.write(path, OPENING + HOSTILE[name] + b"\n" + CLOSING)
    report = mall.verified()
    assert {one.writer for one in report.findings} == {"evil"}
    assert {writer: head for writer, head in report.heads.items() if writer != "evil"} == mall.heads


def test_a_crafted_line_behind_good_ones_is_not_taken_for_the_end_of_the_journal() -> None:
    mall, _terminals = grown(random.Random(1))
    path = mall.files("desk")[-1]
    lines = mall.lines(path)
    lines.append(b"," + signed_by_nobody(body(10**15, more=',"cause":"x"'), "desk", seq=10**15))
    mall.put(path, lines)
    report = mall.verified()
    assert report.wrong
    assert report.heads == mall.heads


def test_garbage_of_every_kind_is_told() -> None:
    chance = random.Random(3)
    mall, _terminals = grown(chance)
    path = mall.files("desk")[0]
    whole = mall.read(path).rstrip()
    for number in range(300):
        cut, length = chance.randrange(len(whole)), chance.randrange(1, 200)
        mall.write(path, whole[:cut] + chance.randbytes(length) + whole[cut + chance.randrange(length) :])
        report = mall.verified()
        assert report.findings, number
        assert all(one.code in LEVELS for one in report.findings)


@pytest.mark.skipif(os.name != "posix", reason="the names need a file system that takes them")
def test_names_and_texts_reach_the_terminal_as_numbers(tmp_path: Path) -> None:
    mall = Folder(tmp_path, Disk())
    desk = mall.terminal("desk")
    desk.record(mall.fact("kind" + ESCAPES, "x", {"text": ESCAPES}))
    day = mall.files("desk")[0].parent
    (day / f"evil{ESCAPES}.json").write_bytes(b"x")
    Path(os.fsdecode(os.fsencode(day) + b"/\xff\xfe\x9b.json")).write_bytes(b"x")
    evil = day / "evil.0001.json"
    evil.write_bytes(OPENING + HOSTILE["escape codes"] + b"\n" + CLOSING)
    (day / f"evil.0002{ESCAPES[:4]}.json").write_bytes(b"x")
    for words in ((), ("--json",)):
        done = run("verify", tmp_path, *words, env=environment(DUTYTUI_HOME=str(tmp_path / "home")))
        assert done.returncode == 1, done.stderr.decode()
        text = done.stdout.decode()
        assert not {one for one in text if not one.isprintable()} - {"\n"}, text


def test_a_folder_that_this_user_may_not_look_into_is_told_with_what_would_allow_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> bool:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_dir", refused)  # as the system does it; root's tests may look into everything
    with pytest.raises(Stop, match=re.escape(str(tmp_path))) as stopped:
        _logs(tmp_path)
    assert stopped.value.code == 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_that_nobody_writes_to_keeps_nobody_waiting(tmp_path: Path) -> None:
    mall = Folder(tmp_path, Disk())
    mall.terminal("desk").says("x")
    os.mkfifo(mall.files("desk")[0].with_name("desk.0002.json"))
    done = run("verify", tmp_path, "--json", env=environment(DUTYTUI_HOME=str(tmp_path / "home")))
    assert done.returncode == 3
    assert [one["code"] for one in json.loads(done.stdout)["findings"]] == ["unreadable"]


def test_a_file_too_large_to_be_ours_is_not_read(tmp_path: Path) -> None:
    mall = Folder(tmp_path, Disk())
    mall.terminal("desk").says("x")
    with mall.files("desk")[0].with_name("desk.0002.json").open("wb") as file:
        file.truncate(READ_LIMIT + 1)
    assert [one.code for one in mall.verified().findings] == ["unreadable"]
