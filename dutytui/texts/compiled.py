"""Reads a compiled catalogue (gettext's ``.mo``) by looking each message up in the file as it is.

The standard library's reader takes all of it apart first: three thousand messages, of which a page shows two hundred.
"""

from __future__ import annotations

from struct import Struct, error
from typing import Protocol

_PAIR = {b"\xde\x12\x04\x95": Struct("<II"), b"\x95\x04\x12\xde": Struct(">II")}
"""Length and place of a text, by the file's first bytes: they say in which order it has those of a number."""


class Texts(Protocol):
    def single(self, message: str) -> str: ...
    def plural(self, one: str, many: str, count: int) -> str: ...


class Source:
    """The messages themselves, in English."""

    def single(self, message: str) -> str:
        return message

    def plural(self, one: str, many: str, count: int) -> str:
        return one if count == 1 else many


class Compiled:
    """data: a whole ``.mo`` file in UTF-8, its messages sorted as the format asks. ValueError for anything else.

    What it lacks it says in English.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._forms: dict[str, tuple[str, ...]] = {}
        try:
            self._pair = _PAIR[data[:4]]
            self._count, self._messages = self._pair.unpack_from(data, 8)
            self._translations, _size = self._pair.unpack_from(data, 16)
            header = self._look_up("")
        except (KeyError, error) as mistake:
            raise ValueError("no compiled catalogue") from mistake
        rule = header[0].partition("Plural-Forms:")[2].partition("\n")[0]
        self._rule = rule.partition("plural=")[2].partition(";")[0].strip() or "n != 1"

    def single(self, message: str) -> str:
        forms = self._known(message)
        return forms[0] if len(forms) == 1 else forms[self._form(1)] if forms else message

    def plural(self, one: str, many: str, count: int) -> str:
        forms = self._known(one)
        return forms[self._form(count)] if forms else Source().plural(one, many, count)

    def _form(self, count: int) -> int:
        """Which form of a message fits that many."""
        if self._rule == "0":
            return 0
        from gettext import c2py  # only for a language that has several

        return int(c2py(self._rule)(count))

    def _known(self, message: str) -> tuple[str, ...]:
        """The forms of its translation, of which a message without a plural has one; none where there is none."""
        forms = self._forms.get(message)
        if forms is None:
            forms = self._forms[message] = self._look_up(message)
        return forms

    def _look_up(self, message: str) -> tuple[str, ...]:
        wanted = message.encode("utf-8", "surrogatepass")
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            if self._text(self._messages, middle) < wanted:
                low = middle + 1
            else:
                high = middle
        # A message with a plural stands there with it, a zero byte between them: behind all that is less.
        if low == self._count or self._text(self._messages, low).partition(b"\0")[0] != wanted:
            return ()
        return tuple(self._text(self._translations, low).decode("utf-8").split("\0"))

    def _text(self, table: int, number: int) -> bytes:
        length, place = self._pair.unpack_from(self._data, table + 8 * number)
        return self._data[place : place + length]
