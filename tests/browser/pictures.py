"""The pictures of the README, made anew: ``python -m tests.browser.pictures [NAME ...]``, as ``make pictures`` does.

An invented mall and day, played until a moment and then looked at in a headless Chromium, which draws Chinese right.
Nobody in them is real. Needs Chromium and a monospaced font with Chinese (fonts-noto-cjk).
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from dutytui.rehearsal import stage
from dutytui.rehearsal.invented.day import InventedDay
from dutytui.rehearsal.story import STORY, THE_DAY_BEFORE
from dutytui.texts import catalogue
from tests.browser.chromium import MISSING, Chromium
from tests.browser.device import PHONE, Desk, chromium, let_in
from tests.browser.served import Served, serving
from tests.desk import MONDAY
from tests.snapshots.requests import submit_them

FOLDER = Path(__file__).parent.parent.parent / "docs" / "pictures"
LANGUAGES = {"zh": ("zh-Hans", "zh-CN"), "en": ("en", "en-GB")}
WIDE = (1000, 780)
"""Dots: some 124 columns and 33 rows."""
LARGEST = 200_000
F2, ENTER, DOWN = "\x1bOQ", "\r", "\x1b[B"


@dataclass(frozen=True, slots=True)
class Scene:
    """at: the time of the invented day; keys: after signing in, as a terminal sends them, by language where they are
    words."""

    name: str
    at: str
    keys: tuple[str | dict[str, str], ...] = ()
    size: tuple[int, int] = WIDE
    who: str = "张三"
    asked: bool = False
    """Of the mall with requests at every stage that `tests.snapshots.requests` makes, whose words are Chinese."""
    after_a_day: bool = False
    """The day before was played, too."""

    @property
    def mall(self) -> tuple[str, bool, bool]:
        """Scenes with the same are of one mall folder."""
        return self.at, self.asked, self.after_a_day


_TYPED = {
    "zh": "1432 客诉 3F 电梯夹包 !急 @电工 >18:00",
    "en": "1432 complaint 3F bag caught in the lift !urgent @electrician",
}
SCENES = (
    Scene("now", "10:40"),
    Scene("request", "11:10", ("6", ENTER), who="蒋十五", asked=True),
    Scene("calendar", "10:40", ("9",)),
    Scene("figures", "10:40", ("9", "9")),
    Scene("logbook", "14:40", ("3", F2, _TYPED)),
    Scene("closing", "22:24", ("7",)),
    Scene("phone", "22:24", ("7",), PHONE),
    Scene("review", "08:45", ("0",), after_a_day=True),
)


def played(folder: Path, at: str, language: str, asked: bool, after_a_day: bool) -> Path:
    """A mall folder with the invented day in it until `at`, and the day before if wanted; or with requests."""
    catalogue.use(language)
    if asked:
        return submit_them(folder / language)
    mall = folder / f"mall-{at.replace(':', '')}-{language}"
    stage.make_invented_mall(mall)
    start = datetime.combine(date.fromisoformat(MONDAY), time.fromisoformat(at), stage.ZONE)
    if after_a_day:
        night = datetime.combine(start.date() - timedelta(days=1), time(23, 59), stage.ZONE)
        stage.catch_up(stage.Rehearsal(mall, night, 1.0, "zhang-san", InventedDay(THE_DAY_BEFORE)), stage.SLOW_DAY)
    stage.catch_up(stage.Rehearsal(mall, start, 1.0, "zhang-san", InventedDay(STORY)))
    return mall


async def look(browser: Chromium, served: Served, scene: Scene, short: str) -> bytes:
    """The picture of a scene."""
    desk = await let_in(browser, served, scene.size, touch=scene.size == PHONE, language=LANGUAGES[short][1])
    for keys in (scene.who, ENTER, *scene.keys):
        await _settled(desk)
        typed = keys[short] if isinstance(keys, dict) else keys
        await desk.page.evaluate(f"say('stdin', {typed!r})")
    await _settled(desk)
    picture = await desk.page.picture()
    await desk.page.close()
    return picture


async def _settled(desk: Desk) -> None:
    """Return when the terminal has been shown nothing new for a while; a cursor that blinks is always new."""
    for _round in range(5):
        await asyncio.sleep(1)
        if not await desk.page.evaluate("window.__shown.splice(0).length"):
            return


async def make(names: list[str]) -> None:
    wanted = [scene for scene in SCENES if not names or scene.name in names]
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        async with chromium(folder) as browser:
            for short, (language, _accepted) in LANGUAGES.items():
                for at, asked, after_a_day in dict.fromkeys(scene.mall for scene in wanted):
                    os.environ["DUTYTUI_HOME"] = str(folder / f"home-{short}-{at.replace(':', '')}")
                    mall = await asyncio.to_thread(played, folder, at, language, asked, after_a_day)
                    async with serving(folder, mall) as served:
                        served.at(at)
                        for scene in (scene for scene in wanted if scene.mall == (at, asked, after_a_day)):
                            picture = await look(browser, served, scene, short)
                            path = FOLDER / f"{scene.name}-{short}.png"
                            path.write_bytes(picture)
                            sys.stdout.write(f"{path.name}: {len(picture)} bytes\n")
                            assert len(picture) < LARGEST, "too large for a page that many open"


if __name__ == "__main__":
    if MISSING:
        sys.exit(MISSING)
    asyncio.run(make(sys.argv[1:]))
