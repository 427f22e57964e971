"""One event as one line of canonical JSON, its hash and its signature.

A line is the *body* with two fields more, of fixed length, at its end::

    {"seq":2,"prev":"…64 hex…",…,"data":{…},"id":"…64 hex…","sig":"…128 hex…"}

- body: UTF-8 JSON without blanks, fields in the order of `Body`, empty ones left out, keys of `data` sorted;
- id: SHA-256 of the writer's id, a newline and the body. SHA-256, whole, because an auditor has it on every machine
  (``openssl``, ``certutil``, ``Get-FileHash``), and here it is also the quickest. The writer is in it so that a line,
  or a file renamed as a whole, can't be passed off as another writer's;
- sig: Ed25519 over ``dutytui event 1``, a newline and the id, so that no signature made for another purpose fits.

A line is valid if it equals its own re-encoding: there is one way to write an event, so any changed byte shows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final

import msgspec

from dutytui.rules import stamps
from dutytui.rules.events import Event, Fact

ID_LENGTH = 64
SIGNATURE_LENGTH = 128
SUFFIX_LENGTH = len(',"id":"') + ID_LENGTH + len('","sig":"') + SIGNATURE_LENGTH + len('"}')
LINE_LIMIT = 1024 * 1024
"""Longest line, in bytes, that is written or read."""

_SIGNATURE_DOMAIN: Final = b"dutytui event 1\n"

Sign = Callable[[bytes], bytes]


class Body(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """What is hashed and signed. The order of the fields is the order of the bytes: never change it.

    more: how many events of the same append follow it; a command's facts are kept all together or not at all.
    """

    seq: Annotated[int, msgspec.Meta(ge=1)]
    prev: str = ""
    stamp: str
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    day: date
    by: str = ""
    post: str = ""
    behalf: str = msgspec.field(default="", name="for")
    kind: str
    on: str = ""
    data: dict[str, Any] = {}
    procedure: str = ""
    cause: str = ""
    more: Annotated[int, msgspec.Meta(ge=0)] = 0


class Line(Body, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A body with its hash and its signature, both in lower-case hex."""

    id: str
    sig: str


class Unrecordable(ValueError):  # noqa: N818 - an answer, not an accident
    """A fact that JSON can't hold exactly: what would be read back is not what was given. Nothing was written.

    code: ``bad_text`` (a lone surrogate), ``not_json`` (a value of `data` that JSON changes or does not know),
    ``no_offset`` (`at` is naive or odd to the second, or of no year in `stamps.YEARS`), ``too_long``.
    """

    def __init__(self, code: str, kind: str) -> None:
        super().__init__(f"{kind}: {code}")
        self.code = code
        self.kind = kind


encode: Final = msgspec.json.Encoder(order="deterministic").encode
_decode: Final = msgspec.json.Decoder(Line).decode
_new_event: Final[Callable[[type[Event], tuple[object, ...]], Event]] = tuple.__new__


def write(
    fact: Fact, *, writer: str, seq: int, prev: str, stamp: str, sign: Sign, more: int = 0
) -> tuple[bytes, Event]:
    """The line of a fact, and the event that reading this line gives. Raises `Unrecordable`."""
    try:
        data = dict(fact.data)
        body = encode(
            Body(
                seq=seq,
                prev=prev,
                stamp=stamp,
                at=fact.at,
                day=fact.day,
                by=fact.by,
                post=fact.post,
                behalf=fact.behalf,
                kind=fact.kind,
                on=fact.on,
                data=data,
                procedure=fact.procedure,
                cause=fact.cause,
                more=more,
            )
        )
    except UnicodeEncodeError as error:
        raise Unrecordable("bad_text", fact.kind) from error
    except (TypeError, ValueError, RecursionError, msgspec.MsgspecError) as error:
        raise Unrecordable("not_json", fact.kind) from error
    if len(body) > LINE_LIMIT - SUFFIX_LENGTH:
        raise Unrecordable("too_long", fact.kind)
    identity = event_id(writer, body)
    signature = sign(signed_bytes(identity)).hex()
    raw = b'%b,"id":"%b","sig":"%b"}' % (body[:-1], identity.encode(), signature.encode())
    try:
        line = _decode(raw)
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        raise Unrecordable("no_offset" if fact.at.utcoffset() is None else "not_json", fact.kind) from error
    if not _same(line.data, data):
        raise Unrecordable("not_json", fact.kind)
    if line.at != fact.at or not _is_of_our_time(line):
        raise Unrecordable("no_offset", fact.kind)
    return raw, to_event(line, writer)


def read(raw: bytes, writer: str) -> Line:
    """A line, if it is exactly what `writer` wrote, signature aside. Raises ValueError otherwise."""
    if len(raw) > LINE_LIMIT:
        raise ValueError("too long")
    try:
        line = _decode(raw)
        recorded = stamps.parse(line.stamp)
        same = encode(line) == raw
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if not same or len(line.sig) != SIGNATURE_LENGTH or len(line.id) != ID_LENGTH:
        raise ValueError("not canonical")
    if not _is_of_our_time(line) or recorded.year not in stamps.YEARS:
        raise ValueError("no such day")
    if line.id != event_id(writer, raw[:-SUFFIX_LENGTH] + b"}"):
        raise ValueError("hash differs")
    return line


def read_member(text: bytes, writer: str, *, first: bool) -> Line:
    """A line as it stands in its file, behind its number, without the newline; see `read`."""
    start = text.find(b"{")
    line = read(text[start:], writer)
    if text[:start] != (b'"%d": ' if first else b',"%d": ') % line.seq:
        raise ValueError("number differs")
    return line


def follows(line: Line, before: Line) -> bool:
    """Whether a line is the very next of its journal: number, hash and, against back-dating, a later stamp."""
    return line.seq == before.seq + 1 and line.prev == before.id and line.stamp > before.stamp


def to_event(line: Line, writer: str) -> Event:
    # By the tuple: a named tuple's own constructor takes twice as long, and a day has thousands.
    return _new_event(
        Event,
        (
            line.kind,
            line.on,
            line.day,
            line.at,
            line.by,
            line.post,
            line.behalf,
            line.data,
            line.procedure,
            line.cause,
            writer,
            line.seq,
            line.stamp,
            line.id,
        ),
    )


def event_id(writer: str, body: bytes) -> str:
    return hashlib.sha256(b"%b\n%b" % (writer.encode(), body)).hexdigest()


def signed_bytes(identity: str) -> bytes:
    return _SIGNATURE_DOMAIN + identity.encode()


def signature(line: Line) -> bytes:
    """The signature's bytes; empty if it is not written the one way it may be."""
    try:
        found = bytes.fromhex(line.sig)
    except ValueError:
        return b""
    return found if found.hex() == line.sig else b""


def _is_of_our_time(line: Body) -> bool:
    return line.at.year in stamps.YEARS and line.day.year in stamps.YEARS


def _same(read_back: object, given: object) -> bool:
    """Equal, and of types that stay what they are: True is not 1, a tuple is not a list, NaN is nothing."""
    if isinstance(given, Mapping):
        return (
            isinstance(read_back, dict)
            and read_back.keys() == given.keys()
            and all(_same(read_back[key], value) for key, value in given.items())
        )
    if isinstance(given, list):
        return isinstance(read_back, list) and len(read_back) == len(given) and all(map(_same, read_back, given))
    if isinstance(given, str | int | float | None):
        return isinstance(read_back, bool) == isinstance(given, bool) and read_back == given
    return False
