"""What the page of terminals looks like, as text: alone, founded, and with a dozen of them on a share."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dutytui.exchange import Beat, Exchange
from dutytui.rules.roster.commands import BeginRoster, Enrolling
from dutytui.rules.roster.fingerprints import fingerprint
from dutytui.rules.sharing import Peer, Reach, Sharing
from dutytui.session import Saved
from tests.desk import ZONE, Robot, at_desk
from tests.snapshots.test_screens import looks_like, named

SIZES = (("zh-Hans", (80, 24)), ("en", (120, 40)))
NOW = datetime(2026, 11, 23, 8, 20, tzinfo=ZONE)
NAMES = (
    "值班室",
    "总服务台 1F",
    "收银",
    "保安室",
    "电工房",
    "播音室",
    "超市",
    "家电",
    "办公室",
    "机房",
    "二楼主管",
    "三楼主管",
)
KEYS = tuple(f"{number:02x}" * 32 for number in range(1, 13))


def founds(desk: Robot) -> None:
    others = (Enrolling(key, "", name) for key, name in zip(KEYS[1:], NAMES[1:], strict=True))
    own = Enrolling(desk.desk.own.key, "", NAMES[0])
    outcome = desk.session.submit(BeginRoster(desk.session.day, own.key, (own, *others)))
    assert isinstance(outcome, Saved), outcome


def shares(desk: Robot, monkeypatch: pytest.MonkeyPatch) -> None:
    peers = [
        Peer(
            fingerprint(key),
            name,
            key,
            heads={"desk": 120 - place if place % 4 == 3 else 120},
            said=NOW - timedelta(minutes=7 * place),
            skew=timedelta(minutes=6) if place == 5 else timedelta(0),
        )
        for place, (key, name) in enumerate(zip(KEYS[1:], NAMES[1:], strict=True))
    ]
    held, there = {"desk": 120}, {"desk": 118}
    sharing = Sharing(Reach.HERE, NOW, saved=held, shared=there, peers=tuple(peers), own_writers=("desk",))
    monkeypatch.setattr(Exchange, "folder", Path("/mnt/duty"))
    monkeypatch.setattr(Exchange, "beat", lambda _exchange: Beat(sharing=sharing))
    desk.desk.exchange.sharing = sharing


@pytest.mark.parametrize(("language", "size"), SIZES)
@pytest.mark.parametrize("scene", ["terminals-alone", "terminals-dozen"])
async def test_the_terminals_look_as_they_did(
    mall: Path, scene: str, language: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_desk(mall, who="jiang-shiwu", post="general_manager", size=size, language=language) as desk:
        await desk.app.workers.wait_for_complete()
        if scene == "terminals-dozen":
            founds(desk)
            shares(desk, monkeypatch)
        # This terminal's key is another one at each run.
        own = fingerprint(desk.desk.own.key).upper()
        desk.app.action_show("terminals")
        await desk.settle()
        await desk.press("down", "down", "down", "down", "down", "down")
        shown = desk.screen
    spaced = "   ".join(" ".join(group) for group in own.split("-"))
    for found, stands in ((own, "AAAA-BBBB-CCCC-DDDD"), (spaced, "A A A A   B B B B   C C C C   D D D D")):
        shown = shown.replace(found, stands)
    looks_like(named(scene, language, size, plain=False), shown, plain=False)
