"""What the disputes look like, as text, where three sessions recorded a morning without hearing each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutytui.rules.commands import CloseEntry, EntryFields, HandleEntry, LogEntry, ReopenEntry, TickItem, WaiveItem
from tests.desk import StandingClock, at_desk
from tests.screens.disputes.apart import does, other_desk
from tests.snapshots.test_screens import looks_like, named

SIZES = (("zh-Hans", (80, 24)), ("en", (120, 40)))
SCENES = {"disputes": ("f12",), "dispute": ("f12", "down", "enter"), "settle": ("f12", "down", "enter", "1")}
LIGHTS = "staff_entry/lighting_on"


@pytest.mark.parametrize(("language", "size"), SIZES)
@pytest.mark.parametrize("scene", SCENES)
async def test_the_disputes_look_as_they_did(mall: Path, scene: str, language: str, size: tuple[int, int]) -> None:
    clock = StandingClock(time="08:21")
    with other_desk(mall, clock, "zheng-shi", "electrician") as electrician:
        does(electrician, LogEntry(electrician.day, EntryFields("general", "三楼防火门关不严", "3F")))
        entry = electrician.logbook().entries[0].subject
        with other_desk(mall, clock, "zhang-san", "duty_manager") as manager:
            does(manager, HandleEntry(manager.day, entry, "调过闭门器"))
            with other_desk(mall, clock, "zhang-san", "duty_manager") as third:
                clock.at("08:24")
                does(electrician, TickItem(electrician.day, LIGHTS))
                does(manager, CloseEntry(manager.day, entry))
                clock.at("08:26")
                does(third, WaiveItem(third.day, LIGHTS, "总闸跳了，电工在路上"))
                does(third, ReopenEntry(third.day, entry, "又关不严了，合页松动"))
    async with at_desk(mall, clock=clock, size=size, language=language) as desk:
        await desk.at("08:36")
        await desk.press(*SCENES[scene])
        await desk.at("08:36")
        shown = desk.screen
    looks_like(named(scene, language, size, plain=False), shown, plain=False)
