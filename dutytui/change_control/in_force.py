"""The procedures in force on a day: those that were adopted, or the files as they are where no countersign is asked.

The version in force itself says whether it takes a countersign to change it (`change_control` in its approvals.yaml),
never the files as they are now: so nobody turns the countersign off by editing a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from dutytui.procedures.holidays import years_around
from dutytui.procedures.plans import Plans
from dutytui.procedures.source import InForce as FilesNow
from dutytui.procedures.source import ProcedureSource
from dutytui.rules.changes.in_force import Adoption, coming, in_force
from dutytui.rules.plan import DayPlan
from dutytui.rules.procedure import Procedures
from dutytui.store.local import AdoptedNote
from dutytui.store.notices import Notice

if TYPE_CHECKING:
    from dutytui.procedures.problem import Problem  # where there is one


_KEPT = 8
"""Versions beside the one in force that are in memory: what was recorded under them is judged again and again."""


class NoProceduresError(Exception):
    """The mall's files can't be used and never could: there is no last good version. problems: what is wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)


class InForce:
    """`session.ProceduresInForce` over the source, the kept plans, and the adoptions that are known here.

    counting: those that count, in order; files: what the last look at the files came to; submitted: versions that wait
    for countersign; undoing: first days of coming versions that were drafted against another than they replace.
    """

    def __init__(self, source: ProcedureSource, plans: Plans, note: AdoptedNote) -> None:
        self.source = source
        self._plans = plans
        self._note = note
        self.counting: tuple[Adoption, ...] = _from_note(note.load())
        self.files = FilesNow(None, (), stale=False)
        self.submitted: frozenset[str] = frozenset()
        self.undoing: frozenset[date] = frozenset()
        self._controlled: dict[str, bool] = {}
        self._kept: tuple[object, Procedures] | None = None
        self._versions: dict[str, Procedures] = {}
        self._day = date.min
        self._news = False

    def current(self, day: date) -> tuple[Procedures, Sequence[Notice]]:
        """day: a business day. Raises `NoProceduresError`."""
        self._news, self._day = False, day
        self.files = files = self.source.current(day)
        adoption = self.adoption(day)
        if adoption is not None:
            for one in (adoption, *self._before(adoption)):
                procedures = self._at_hand(one.version, day)
                if procedures is not None:
                    here = procedures.version == adoption.version
                    missing = [] if here else [Notice("procedures_not_here", {"day": adoption.day})]
                    return procedures, [*missing, *self._notices(day, adoption)]
        if files.procedures is None:
            raise NoProceduresError(files.problems)
        if adoption is not None:
            return files.procedures, [Notice("procedures_not_here", {"day": adoption.day})]
        code = "procedures_stale" if files.stale else "procedures_hint"
        return files.procedures, [Notice(code, {"problem": problem}) for problem in files.problems]

    def changed(self) -> bool:
        return self._news or self.source.changed()

    def plan(self, procedures: Procedures, day: date) -> DayPlan:
        return self._plans.plan(procedures, day)

    def version(self, version: str) -> Procedures | None:
        if version not in self._versions:
            found = self.source.version(version)
            if found is None:
                return None
            self._versions[version] = found
            while len(self._versions) > _KEPT:
                del self._versions[next(iter(self._versions))]
        return self._versions[version]

    @property
    def countersigned(self) -> frozenset[str] | None:
        """See `rules.rights.Versions`; as of the day that was asked for last."""
        return None if self.adoption(self._day) is None else frozenset(one.version for one in self.counting)

    # -- change control -------------------------------------------------------------------------------------------

    def adoption(self, day: date) -> Adoption | None:
        """What is in force by countersign on a day; None where the files count as they are."""
        found = in_force(self.counting, day)
        return found if found is not None and self.controlled(found.version) else None

    def controlled(self, version: str) -> bool:
        """Whether changes go through a flow under a version; yes for one that is not at hand."""
        if version not in self._controlled:
            found = self.source.version(version)
            if found is None:
                return True
            self._controlled[version] = bool(found.approvals.change_control)
        return self._controlled[version]

    def learn(self, counting: tuple[Adoption, ...], submitted: frozenset[str], undoing: frozenset[date]) -> None:
        """What is known from now on; `changed` then says so."""
        if counting != self.counting:
            self._note.save([_as_note(one) for one in counting])
        if (counting, submitted, undoing) != (self.counting, self.submitted, self.undoing):
            self.counting, self.submitted, self.undoing = counting, submitted, undoing
            self.look_again()

    def look_again(self) -> None:
        """A version may have come to hand."""
        self._news = True

    def _at_hand(self, version: str, day: date) -> Procedures | None:
        """The same object as long as it is the same version: what is made of it is kept by identity."""
        wanted = version, years_around(day)
        if self._kept is None or self._kept[0] != wanted:
            found = self.source.adopted(version, day)
            if found is None:
                return None
            self._kept = wanted, found
        return self._kept[1]

    def _before(self, adoption: Adoption) -> Iterable[Adoption]:
        """The latest first."""
        earlier = (one for one in self.counting if one.rank < adoption.rank)
        return sorted(earlier, key=lambda one: one.rank, reverse=True)

    def _notices(self, day: date, adoption: Adoption) -> list[Notice]:
        files, found = self.files, []
        ahead = coming(self.counting, day)
        for one in ahead:
            found.append(Notice("procedures_coming", {"day": one.day}))
            if one.day in self.undoing:
                found.append(Notice("procedures_undoing", {"day": one.day}))
        wrong = [one for one in files.problems if not one.is_hint]
        hints = [one for one in files.problems if one.is_hint]
        if wrong:
            found += [Notice("procedures_draft_broken", {"problem": one}) for one in wrong]
        elif files.files in self.submitted:
            found.append(Notice("procedures_submitted", {"day": adoption.day}))
        elif files.files not in {adoption.version, *(one.version for one in ahead)}:
            found.append(Notice("procedures_draft", {"day": adoption.day}))
        return [*found, *(Notice("procedures_hint", {"problem": one}) for one in hints)]


def _as_note(one: Adoption) -> dict[str, Any]:
    submitted = one.submitted.isoformat() if one.submitted else ""
    said = {"day": one.day.isoformat(), "version": one.version, "request": one.request, "submitted": submitted}
    return {**said, "id": one.id, "order": list(one.order), "chosen": one.chosen}


def _from_note(said: Iterable[dict[str, Any]]) -> tuple[Adoption, ...]:
    """Whatever of the note makes sense; the rest is learned again."""
    found = []
    for one in said:
        try:
            stamp, writer, seq = one["order"]
            submitted = date.fromisoformat(one["submitted"]) if one["submitted"] else None
            order = (str(stamp), str(writer), int(seq))
            day = date.fromisoformat(one["day"])
            chosen = one.get("chosen") is True
            made = Adoption(day, str(one["version"]), str(one["request"]), submitted, str(one["id"]), order, chosen)
            found.append(made)
        except (KeyError, TypeError, ValueError):
            continue
    return tuple(sorted(found, key=lambda one: one.order))
