"""What every carrier of journals can do, a shared folder as well as a server. It knows bytes, it judges none of them.

What can't be listed or read just now is *unknown*, never *empty*: a method raises OSError, and whoever asked keeps what
was known before. Missing never means deleted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from dutytui.store.tail import Head


class Piece(NamedTuple):
    """Lines of one segment, as they stand there, whole or wrong.

    day, number: the segment's; lines: the JSON of one event each, without its number in front and without a newline
    (none where somebody has emptied it);
    where: words that a person finds it by (a path), "" where there is nothing to be found; is_copy: it stands beside
    the segment proper, as a conflict copy does.
    """

    day: date
    number: int
    lines: tuple[bytes, ...]
    where: str = ""
    is_copy: bool = False


class There(NamedTuple):
    """How a writer's journal stands there, as its last whole line says.

    since: up to and with this number nothing has changed since it was asked for last; missing: what was seen before and
    is not there now.
    """

    head: Head
    since: int
    missing: tuple[str, ...] = ()


class AnotherStandsThere(Exception):  # noqa: N818 - an answer, not an accident
    """What is there already is not the beginning of what was to be written: nothing was."""

    def __init__(self, writer: str, where: str) -> None:
        super().__init__(f"{writer}: {where}")
        self.writer = writer
        self.where = where


class ElsewhereError(OSError):
    """There is something, but not the share of this mall: an empty mount point, another mall's folder, a newer format.

    code: ``not_a_share``, ``another_share`` or ``newer_share``.
    """

    def __init__(self, code: str, where: str) -> None:
        super().__init__(None, code, where)
        self.code = code


class Transport(Protocol):
    """Used from one thread. Every method raises OSError when it can't say or do it all."""

    def heads(self, since: date | None = None) -> Mapping[str, There]:
        """All writers that are known of. since: look at what was recorded from that day on, as a hint for what has to
        be looked through (`date.min`: everything; None: the newest); what was seen once is known on. A writer that is
        left out is unknown just now."""
        ...

    def lines(self, writer: str, after: int) -> Iterator[Piece]:
        """A writer's lines from the segment that holds number `after` + 1 on, in order, all lines of each segment.

        Several copies of a segment come one after another under one number.
        """
        ...

    def extend(self, writer: str, pieces: Sequence[Piece], *, mend: bool = False) -> None:
        """Make one's own lines durable there. pieces: segments from their first line on, in order.

        mend: also over what stands there and is not the beginning of them, which the caller has looked at and kept.
        Without it raises `AnotherStandsThere`; pieces before that one are there then.
        """
        ...


class Cards(Protocol):
    """What each terminal says of itself, beside its journals. Every method raises OSError."""

    def cards(self) -> Mapping[str, bytes]:
        """By the name they stand under; one that can't be read just now is left out."""
        ...

    def card(self, name: str) -> bytes | None:
        """The one under that name, however many there are; None if there is none."""
        ...

    def put_card(self, name: str, content: bytes) -> None:
        """Replace one's own."""
        ...
