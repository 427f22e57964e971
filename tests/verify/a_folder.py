"""Journals of several terminals in one folder, made by the production journal, and what can be done to their bytes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from dutytui.rules.events import HEADS_WITNESSED, Event, Fact
from dutytui.rules.evidence.heads import root_of
from dutytui.store.disk import Disk
from dutytui.store.journal import Journal
from dutytui.store.lines import Line, event_id, read_member, signed_bytes
from dutytui.store.memory import MemoryDisk
from dutytui.store.reading import Signatures
from dutytui.store.segments import CLOSING, OPENING, member, segment_path, take_apart
from dutytui.verify.whole import Report, verify

DAY = date(2026, 11, 23)
ZONE = timezone(timedelta(hours=8))
TEXTS = ("电梯夹包，已通知工程", "顾客遗失雨伞", "3F 扶梯异响", "a", "灯坏\t两盏\n已换")


class Terminal:
    """One machine: its own key, its own journal."""

    def __init__(self, mall: Folder, name: str) -> None:
        self.name = name
        self.mall = mall
        self.local = mall.top / f"local-{name}"
        self.journal = Journal.open(mall.logs, self.local, name=name, program="1.0", disk=mall.disk)

    @property
    def key(self) -> str:
        return self.journal.key.public

    def record(self, *facts: Fact) -> list[Event]:
        self.mall.later(1)
        done = self.journal.append(facts, now=self.mall.now, day=self.mall.day)
        self.mall.heads[self.name] = (done[-1].seq, done[-1].id)
        return done

    def says(self, text: str) -> list[Event]:
        return self.record(self.mall.fact("entry_remarked", f"entry:{self.name}", {"text": text}))

    def witnesses(self) -> list[Event]:
        heads = dict(self.mall.heads)
        data = {"heads": {writer: list(head) for writer, head in heads.items()}, "root": root_of(heads)}
        return self.record(self.mall.fact(HEADS_WITNESSED, f"witness:{self.name}", data, by=""))


class Folder:
    """heads: what everybody has recorded so far; `Folder(disk=MemoryDisk())` needs no disk at all."""

    def __init__(self, top: Path = Path("/mall"), disk: Disk | None = None) -> None:
        self.top = top
        self.logs = top / "logs"
        self.disk = disk or MemoryDisk()
        self.now = datetime(2026, 11, 23, 8, tzinfo=ZONE)
        self.heads: dict[str, tuple[int, str]] = {}

    @property
    def day(self) -> date:
        return self.now.date()

    def later(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    def tomorrow(self) -> None:
        self.now = datetime.combine(self.day + timedelta(days=1), self.now.time().replace(hour=8), ZONE)

    def fact(self, kind: str, on: str, data: dict[str, object], by: str = "li-si") -> Fact:
        return Fact(kind, on, self.day, self.now, by, "guard" if by else "", data=data, procedure="3f" * 32, cause="c")

    def terminal(self, name: str) -> Terminal:
        return Terminal(self, name)

    def verified(
        self, *, memory: dict[str, tuple[int, str]] | None = None, signatures: Signatures = Signatures.LAST
    ) -> Report:
        return verify(self.logs, disk=self.disk, memory=memory, signatures=signatures)

    # -- the files as an attacker has them -------------------------------------------------------------------------

    def files(self, writer: str = "") -> list[Path]:
        """In the order of the parts; of one writer, or all."""
        known = self.disk.files if isinstance(self.disk, MemoryDisk) else list(self.logs.glob("*/*.json"))
        found = [path for path in known if path.parent.parent == self.logs and path.suffix == ".json"]
        return sorted((path for path in found if path.name.startswith(f"{writer}." if writer else "")), key=_by_part)

    def read(self, path: Path) -> bytes:
        return self.disk.read(path)

    def write(self, path: Path, content: bytes) -> None:
        if isinstance(self.disk, MemoryDisk):
            self.disk.make_folder(path.parent)
            self.disk.files[path] = bytearray(content)
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)

    def remove(self, path: Path) -> None:
        if isinstance(self.disk, MemoryDisk):
            del self.disk.files[path]
        else:
            path.unlink()

    def lines(self, path: Path) -> list[bytes]:
        texts = take_apart(self.read(path))
        assert texts is not None
        return list(texts.lines)

    def put(self, path: Path, lines: list[bytes]) -> None:
        """Whole lines as a file that ends as it should; the comma of the first and the others set right."""
        fixed = [line.lstrip(b",") if number == 0 else b"," + line.lstrip(b",") for number, line in enumerate(lines)]
        self.write(path, OPENING + b"".join(line + b"\n" for line in fixed) + CLOSING)

    def snapshot(self) -> dict[Path, bytes]:
        return {path: self.read(path) for path in self.files()}

    def restore(self, files: dict[Path, bytes]) -> None:
        for path in self.files():
            self.remove(path)
        for path, content in files.items():
            self.write(path, content)


def _by_part(path: Path) -> tuple[str, int]:
    writer, number, *_rest = path.name.split(".")
    return writer, int(number)


def grown(
    chance: random.Random, *, disk: Disk | None = None, top: Path = Path("/mall")
) -> tuple[Folder, list[Terminal]]:
    """A folder of two or three terminals over two to four days, with witnesses in between and at the end."""
    mall = Folder(top, disk)
    terminals = [mall.terminal(name) for name in ("desk", "counter", "office")[: chance.randint(2, 3)]]
    for day in range(chance.randint(2, 4)):
        if day:
            mall.tomorrow()
        for _ in range(chance.randint(6, 14)):
            terminal = chance.choice(terminals)
            if chance.random() < 0.2:
                terminal.witnesses()
            elif chance.random() < 0.2:
                facts = [mall.fact("item_done", f"item:{number}", {}) for number in range(chance.randint(2, 4))]
                terminal.record(*facts)
            else:
                terminal.says(chance.choice(TEXTS))
        for terminal in terminals:
            terminal.says("日结")
    return mall, terminals


def line_of(text: bytes, writer: str) -> Line:
    return read_member(text, writer, first=text[:1] == b'"')


def resigned(line: Line, writer: str, terminal: Terminal | None, **changes: object) -> bytes:
    """A line with other contents and a hash that fits; signed by `terminal`, or left with the signature it had."""
    import msgspec

    from dutytui.store.lines import encode

    body = {name: getattr(line, name) for name in line.__struct_fields__ if name not in {"id", "sig"}} | changes
    from dutytui.store.lines import Body

    raw = encode(Body(**body))
    identity = event_id(writer, raw)
    sig = terminal.journal.key.signer()(signed_bytes(identity)).hex() if terminal else line.sig
    del msgspec
    seq = int(body["seq"])  # type: ignore[call-overload]
    return member(seq, b'%b,"id":"%b","sig":"%b"}' % (raw[:-1], identity.encode(), sig.encode())).rstrip(b"\n")


@contextmanager
def untouched(mall: Folder) -> Iterator[None]:
    """Whatever is done to the files within is undone."""
    kept = mall.snapshot()
    yield
    mall.restore(kept)


__all__ = ["DAY", "Folder", "Terminal", "grown", "line_of", "resigned", "segment_path", "untouched"]
