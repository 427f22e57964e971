"""A clerk who takes a request round by keys alone: whom it waits for, and what is asked, is read off the screen.

The clerk's hands are the robot's or a real terminal's; nothing here knows which. Beyond the screen the clerk has only
what a person would bring along: what to fill in, and who holds which post.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from dutytui.rules.approvals.branches import Branch
from dutytui.rules.approvals.conditions import Given
from dutytui.rules.approvals.flow import Field, FieldKind, Flow, Step
from dutytui.rules.procedure import Procedures
from dutytui.texts.catalogue import _, pick
from dutytui.widgets.glyphs import glyphs

TYPED: Mapping[FieldKind, str] = {
    FieldKind.LINE: "样",
    FieldKind.TEXT: "如附",
    FieldKind.FILE: "附.pdf",
    FieldKind.DATE: "+7",
    FieldKind.NUMBER: "2027",
    FieldKind.MONEY: "1",
    FieldKind.YES_NO: "1",
    FieldKind.CHOICE: "1",
}
"""What is typed where no condition looks."""
_MOST = 80
"""Acts: more than any flow has seats and follow-ups."""

Answers = Mapping[str, str]
"""By the label that asks for it; "" leaves it empty, or as it stands."""


class Hands(Protocol):
    """Keys by Textual's names."""

    async def press(self, *keys: str) -> None: ...

    async def types(self, text: str) -> None: ...

    async def until(self, good: Callable[[str], bool], wanted: str) -> str:
        """Look until the screen is good, and hand it back; fail with what was wanted."""
        ...

    async def whole(self) -> str:
        """The page that is open, from its first row as far as it can be read here."""
        ...


@dataclass
class Clerk:
    """steps: titles of the steps where the request was seen to stand, one after another; signed: names of those who
    have signed at the step where it stands."""

    hands: Hands
    procedures: Procedures
    flow: Flow
    branch: Branch
    number: str = ""
    who: str = ""
    submitter: str = ""
    steps: list[str] = field(default_factory=list)
    signed: set[str] = field(default_factory=set)

    # -- from its submission to its end ---------------------------------------------------------------------------

    async def takes_round(self, post: str) -> str:
        """From this post's submission until nothing is left to be done; its whole page as it is then."""
        await self.submits(post)
        await self.opens()
        for _act in range(_MOST):
            waits = waits_for(await self.page())
            if not waits:
                return await self.hands.whole()
            await self.moves_on(waits[0])
        raise AssertionError(f"{self.number} comes to no end: {self.steps}")

    async def submits(self, post: str) -> None:
        """From the queue."""
        title = self._post_title(post)
        await self.becomes(title, self.holders(title)[:1])
        self.submitter = self.who
        await self.hands.press("ctrl+n")
        shown = await self.hands.until(lambda shown: bool(asked(shown)) or chooses(shown), "nothing is begun")
        if chooses(shown):
            await self.hands.types(self.flow.id)
            found = f"{glyphs().cursor}1 {self.flow.id}  "
            await self.hands.until(lambda shown: found in shown, f"{self.flow.id} is not found by its id")
            await self.hands.press("enter")
        form = f"│ {self.flow.id}  {pick(self.flow.title)} "
        await self.hands.until(lambda shown: form in shown and bool(asked(shown)), f"no form of {self.flow.id}")
        await self.fills(self._answers(self.flow.asked_at_start()))
        # Requests before it stand in the queue; the new one's number is told in the last row but one.
        told = re.compile(rf"{re.escape(self.flow.id)}-\d{{4}}-\d+")
        shown = await self.hands.until(lambda shown: bool(told.search(shown.split("\n")[-2])), "no number is told")
        (self.number,) = told.findall(shown.split("\n")[-2])

    async def moves_on(self, post: str) -> None:
        """Somebody does what it waits for; post: whom it waits for, as the page says."""
        page = await self.page()
        rightful = [name for name in self.holders(post) if name not in self.signed]
        others = [name for name in rightful if name != self.submitter] or rightful
        if self.who not in others:
            await self.back()
            await self.becomes(post, others)
            await self.opens()
        step = self._step(page)
        if step is not None and step.check_ins:
            await self.calls_in()
        page = await self.page()
        await self.hands.press("1")
        shown = await self.hands.until(lambda shown: bool(asked(shown)) or chooses(shown), f"{post} can't move it on")
        if chooses(shown):
            await self.hands.press("1")
            shown = await self.hands.until(lambda shown: bool(asked(shown)), "what follows is not asked for")
        await self.fills(self._follows(shown) if step is None else self._signs(step))
        after = self._step(await self.page(than=page))
        self.signed = {*self.signed, self.who} if step is after else set()

    async def calls_in(self) -> None:
        """On the page of those who are out; from there back to the request."""
        await self.hands.press("escape", "6")

        def is_out(shown: str) -> bool:
            return _head(shown).startswith(_("Outings")) and self.who in _under_cursor(shown)

        await self.hands.until(is_out, "nobody is out")
        await self.hands.press("enter")
        await self.fills({_("Where they are"): "城东"}, by="f2")
        await self.hands.until(lambda shown: not asked(shown) and is_out(shown), "the call is not taken down")
        await self.hands.press("ctrl+e")
        await self.page()

    # -- one act --------------------------------------------------------------------------------------------------

    async def becomes(self, post: str, names: Iterable[str]) -> None:
        """One of those whom the list shows when the post (or a name) is typed; nothing where they are at the desk."""
        wanted = set(names)
        if self.who in wanted:
            return
        await self.hands.press("f8")
        await self.hands.until(lambda shown: _("Who is at the desk?") in shown, "nobody is asked for")
        await self.hands.types(post)
        typed = _("Typed: {typed}", typed=post.replace(" ", ""))
        shown = await self.hands.until(lambda shown: typed in shown, f"{post} can't be typed")
        digit, name = _first_of(wanted, shown)
        assert name, f"none of {wanted} is in the list\n{shown}"
        await self.hands.press(digit)
        which = _("{name}: under which post?", name=name)
        shown = await self.hands.until(lambda shown: which in shown or _at_desk(shown) == name, f"{name} is not let in")
        if which in shown:
            await self.hands.types("" if post == name else post)
            await self.hands.press("enter")
            await self.hands.until(lambda shown: which not in shown and _at_desk(shown) == name, f"{name}: no post")
        self.who = name

    async def opens(self) -> None:
        """The request, out of the queue that is in sight."""
        shown = await self.hands.until(lambda shown: self.number in _queue(shown), f"{self.number} is not in the queue")
        steps = list(_queue(shown)).index(self.number) - list(_queue(shown).values()).index(True)
        await self.hands.press(*["down" if steps > 0 else "up"] * abs(steps), "enter")
        await self.page()

    async def page(self, than: str = "") -> str:
        """The request's page, once it is in sight and another than it was; where the request stands is noted."""
        top = f" {self.number}  {pick(self.flow.title)}  "

        def good(shown: str) -> bool:
            return shown.startswith(top) and not asked(shown) and _said(shown) != _said(than)

        shown = await self.hands.until(good, f"no page of {self.number} that says what is new")
        step = self._step(shown)
        if step is not None and self.steps[-1:] != [pick(step.title)]:
            self.steps.append(pick(step.title))
        return shown

    async def back(self) -> None:
        """To the queue, from the page."""
        await self.hands.press("escape")
        shown = await self.hands.until(lambda shown: f"F10 {_('Menu')}" in shown, "the page does not close")
        if _head(shown).startswith(_("Outings")):
            await self.hands.press("6")
            await self.hands.until(lambda shown: _head(shown).startswith(_("Approvals")), "no queue")

    async def fills(self, answers: Answers, *, by: str = "enter") -> None:
        """Answer what is asked until the form has gone; by: the key that goes on, or saves at once."""
        shown = await self.hands.until(lambda shown: bool(asked(shown)), "nothing is asked")
        while last := asked(shown):
            answer = answers.get(last)
            assert answer is not None, f"{last!r} is asked for, not {list(answers)}"
            if answer and _("digit or Enter chooses") in shown:
                await self.hands.press(answer)
            else:
                await self.hands.types(answer)
                await self.hands.press(by)
            shown = await self.hands.until(_another_than(last), f"{answer!r} does not answer {last}")

    # -- what a person brings along -------------------------------------------------------------------------------

    def holders(self, post: str) -> list[str]:
        """Names of those who hold a post of this title; or the one whose name it is."""
        ids = {one.id for one in self.procedures.posts if pick(one.name) == post}
        return [one.name for one in self.procedures.people if one.name == post or ids & set(one.posts)]

    def _post_title(self, post: str) -> str:
        return next(pick(one.name) for one in self.procedures.posts if one.id == post)

    def _step(self, page: str) -> Step | None:
        """The step at which it stands, as the page's first row says."""
        top = page.split("\n", maxsplit=1)[0].split("  ")
        return next((step for step in self.flow.steps if pick(step.title) in top[2:3]), None)

    def _signs(self, step: Step) -> Answers:
        fields = [one for one in self.flow.fields if one.id in step.fields]
        return {**self._answers(fields), _("Opinion"): "同意"[: 2 * step.opinion]}

    def _follows(self, shown: str) -> Answers:
        """A task: done; a flow: what it takes over as it is, and the rest filled in."""
        for follow in self.flow.follows:
            begun = self.procedures.approvals.flow(follow.flow)
            if begun is None and f"  {pick(follow.title)} " in shown:
                return {_("How it was done (may stay empty)"): ""}
            if begun is not None and f"│ {begun.id}  {pick(begun.title)} " in shown:
                carried = {there for _here, there in follow.carry}
                fields = begun.asked_at_start()
                return {_label(one): "" if one.id in carried else TYPED[one.kind] for one in fields}
        raise AssertionError(f"nothing of {self.flow.id} follows here:\n{shown}")

    def _answers(self, fields: Iterable[Field]) -> Answers:
        given = self.branch.values
        return {_label(one): _typed(one, given[one.id]) if one.id in given else TYPED[one.kind] for one in fields}


def _label(one: Field) -> str:
    title = pick(one.title)
    return _("{field} ({unit})", field=title, unit=pick(one.unit)) if one.unit else title


def _typed(one: Field, value: Given) -> str:
    """What is typed for a value; the digit, where there is a choice."""
    match one.kind:
        case _ if value is None:
            return ""
        case FieldKind.YES_NO:
            return "1" if value else "2"
        case FieldKind.CHOICE:
            return str(1 + [choice.id for choice in one.choices].index(str(value)))
        case FieldKind.MONEY:
            assert isinstance(value, int | float)
            return f"{value / 100:.2f}"
    return TYPED[one.kind] if isinstance(value, str) else str(value)


# -- reading ----------------------------------------------------------------------------------------------------------


def asked(shown: str) -> str:
    """What the form in sight asks for now, "" without a form."""
    # What Enter does here stands behind it, in brackets.
    found = re.search(r"│ (\S.*?)  \((?=[^()]*Enter)[^()]*\) *│", shown)
    return found[1] if found else ""


def _another_than(last: str) -> Callable[[str], bool]:
    return lambda shown: asked(shown) != last


def chooses(shown: str) -> bool:
    """Whether it is asked which flow, or which of several that follow."""
    return _("New request: which?") in shown or _("Which of them is done or begun?") in shown


def waits_for(page: str) -> list[str]:
    """Posts, or people, whom the request waits for."""
    found = re.search(rf" {re.escape(_('Waits for'))} (.+?)(?:   |\n)", page)
    return found[1].strip().split(_(", ")) if found else []


def way(whole: str) -> dict[str, tuple[str, str]]:
    """Of every step, by its title: what has come of it, and the notes beside and below it."""
    begins = whole.index(f"\n {_('Its way')}\n")
    words = "|".join(re.escape(_(word)) for word in ("signed", "here", "ahead", "not asked", "once more"))
    found: dict[str, tuple[str, str]] = {}
    title = ""
    for row in whole[begins:].split("\n")[2:]:
        step = re.match(rf" .?\s*({words})  +(\S.*?)(?:  (.*))?$", row)
        if step:
            title = step[2]
            found[title] = (step[1], step[3] or "")
        elif row.startswith("    "):
            found[title] = (found[title][0], found[title][1] + row.strip())
        elif row.strip():
            return found
    return found


def _queue(shown: str) -> dict[str, bool]:
    """The numbers in the queue, downwards, and whether the cursor stands there."""
    rows = (re.match(r"(.) (\S+-\d{4}-\d+) ", row) for row in shown.split("\n"))
    return {row[2]: row[1] == glyphs().cursor for row in rows if row}


def _said(page: str) -> list[str]:
    """What a page says of its request: all but its rows of messages and keys."""
    return page.split("\n")[:-2]


def _head(shown: str) -> str:
    """The row in which a page says what it is; "" between two pages."""
    return (shown.split("\n")[3:4] or [""])[0].lstrip()


def _under_cursor(shown: str) -> str:
    return next((row for row in shown.split("\n") if row.startswith(f"{glyphs().cursor} ")), "")


def _first_of(wanted: Iterable[str], shown: str) -> tuple[str, str]:
    """(digit, name) of the first row of a list that has one of these names."""
    rows = re.findall(r"│ .(\d) (\S+)", shown)
    return next(((digit, name) for digit, name in rows if name in wanted), ("", ""))


def _at_desk(shown: str) -> str:
    return shown.split("\n", maxsplit=1)[0].rpartition(" ")[2]
