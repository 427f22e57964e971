"""Choosing a PIN: the first one, or another one in the place of the old."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from dutytui.rules.credentials.pins import check_pin
from dutytui.rules.sharing import Reach
from dutytui.screens.outcomes import worded
from dutytui.screens.pins.dialog import PinDialog
from dutytui.session import Saved
from dutytui.texts.catalogue import _, n_
from dutytui.texts.refusals import refused


class ChoosePin(PinDialog):
    """The new one twice, since nobody sees what they type."""

    LINES: ClassVar[tuple[str, ...]] = ("new", "again")

    def title_words(self) -> str:
        return _("{name}: choose a PIN", name=self.person_name)

    def label(self, line: str) -> str:
        return {"old": _("The PIN so far"), "new": _("New PIN"), "again": _("Once more")}[line]

    def hint(self) -> str:
        digits = self.pins.policy.digits
        words = n_(
            "{count} digit at least. It signs what only you may say, so keep it to yourself",
            "{count} digits at least. It signs what only you may say, so keep it to yourself",
            digits,
        )
        if not self._works_here_only():
            return words
        return (
            words + "\n" + _("It works at this terminal only until the mall has a roster of terminals: F10, Terminals")
        )

    def _works_here_only(self) -> bool:
        """Whether there are other terminals, and nothing says yet which of them are the mall's."""
        roster = self.desk.session.state.roster
        return (roster is None or roster.begun is None) and self.desk.exchange.sharing.reach is not Reach.OFF

    async def entered(self, line: str) -> None:
        """Enter goes to the next line; in the last it saves."""
        if line == "old":
            if await self.proves(self.line("old").taken()):
                self.why("")
                self.line("old").disabled = True
                self.line("new").focus()
        elif self._is_right(line) and line == "again":
            await self._save()

    def _is_right(self, line: str) -> bool:
        new, again = self.line("new"), self.line("again")
        wrong = check_pin(new.digits, self.pins.policy)
        if wrong is not None:
            self.why(refused(wrong))
            new.value = again.value = ""
            new.focus()
            return False
        self.why("")
        if line == "new":
            again.focus()
        elif again.digits != new.digits:
            self.why(_("The two differ. Type the new PIN again, twice"))
            new.value = again.value = ""
            new.focus()
            return False
        return True

    async def _save(self) -> None:
        self.why(_("One moment …"))
        making = self.pins.making(self.person, self.line("new").digits)
        key, command = await asyncio.to_thread(making)
        outcome = self.pins.set(key, command)
        if isinstance(outcome, Saved):
            self.desk.tell(_("The PIN of {name} is set", name=self.person_name), "saved")
            self.done()
        else:
            self.why(worded(outcome, self.desk.session.now())[0])


class ChangePin(ChoosePin):
    """The old one is asked for although the desk is unlocked: whoever passes by must not take it over."""

    LINES = ("old", "new", "again")

    def title_words(self) -> str:
        return _("{name}: another PIN", name=self.person_name)

    def on_mount(self) -> None:
        self.line("old").focus()
