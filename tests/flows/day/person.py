"""Whoever is at the desk: presses keys, counts them, and waits for what the screen then shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from dutytui.rules.procedure import Person as Listed
from dutytui.screens.keys import DESTINATIONS, PAGES
from dutytui.screens.page_head import same_digit
from tests.flows.day.book import Book
from tests.flows.terminal import TerminalDesk

FORM = "Esc 返回"
"""What the key row of every form says."""
PAGES_OF = {key.id[4:-2]: (key.id[4:-2],) for key in DESTINATIONS} | PAGES
"""By destination its pages, in the order in which its digit leads to them."""
SAYS_WHERE_ITS_DIGIT_LEADS = frozenset(page for pages in PAGES.values() for page in pages) - {"now"}


class Person:
    """Everybody of the mall in turn, at one terminal in Chinese. `keys`: single key presses and typed texts by task."""

    def __init__(self, desk: TerminalDesk, book: Book) -> None:
        self.desk, self.book = desk, book
        self.keys: Counter[str] = Counter()
        self._task = ""
        self.who, self.post = "", ""
        self._page = "now"

    @contextmanager
    def doing(self, task: str) -> Iterator[None]:
        """Keys are counted for this task."""
        before, self._task = self._task, task
        yield
        self._task = before

    # -- keys -----------------------------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Keys by tmux' names; a digit is a key, too."""
        self.keys[self._task] += len(keys)
        self.desk.press(*keys)

    def types(self, text: str) -> None:
        """One text, as an input method or a practised hand sends it."""
        self.keys[self._task] += 1
        self.desk.types(text)

    def goes_on(self, key: str) -> None:
        """A key that leads to another field, where the terminal's cursor goes, too."""
        self.keys[self._task] += 1
        self.desk.goes_on(key)

    def escapes(self, gone: str) -> None:
        """Esc, and nothing more before `gone` has gone: two keys at once would be another key to a terminal."""
        self.press("Escape")
        self.desk.misses(gone)

    def finds(self, words: str) -> None:
        """The cursor goes to the first row that fits; all rows are shown again."""
        self.press("F3")
        self.types(words)
        self.desk.tmux.until(lambda screen: _alone(words, screen), f"{words} does not stand in the find line")
        self.press("Escape")
        self.desk.tmux.until(lambda screen: not _alone(words, screen), f"{words} stays in the find line")

    def says(self, text: str) -> None:
        """A text and Enter, once it stands in its field (of a long one its end)."""
        self.types(text)
        self.desk.sees(text[-12:])
        self.press("Enter")

    def sees(self, *texts: str) -> None:
        self.desk.sees(*texts)

    def saved(self, words: str = "") -> None:
        """The message row says that it is on disk, at this very second, and what."""
        self.desk.tmux.until(
            lambda screen: self.says_saved(screen, words), f"not saved {self.desk.moment:%H:%M:%S} {words}"
        )

    def says_saved(self, screen: str, words: str = "") -> bool:
        """Whether the last rows of that screen say so."""
        at = f"{self.desk.moment:%H:%M:%S}"
        told = [row for row in screen.split("\n")[-4:] if f"已保存 {at}" in row]
        return any(words in row for row in told)

    def passes(self, seconds: float) -> None:
        self.desk.passes(seconds)

    def waits_until(self, time: str | datetime) -> None:
        """The clock runs on to a time of this day; what has passed already is left alone."""
        moment = (
            time if isinstance(time, datetime) else datetime.fromisoformat(f"{self.desk.moment:%Y-%m-%d} {time}+08:00")
        )
        self.desk.runs_to(moment)

    # -- who and where --------------------------------------------------------------------------------------------

    def comes(self, who: str, post: str = "") -> None:
        """Somebody sits down: by name, since the digits follow who was here last; with several posts they say
        under which."""
        people = self.book.people
        person = next(one for one in people if one.id == who)
        post = post or person.posts[0]
        if (self.who, self.post) == (who, post):
            return
        self.press("F8")
        self.sees("现在谁值班？")
        self._names(person)
        if len(person.posts) > 1:
            self.sees(f"{person.name}：")
            self.press(str(person.posts.index(post) + 1))
        self.sees(f"已登录：{person.name}")
        self._sits(who, post)

    def comes_first(self, who: str, post: str) -> None:
        """The program has just started and asks who it is."""
        self.sees("现在谁值班？")
        self._names(next(one for one in self.book.people if one.id == who))
        self.sees("已登录")
        self._sits(who, post)

    def _names(self, person: Listed) -> None:
        self.says(person.name)

    def sat_down(self, who: str, post: str) -> None:
        """They were signed in by the screen itself (the closing board offers who is next)."""
        self._sits(who, post)

    def _sits(self, who: str, post: str) -> None:
        self.who, self.post = who, post
        self.book.sits(who, post)

    def opens(self, page: str) -> None:
        """By the digit of its destination, again for its second page; nothing when it stands there already."""
        destination, pages = next((one, pages) for one, pages in PAGES_OF.items() if page in pages)
        digit = next(key.keys[0] for key in DESTINATIONS if key.id == f"go('{destination}')")
        while self._page != page:
            here = pages.index(self._page) + 1 if self._page in pages else 0
            self.press(digit)
            self._page = pages[here % len(pages)]
            if self._page in SAYS_WHERE_ITS_DIGIT_LEADS:
                self.sees(same_digit(self._page)[0])

    def goes_to_checklist(self, phase: str) -> None:
        """By the menu, with the phase's name typed."""
        title = self.book.title(phase)
        self.press("F10")
        self.sees("菜单", "输入文字或拼音首字母")
        self.types(title)
        self.desk.misses("输入文字或拼音首字母")
        self.press("Enter")
        self.sees(f" >  {title}  ")
        self._page = "checklists"

    @property
    def row(self) -> str:
        """The row that the cursor stands on now, "" for none."""
        return cursor_row(self.desk.tmux.screen)


def cursor_row(screen: str) -> str:
    """The row that the cursor stands on, "" for none."""
    return next((row for row in screen.split("\n")[2:] if row.startswith("> ")), "")


def _alone(words: str, screen: str) -> bool:
    """Whether a row says nothing else."""
    return any(row.strip() == words for row in screen.split("\n"))
