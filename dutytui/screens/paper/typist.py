"""Where somebody stands who keys in sheets: the row, its steps, what was typed so far. No Textual here.

What was typed is kept as it was typed, and read anew when it is needed: so a draft is a few words, and a step that is
gone back to shows what stood there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from typing import Any

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.paper.keying import Keying, Mode, Step, steps
from dutytui.rules.paper.rows import SheetRow
from dutytui.screens.paper.reading import Reader


@dataclass(slots=True)
class Typist:
    """row: None between two rows; typed: by a step's id, as typed; step: its index among `steps`; parked: what was
    typed for rows that were left before they could be saved, by their numbers."""

    row: SheetRow | None = None
    mode: Mode = Mode.DONE
    typed: dict[str, str] = field(default_factory=dict)
    step: int = 0
    behalf: str = ""
    round: str = ""
    also: frozenset[str] = frozenset()
    last: datetime | None = None
    parked: dict[str, dict[str, str]] = field(default_factory=dict)

    def begin(self, row: SheetRow) -> None:
        """Another row; for whom it is stays, and what was typed for it before."""
        self.leave()
        self.row, self.mode, self.step = row, Mode.DONE, 0
        self.typed = self.parked.pop(row.number, {})
        self.round, self.also = "", frozenset()

    def leave(self) -> None:
        """Something else comes first; what was typed waits."""
        if self.row is not None and any(self.typed.values()):
            self.parked[self.row.number] = self.typed
        self.row, self.typed = None, {}

    def done(self) -> None:
        """The row is recorded."""
        self.row, self.typed = None, {}

    def turn(self, mode: Mode) -> None:
        """The other mode, or back from it; what was typed for steps that both have stays."""
        self.mode = Mode.DONE if self.mode is mode else mode
        self.step = 0

    def keying(self, reader: Reader) -> Keying:
        """With the answers that can be read."""
        return self._walk(reader)[0]

    def _walk(self, reader: Reader) -> tuple[Keying, dict[str, datetime | None]]:
        """The steps one after the other, since an answer may bring a step more; and by step the time typed before."""
        assert self.row is not None
        made = Keying(self.row, self.mode, {}, self.behalf, self.round, self.also)
        answers: dict[str, Any] = {}
        before: dict[str, datetime | None] = {}
        last = self.last
        while len(before) < len(known := steps(replace(made, answers=answers), reader.at)):
            step = known[len(before)]
            before[step.id] = last
            so_far = replace(made, answers=dict(answers))
            value, wrong = replace(reader, before=last).read(step, self.typed.get(step.id, ""), so_far)
            if not wrong:
                answers[step.id] = value
                last = value if isinstance(value, datetime) else last
        return replace(made, answers=answers), before

    def steps(self, reader: Reader) -> tuple[Step, ...]:
        return steps(self.keying(reader), reader.at)

    def asked(self, reader: Reader) -> Step | None:
        """The step that is asked for; None when every one was answered."""
        known = self.steps(reader)
        return known[self.step] if self.step < len(known) else None

    def answer(self, reader: Reader, line: str) -> str:
        """Take what was typed and go on; what would be right, "" when it is.

        A time is kept in full: two digits of it would mean another one as soon as those before it are recorded.
        """
        step = self.asked(reader)
        if step is None:
            return ""
        keying, before = self._walk(reader)
        value, wrong = replace(reader, before=before[step.id]).read(step, line, keying)
        self.typed[step.id] = f"{value:%H:%M}" if isinstance(value, datetime) else line
        if not wrong:
            self.step += 1
        return wrong

    def go_to(self, reader: Reader, step: str) -> bool:
        """Ask for that step again, or for one more that the rules want; False where the row has none such."""
        places = {known.id: place for place, known in enumerate(self.steps(reader))}
        if step not in places:
            self.also |= {step}
            places = {known.id: place for place, known in enumerate(self.steps(reader))}
        self.step = places.get(step, self.step)
        return step in places

    # -- drafts ---------------------------------------------------------------------------------------------------

    def kept(self) -> dict[str, Any]:
        """JSON values."""
        return {
            "row": self.row.number if self.row is not None else "",
            "mode": self.mode if self.row is not None else "",
            "typed": dict(self.typed),
            "parked": {number: dict(typed) for number, typed in self.parked.items()},
            "step": self.step if self.row is not None else 0,
            "behalf": self.behalf,
            "round": self.round if self.row is not None else "",
            "also": sorted(self.also) if self.row is not None else [],
            "last": self.last.isoformat() if self.last is not None else "",
        }

    def restore(self, kept: Mapping[str, Any], rows: Mapping[str, SheetRow]) -> None:
        """What a draft holds, as far as it can be understood."""
        row = rows.get(str(kept.get("row", "")))
        parked = kept.get("parked")
        self.parked = {str(key): _words(typed) for key, typed in parked.items()} if isinstance(parked, dict) else {}
        self.behalf = str(kept.get("behalf", ""))
        try:
            self.last = datetime.fromisoformat(str(kept.get("last", "")))
        except ValueError:
            self.last = None
        if row is None:
            return
        self.begin(row)
        typed, step, mode = kept.get("typed"), kept.get("step"), kept.get("mode")
        self.mode = Mode(mode) if mode in tuple(Mode) else Mode.DONE
        self.typed = _words(typed)
        self.step = step if isinstance(step, int) and step >= 0 else 0
        self.round = str(kept.get("round", ""))
        also = kept.get("also")
        self.also = frozenset(map(str, also)) if isinstance(also, list) else frozenset()


def _words(kept: object) -> dict[str, str]:
    """What was typed, by the steps; nothing where the draft holds something else."""
    return {str(name): str(words) for name, words in kept.items()} if isinstance(kept, dict) else {}
