"""Asking for a PIN: to sign in, or to go on at a desk that was locked."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from dutytui.screens.key_row import BACK, GO_ON
from dutytui.screens.pins.dialog import PinDialog
from dutytui.texts.catalogue import N_, _


class AskPin(PinDialog):
    """One line. F8 lets somebody else sit down instead."""

    LINES = ("pin",)
    KEYS = (GO_ON, ("f8", N_("Who")), BACK)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f8", "other", show=False)]

    def title_words(self) -> str:
        return _("{name}: PIN", name=self.person_name)

    def label(self, line: str) -> str:  # noqa: ARG002 - the title says it
        return ""

    async def entered(self, line: str) -> None:
        if await self.proves(self.line(line).taken()):
            self.done()

    def action_other(self) -> None:
        from dutytui.screens.people import sign_in

        desk = self.desk
        self.dismiss(False)
        sign_in(desk)
