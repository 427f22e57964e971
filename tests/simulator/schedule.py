"""Schedules: what happens in a world, step by step, all of it made from one number, and how one is run and shrunk."""

from __future__ import annotations

import errno
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from dutytui.store.sync.rereading import MOST
from tests.simulator import checks
from tests.simulator.carrier import conflict_name, segments_of, segments_on
from tests.simulator.disks import LOGS, MOODS, SHARE, Refusal, lay
from tests.simulator.mall import sign_in
from tests.simulator.paths import place
from tests.simulator.signatures import each_is_checked_once
from tests.simulator.world import Broken, Machine, World, small_segments
from tests.store.faults import PowerDisk

_CLOCKS = (
    timedelta(days=3653),
    timedelta(days=-3653),
    timedelta(days=1),
    timedelta(hours=-3),
    timedelta(minutes=-40),
    timedelta(minutes=8),
    timedelta(minutes=-7),
    timedelta(seconds=2),
    timedelta(),
)
_PAUSES = (0.3, 1, 2, 3, 5, 20)


@dataclass(frozen=True)
class Step:
    """who: which machine, of those there are; pick: decides whatever else there is to decide; after: seconds."""

    what: str
    who: int
    pick: int
    after: float


@dataclass(frozen=True)
class Schedule:
    """seed makes it; terminals, synced: see `World`; dishonest: what may be done to it that has to be told."""

    seed: int
    terminals: int
    synced: bool
    steps: tuple[Step, ...]
    dishonest: str = ""


def schedule(seed: int) -> Schedule:
    """The schedule of a number; always the same one."""
    chance = random.Random(seed)
    terminals = chance.choice((2, 2, 2, 3, 3, 4, 5, 6))
    dishonest = chance.choice(DISHONEST) if chance.random() < 0.4 else ""
    weights = {name: weight for name, (weight, _do) in _KINDS.items() if weight}
    steps = [_step(chance, chance.choices(list(weights), list(weights.values()))[0]) for _ in range(22 + 6 * terminals)]
    if dishonest:
        for what in _BEFORE.get(dishonest, ()):
            steps.insert(chance.randrange(4, len(steps) // 2), _step(chance, what))
        for _ in range(1 + (dishonest in ("tamper", "roll back") and chance.random() < 0.5)):
            steps.insert(chance.randrange(len(steps) // 2, len(steps) - 3), _step(chance, dishonest))
    return Schedule(seed, terminals, chance.random() < 0.5, tuple(steps), dishonest)


def _step(chance: random.Random, what: str) -> Step:
    return Step(what, chance.randrange(1 << 16), chance.randrange(1 << 30), chance.choice(_PAUSES))


def run(script: Schedule) -> World:
    """Play it, heal everything, let it come to rest, and check. Raises `Broken`, with its number and what happened."""
    with small_segments(), each_is_checked_once(), patch("dutytui.exchange.Path", place):
        world = World(script.seed, script.terminals, synced=script.synced)
        try:
            for step in script.steps:
                _play(world, step)
            checks.on_the_way(world)
            _heal(world)
            _rest(world)
            if "spoilt" in world.disturbed:
                # Of a journal that was left for what a disk had spoilt: mended meanwhile, it is gone on with again.
                for machine in world.alive:
                    machine.takes_up_all()
                _rest(world)
            checks.at_the_end(world)
        except Broken as broken:
            broken.add_note(_again(script, world))
            raise
        except Exception as bug:
            broken = Broken(f"{type(bug).__name__}: {bug}")
            broken.add_note(_again(script, world))
            raise broken from bug
    return world


def _again(script: Schedule, world: World) -> str:
    return "\n".join((f"make simulate SEED={script.seed}", *world.trace))


def shrunk(script: Schedule, fails: Callable[[Schedule], bool]) -> Schedule:
    """A schedule that still fails, with as few steps as leaving out halves, quarters … of it comes to."""
    size = len(script.steps) // 2
    while size:
        start = 0
        while start < len(script.steps):
            fewer = replace(script, steps=script.steps[:start] + script.steps[start + size :])
            if fails(fewer):
                script = fewer
            else:
                start += size
        size //= 2
    return script


# -- what happens -----------------------------------------------------------------------------------------------------


def _play(world: World, step: Step) -> None:
    world.now += timedelta(seconds=step.after, milliseconds=step.pick % 997)
    chance = random.Random(step.pick)
    there = world.alive
    machine = there[step.who % len(there)]
    _KINDS[step.what][1](world, machine, chance)
    world.carry(chance, 0.4)
    for one in world.alive:
        if one is machine or chance.random() < 0.5:
            one.beat()


def _act(world: World, machine: Machine, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 2, 4))):
        machine.act(chance)


def _kill(world: World, machine: Machine, chance: random.Random) -> None:
    machine.disk.kill_in = chance.choice((chance.randrange(8), chance.randrange(60)))
    machine.act(chance)
    machine.beat()
    machine.disk.kill_in = None
    if chance.random() < 0.5:
        world.says(f"{machine.name} without power")
        machine.power_cut(chance)
    if chance.random() < 0.7:
        machine.start()


def _torn(world: World, machine: Machine, chance: random.Random) -> None:
    """A process ends between two events of one command: of its own when it starts, or of a person's."""
    machine.disk.tears = True
    if chance.random() < 0.3:
        for _ in range(8):
            machine.act(chance)
    if machine.disk.tears:
        for process in list(machine.processes):
            machine.kill(process)
        machine.start()
    machine.disk.tears = False
    if chance.random() < 0.2:
        machine.power_cut(chance)
    if not machine.processes and chance.random() < 0.7:
        machine.start()


def _power_cut(world: World, machine: Machine, chance: random.Random) -> None:
    world.says(f"{machine.name} without power")
    machine.power_cut(chance)


def _start(world: World, machine: Machine, chance: random.Random) -> None:
    if not machine.processes:
        machine.start()
        world.says(f"{machine.name} started")


def _window(world: World, machine: Machine, chance: random.Random) -> None:
    if len(machine.processes) == 1:
        machine.start()
        world.says(f"{machine.name} has a second window")


def _refused(world: World, machine: Machine, chance: random.Random) -> None:
    """The disk is full or fails: at every call, at some, or only where bytes are to become safe."""
    calls, likely = chance.choice((((), 1.0), ((), 0.4), (("sync",), 1.0), (("entries", "read"), 0.5)))
    machine.disk.refusal = Refusal(chance.choice((errno.ENOSPC, errno.EIO)), calls, likely, chance)
    machine.act(chance)
    if chance.random() < 0.5:
        world.now += timedelta(seconds=2)
        machine.beat()
    machine.disk.refusal = None
    for process in machine.processes:  # what was not confirmed is set aside with the next act
        process.session.submit(sign_in(chance))
    if chance.random() < 0.3:
        _power_cut(world, machine, chance)
        machine.start()


def _unlisted(world: World, machine: Machine, chance: random.Random) -> None:
    """For two minutes the local folders can't always be listed, while everybody goes on."""
    machine.disk.refusal = Refusal(errno.EIO, ("entries",), 0.6, chance)
    for _ in range(5):
        world.now += timedelta(seconds=31)
        chance.choice(world.alive).act(chance)
        world.carry(chance, 0.6)
        for one in world.alive:
            one.beat()
    machine.disk.refusal = None


def _mood(world: World, machine: Machine, chance: random.Random) -> None:
    machine.disk.share_is(chance.choice(MOODS), chance.randrange(1 << 30))
    world.says(f"the share is {machine.disk.mood} for {machine.name}")


def _well(world: World, machine: Machine, chance: random.Random) -> None:
    machine.disk.share_is("")
    if world.program is not None:
        world.program.apart.discard(machine.name)


def _apart(world: World, machine: Machine, chance: random.Random) -> None:
    if world.program is None:
        machine.disk.share_is("gone")
    else:
        world.program.apart.add(machine.name)
    world.says(f"{machine.name} is cut off")


def _clock(world: World, machine: Machine, chance: random.Random) -> None:
    machine.offset = chance.choice(_CLOCKS)
    world.clocks_wrong = world.clocks_wrong or abs(machine.offset) > timedelta(seconds=30)
    world.says(f"the clock of {machine.name} is {machine.offset} off")


def _pass(world: World, machine: Machine, chance: random.Random) -> None:
    world.now += timedelta(minutes=chance.choice((1, 5, 40)))


def _backup(world: World, machine: Machine, chance: random.Random) -> None:
    world.back_up(machine)


def _share_backup(world: World, machine: Machine, chance: random.Random) -> None:
    world.share_backup = {path: bytes(content) for path, content in machine.disk.share.files.items()}


def _share_back(world: World, machine: Machine, chance: random.Random) -> None:
    world.disturbed.add("share back")
    view = machine.disk.share
    for path, content in (world.share_backup or {}).items():
        if view.files.get(path) != content:
            lay(view, path, content)
    if world.program is None:
        for path in [path for path in segments_on(view) if path not in (world.share_backup or {})]:
            del view.files[path]
            view._names = {kept: content for kept, content in view._names.items() if kept != path}
    for lost in (one for one in world.machines if one.lost):
        world.excuse_what_is_gone_with(lost)
    world.says(f"the share of {machine.name} is put back")


def _conflict(world: World, machine: Machine, chance: random.Random) -> None:
    """A copy of a segment, as it is or as it was, under a name that a sync program makes."""
    view = machine.disk.share
    if found := segments_on(view):
        path = chance.choice(found)
        content = bytes(view.files[path])
        if chance.random() < 0.5:
            content = content[: content.rfind(b"\n", 0, -4) + 1] + b"}}"
        taken = view.files if world.program is None else {**world.program.hub, **view.files}
        number = chance.randrange(60)
        while conflict_name(path, number) in taken:  # no program writes over a copy that it made before
            number += 1
        lay(view, conflict_name(path, number), content)


def _odd_files(world: World, machine: Machine, chance: random.Random) -> None:
    view, logs = machine.disk.share, SHARE / "logs"
    folder = logs / "2026-11-23"
    for name in ("desktop.ini", ".DS_Store", "~syncthing~t1.0001.json.tmp", "Thumbs.db"):
        lay(view, folder / name, b"odd")
    lay(view, SHARE / "terminals" / ".syncthing.aaaa.json.tmp", b"{")


def _tamper(world: World, machine: Machine, chance: random.Random) -> None:
    """Somebody edits, cuts, doubles or exchanges lines on the share."""
    view = machine.disk.share
    found = segments_on(view)
    if not found:
        return
    world.disturbed.add("tamper")
    path = chance.choice(found)
    lines = bytes(view.files[path]).split(b"\n")
    place = chance.randrange(1, max(len(lines) - 1, 2))
    how = chance.choice(("edit", "cut", "swap", "digit"))
    if how == "edit":
        lines[place] = lines[place].replace(b'"by":"', b'"by":"x', 1)
    elif how == "digit":
        lines[place] = lines[place].replace(b"0", b"1", 1)
    elif how == "cut":
        del lines[place]
    else:
        other = chance.randrange(1, max(len(lines) - 1, 2))
        lines[place], lines[other] = lines[other], lines[place]
    lay(view, path, b"\n".join(lines))
    world.says(f"tampered with {path.name}: {how}")


def _spoilt(world: World, machine: Machine, chance: random.Random) -> None:
    """A disk has spoilt a byte of a line amid one of its own journals, or of its signature."""
    local = machine.disk.local
    own = [path for path in segments_of(local, LOGS) if path.name.startswith(machine.writer)]
    if not own:
        return
    path = chance.choice(own)
    content = bytes(local.files[path])
    ends = content.rfind(b"\n")
    places = [place for place in range(len(content)) if content.startswith(b'"stamp":"2', place) and place < ends]
    if places:
        place, byte = chance.choice(places) + len(b'"stamp":"'), b"9"
        if chance.random() < 0.3:
            place = content.index(b'"sig":"', place) + len(b'"sig":"')
            byte = b"1" if content[place : place + 1] == b"0" else b"0"
            world.spoils_signature(machine, path, content, place)
        else:
            world.spoils(machine, path, content, content.count(b"\n", 0, place))
        local.files[path][place : place + 1] = byte
        image = local._images.get(id(local.files[path]))
        if image is not None and place < len(image[1]):
            image[1][place : place + 1] = byte
        world.says(f"byte {place} of {path.name} is spoilt at {machine.name}")


def _file_gone(world: World, machine: Machine, chance: random.Random) -> None:
    """Somebody has deleted an earlier file of the local folder, which the share has."""
    local, shared = machine.disk.local, machine.disk.share
    mine = segments_of(local, LOGS)
    last = {path.name.split(".")[0]: path.name for path in sorted(mine, key=lambda one: one.name)}
    earlier = [path for path in mine if path.name != last[path.name.split(".")[0]]]
    there = [path for path in earlier if _stands(shared, path, bytes(local.files[path]))]
    if there:
        path = chance.choice(there)
        world.disturbed.add("file gone")
        del local.files[path]
        local._names = {kept: content for kept, content in local._names.items() if kept != path}
        world.says(f"{path.name} is deleted at {machine.name}")


def _stands(shared: PowerDisk, path: Path, content: bytes) -> bool:
    there = shared.files.get(SHARE / path.relative_to(LOGS.parent))
    return there is not None and bytes(there).rstrip(b" ") == content.rstrip(b" ")


def _clone(world: World, machine: Machine, chance: random.Random) -> None:
    world.says(f"{machine.name} is cloned")
    world.clone(machine)


def _roll_back(world: World, machine: Machine, chance: random.Random) -> None:
    backed = [one for one in world.alive if one.backup is not None]
    if backed:
        back = backed[chance.randrange(len(backed))]
        world.roll_back(back)
        if chance.random() < 0.8:
            back.start()


def _lose(world: World, machine: Machine, chance: random.Random) -> None:
    if len(world.alive) > 2:
        if chance.random() < 0.6:
            world.newest_is_copy(machine)
        world.lose(machine)
        world.says(f"{machine.name} is lost for good")


_KINDS: dict[str, tuple[int, Callable[[World, Machine, random.Random], None]]] = {
    "act": (44, _act),
    "kill": (8, _kill),
    "torn": (3, _torn),
    "power cut": (3, _power_cut),
    "start": (9, _start),
    "window": (2, _window),
    "refused": (6, _refused),
    "unlisted": (2, _unlisted),
    "mood": (6, _mood),
    "well": (8, _well),
    "apart": (4, _apart),
    "clock": (5, _clock),
    "pass": (4, _pass),
    "conflict": (3, _conflict),
    "odd files": (1, _odd_files),
    "lose": (1, _lose),
    "backup": (0, _backup),
    "share backup": (0, _share_backup),
    "roll back": (0, _roll_back),
    "clone": (0, _clone),
    "spoilt": (0, _spoilt),
    "file gone": (0, _file_gone),
    "share back": (0, _share_back),
    "tamper": (0, _tamper),
}
"""What may happen, with how often; what never does in an honest schedule has weight 0."""

DISHONEST: Sequence[str] = ("roll back", "clone", "share back", "tamper", "spoilt", "file gone")
_BEFORE = {"roll back": ("backup", "backup"), "share back": ("share backup",)}


# -- the end ----------------------------------------------------------------------------------------------------------


def _heal(world: World) -> None:
    world.says("everything is well again")
    if world.program is not None:
        world.program.apart = {machine.name for machine in world.machines if machine.lost}
    for machine in world.alive:
        machine.disk.share_is("")
        machine.disk.refusal, machine.disk.kill_in = None, None
        machine.one_window()
        machine.takes_up_all()
        for process in machine.processes:  # what the disk has not confirmed is set aside with the next act
            process.session.submit(sign_in(random.Random(world.seed)))


def _rest(world: World) -> None:
    """Let time pass until nothing comes any more: seconds first, then what is looked for more rarely."""
    chance = random.Random(0)
    for number in range(60):
        seconds = 2.1 if number < 12 else (31 if number % 3 else 601)
        world.now += timedelta(seconds=seconds)
        world.carry(chance, 1)
        for machine in world.alive:
            machine.beat()
        if number >= 3 and _alike(world):
            break
    # An earlier file that lacks is looked for every ten minutes; for a line that was spoilt few files are read at once.
    most = max(len(segments_of(machine.disk.local, LOGS)) for machine in world.alive)
    for seconds in (*[601] * (most // MOST + 3 if "spoilt" in world.disturbed else 1), 31, 31):
        world.now += timedelta(seconds=seconds)
        world.carry(chance, 1)
        for machine in world.alive:
            machine.beat()


def _alike(world: World) -> bool:
    if world.program is not None and not world.program.idle:
        return False
    saved = [machine.processes[0].desk.exchange.sharing.saved for machine in world.alive if machine.processes]
    return all(one == saved[0] for one in saved)
