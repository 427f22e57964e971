"""The nine attacks of the table, each at random places: what is done to the files, and what it must be called."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from dutytui.rules.stamps import next_stamp, parse
from tests.verify.a_folder import Folder, Terminal, line_of, resigned

Attack = Callable[[Folder, list[Terminal], random.Random], set[str]]
"""Does it, and answers the codes of which one at least must be told."""


def _somewhere(mall: Folder, chance: random.Random, at_least: int = 1) -> tuple[Path, str, list[bytes]]:
    """A file with as many lines, its writer, its lines."""
    known = [(path, mall.lines(path)) for path in mall.files()]
    path, lines = chance.choice([one for one in known if len(one[1]) >= at_least])
    return path, path.name.partition(".")[0], lines


def edit(mall: Folder, terminals: list[Terminal], chance: random.Random) -> set[str]:
    """Another text in a line: as it stands, or with a hash that fits it."""
    path, writer, lines = _somewhere(mall, chance)
    at = chance.randrange(len(lines))
    line = line_of(lines[at], writer)
    if chance.random() < 0.5:
        lines[at] = resigned(line, writer, None, data={**line.data, "text": "什么事也没有"})
    else:
        place = chance.randrange(lines[at].index(b"{") + 1, len(lines[at]) - 200)
        byte = chance.choice([one for one in b'09azAZ ,:"' if one != lines[at][place]])
        lines[at] = lines[at][:place] + bytes([byte]) + lines[at][place + 1 :]
    mall.put(path, lines)
    return {"line_changed", "chain_broken", "signature_wrong", "beginning_wrong", "beginning_missing"}


def delete(mall: Folder, terminals: list[Terminal], chance: random.Random) -> set[str]:
    """Lines taken out of the midst of a journal."""
    writer = chance.choice(terminals).name
    files = mall.files(writer)
    places = [(path, at) for path in files for at in range(len(mall.lines(path)))][:-1]
    path, at = chance.choice(places)
    lines = mall.lines(path)
    del lines[at : at + (1 if path == files[-1] else chance.randint(1, 3))]
    mall.put(path, lines)
    return {"lines_missing", "beginning_missing", "segment_missing", "cut_off"}


def reorder(mall: Folder, terminals: list[Terminal], chance: random.Random) -> set[str]:
    path, _writer, lines = _somewhere(mall, chance, 2)
    first, second = chance.sample(range(len(lines)), 2)
    lines[first], lines[second] = lines[second], lines[first]
    mall.put(path, lines)
    return {"line_moved"}


def cut_tail(mall: Folder, terminals: list[Terminal], chance: random.Random) -> set[str]:
    """The last lines of a journal, cleanly; other terminals have witnessed it."""
    victim, witness = chance.sample(terminals, 2)
    witness.witnesses()
    path = mall.files(victim.name)[-1]
    lines = mall.lines(path)
    mall.put(path, lines[: -chance.randint(1, len(lines))])
    return {"cut_off"}


def remove(mall: Folder, terminals: list[Terminal], chance: random.Random) -> set[str]:
    """A file, a day, a writer."""
    witness = chance.choice(terminals)
    witness.witnesses()
    what = chance.choice(("file", "day", "writer"))
    files = mall.files()
    if what == "file":
        gone = [chance.choice(files)]
    elif what == "day":
        day = chance.choice(sorted({path.parent for path in files}))
        gone = [path for path in files if path.parent == day]
    else:
        victim = chance.choice([one.name for one in terminals if one is not witness])
        gone = mall.files(victim)
    for path in gone:
        mall.remove(path)
    return {"segment_missing", "beginning_missing", "cut_off", "journal_gone"}


def forge(mall: Folder, terminals: list[Terminal], chance: random.Random) -> set[str]:
    """A line by another terminal's key: at the end of a journal, or in place of one."""
    victim, forger = chance.sample(terminals, 2)
    path = mall.files(victim.name)[-1]
    lines = mall.lines(path)
    last = line_of(lines[-1], victim.name)
    if chance.random() < 0.5:
        new = {"seq": last.seq + 1, "prev": last.id, "stamp": next_stamp(last.stamp, mall.now), "more": 0}
        lines.append(resigned(last, victim.name, forger, **new))
    else:
        lines[-1] = resigned(last, victim.name, forger, data={"text": "已处理"})
    mall.put(path, lines)
    return {"signature_wrong"}


def back_date(mall: Folder, terminals: list[Terminal], chance: random.Random) -> set[str]:
    """Whoever has the key writes a line that is to look hours older."""
    victim = chance.choice(terminals)
    path = mall.files(victim.name)[-1]
    lines = mall.lines(path)
    last = line_of(lines[-1], victim.name)
    then = parse(last.stamp) - timedelta(minutes=chance.randint(1, 600))
    new = {"seq": last.seq + 1, "prev": last.id, "stamp": next_stamp("", then), "at": then, "more": 0}
    mall.put(path, [*lines, resigned(last, victim.name, victim, **new)])
    return {"back_dated"}


def clone(mall: Folder, terminals: list[Terminal], chance: random.Random) -> set[str]:
    """The same key goes on from an older copy, and both branches come together."""
    victim = chance.choice(terminals)
    path = mall.files(victim.name)[-1]
    lines = mall.lines(path)
    kept = chance.randrange(len(lines))
    branch = lines[:kept]
    old = line_of(lines[kept], victim.name)
    branch.append(resigned(old, victim.name, victim, data={"text": "另一台机器"}, more=0))
    mall.put(path.with_name(f"{path.stem}.sync-conflict-20261123-091200-ABCDEFG.json"), branch)
    return {"cloned"}


def roll_back(mall: Folder, terminals: list[Terminal], chance: random.Random) -> set[str]:
    """The whole folder as it was some time ago; this terminal remembers what it has seen."""
    then = mall.snapshot()
    for _ in range(chance.randint(1, 5)):
        chance.choice(terminals).says("后来的事")
    mall.restore(then)
    return {"cut_off"}


ATTACKS: dict[str, Attack] = {
    one.__name__: one for one in (edit, delete, reorder, cut_tail, remove, forge, back_date, clone, roll_back)
}
