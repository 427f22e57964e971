"""Changes of the procedures at one terminal: learning what was adopted, comparing, submitting, putting in force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dutytui.change_control.in_force import InForce
from dutytui.procedures.files import Files
from dutytui.procedures.problem import Problem
from dutytui.rules.approvals.conditions import Given
from dutytui.rules.approvals.course import ENDED, Course, Standing
from dutytui.rules.approvals.delegations import proof
from dutytui.rules.approvals.fold import RequestFold
from dutytui.rules.changes import adoption
from dutytui.rules.changes.commands import AdoptBaseline, AdoptVersion, SubmitDraft
from dutytui.rules.changes.difference import Difference
from dutytui.rules.changes.draft import known_drafts
from dutytui.rules.changes.fold import MALL, VERSION_PREFIX
from dutytui.rules.changes.in_force import Adoption, adopted_here, coming, judged, replaces
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import lookup
from dutytui.rules.procedure import Procedures
from dutytui.rules.state import Subject
from dutytui.session import Session

FILES = ""
"""In place of a version: the files as they are now."""
_DEEPEST = 200
"""Versions one made from the other that are followed back, where none of them is at hand."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A version that waits for countersign.

    takes_effect: the day its submitter asks for; undoes: it was drafted against another version than it would replace,
    so what came between would be taken back; sent_back: it waits for its submitter.
    """

    version: str
    request: str
    submitted: date
    by: str
    takes_effect: date | None
    undoes: bool
    sent_back: bool = False


class Changes:
    """`indexed` may be set from another thread: all journals have been looked through once."""

    def __init__(self, in_force: InForce, session: Session) -> None:
        self.indexed = False
        self._in_force = in_force
        self._source = in_force.source
        self._session = session
        self._loaded = False
        self._seen: object = None
        self._answers: dict[str, tuple[object, bool | None]] = {}
        self._at_hand: set[str] = set()
        self.void: tuple[Adoption, ...] = ()
        session.listen(self.learn)

    # -- what is in force -----------------------------------------------------------------------------------------

    def learn(self) -> None:
        """Take in what the session knows of adoptions. Called after every change: it looks only where there is news."""
        session = self._session
        if self.indexed and not self._loaded:
            self._loaded = True
            session.load_about(MALL, date.min, date.max)
        found = {one.id: one for one in (*self._in_force.counting, *adopted_here(session.state))}
        if self._seen == (frozenset(found.values()), session.state.followed["request"], session.day):
            return
        result = judged(found.values(), self._in_force.controlled, self._proved)
        # Afterwards, since judging may have loaded requests.
        self._seen = frozenset(found.values()), session.state.followed["request"], session.day
        self.void = result.void
        waiting = self.pending(result.counting) if found else ()
        undoing = {one.day for one in coming(result.counting, session.day) if self._undoes(one, result.counting)}
        self._in_force.learn(result.counting, frozenset(one.version for one in waiting), frozenset(undoing))
        self._fetch_adopted()

    def keep_up(self) -> None:
        """What the program records by itself, once all journals are known: a mall's first version, and versions whose
        last signatures were given at terminals that were apart."""
        self.learn()
        if not self._loaded:
            return
        session = self._session
        first = None if self.controlled() else _baseline(session, self._in_force)
        if first is not None:
            session.submit(first)
        adopted = {one.request for one in adopted_here(session.state)}
        for subject, course in self._requests():
            if course.standing is Standing.APPROVED and subject.on not in adopted:
                session.submit(AdoptVersion(session.day, subject.on, subject.day))

    def controlled(self) -> bool:
        """Whether changes need a countersign today."""
        return self._in_force.adoption(self._session.day) is not None

    @property
    def versions(self) -> tuple[Adoption, ...]:
        """The versions that were put in force, or will be, the latest first."""
        return tuple(sorted(self._in_force.counting, key=lambda one: one.rank, reverse=True))

    # -- drafts ---------------------------------------------------------------------------------------------------

    @property
    def draft(self) -> str:
        """The version of the files as they are now, "" when they are the one in force."""
        files = self._in_force.files.files
        return "" if files == self._session.procedures.version else files

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files as they are now; they can't be submitted before it is mended."""
        return tuple(one for one in self._in_force.files.problems if not one.is_hint)

    def pending(self, counting: tuple[Adoption, ...] | None = None) -> tuple[Pending, ...]:
        """The versions that wait for countersign, the one submitted first before the others."""
        counting = self._in_force.counting if counting is None else counting
        waiting = ((subject, course) for subject, course in self._requests() if course.standing not in ENDED)
        return tuple(self._pending(subject, course, counting) for subject, course in waiting)

    def difference(self, old: str, new: str) -> Difference | None:
        """What is different between two versions, by their hashes or `FILES`; None when one is not at hand."""
        before, after = (self._contents(version) for version in (old, new))
        if before is None or after is None:
            return None
        from dutytui.procedures.compare import compare  # which reads YAML: with the first comparison

        return compare(before, after, (old, new))

    def submission(self, fields: Mapping[str, Given]) -> SubmitDraft | None:
        """The command that submits the files as they are now; None when they are no good or being saved this moment, or
        when the version in force is not at hand. fields: what the flow asks at its start, but for the version."""
        base = self._session.procedures.version
        before, after = self._contents(base), self._contents(FILES)
        if before is None or after is None or self.problems:
            return None
        version = Files(after, {}, ()).version
        if version != self._in_force.files.files:
            return None  # saved once more since they were checked
        files = {name: data.decode("utf-8") for name, data in after.items() if before.get(name) != data}
        removed = tuple(sorted(before.keys() - after.keys()))
        again = next((one for one in self.pending() if one.sent_back and one.by == self._session.actor.person), None)
        request, day = (again.request, again.submitted) if again else ("", self._session.day)
        return SubmitDraft(day, version, base, files, removed, fields, request)

    # -- inside ---------------------------------------------------------------------------------------------------

    def _requests(self) -> list[tuple[Subject, Course]]:
        """All requests known here that would put a version in force."""
        state, law = self._session.state, lookup(self._session.procedures)
        found = []
        for day in state.days():
            for subject in state.subjects(day, "request:"):
                if isinstance(subject.fold, RequestFold) and subject.fold.flow is not None and subject.fold.flow.adopts:
                    course = subject.fold.course(law, proof(state, subject.fold.acts))
                    if course is not None:
                        found.append((subject, course))
        return found

    def _pending(self, subject: Subject, course: Course, counting: tuple[Adoption, ...]) -> Pending:
        version = str(course.fields.get(adoption.VERSION, ""))
        wanted = adoption.takes_effect(course)
        day = wanted if wanted and wanted > self._session.day else self._session.day
        undoes = not self._drafted_against(version, subject.on, replaces(counting, day))
        sent_back = course.standing is Standing.SENT_BACK
        return Pending(version, subject.on, subject.day, course.submitter, wanted, undoes, sent_back)

    def _undoes(self, one: Adoption, counting: tuple[Adoption, ...]) -> bool:
        return bool(one.request) and not self._drafted_against(
            one.version, one.request, replaces(counting, one.day, besides=one.id)
        )

    def _drafted_against(self, version: str, request: str, base: str) -> bool:
        """Whether a draft was made against that version; yes where the draft is not at hand."""
        self._load_drafts(version)
        bases = {one.base for one in known_drafts(self._session.state, version) if one.request == request}
        return not bases or base in bases

    def _proved(self, one: Adoption, before: tuple[Adoption, ...]) -> bool | None:
        """What was proved once stands until its request changes: years of versions are not judged again."""
        session, noted = self._session, any(known.id == one.id for known in self._in_force.counting)
        if one.submitted is None or (noted and session.state.subject(one.submitted, one.request) is None):
            return True if noted else None
        session.load_about(one.request, one.submitted, one.submitted)
        subject = session.state.subject(one.submitted, one.request)
        key = (subject.version if subject else 0, frozenset(earlier.version for earlier in before))
        kept = self._answers.get(one.id)
        if kept is None or kept[0] != key or kept[1] is None:
            self._load_drafts(one.version)
            kept = self._answers[one.id] = (key, adoption.proved(session.state, one, before, self._procedures))
        return True if kept[1] is None and noted else kept[1]

    def _contents(self, version: str) -> Mapping[str, bytes] | None:
        if version == FILES:
            return self._source.contents_now()
        return self._source.contents(version) or (self._source.contents(version) if self._fetch(version) else None)

    def _fetch_adopted(self) -> None:
        """What is in force or will be must be at hand when its day begins."""
        session = self._session
        now = self._in_force.adoption(session.day)
        for one in (*((now,) if now else ()), *coming(self._in_force.counting, session.day)):
            missing = one.version not in self._at_hand and self._source.version(one.version) is None
            if missing and self._fetch(one.version):
                self._in_force.look_again()

    def _procedures(self, version: str) -> Procedures | None:
        self._fetch(version)
        return self._source.version(version)

    def _load_drafts(self, version: str) -> None:
        self._session.load_about(VERSION_PREFIX + version, date.min, date.max)

    def _fetch(self, version: str, depth: int = 0) -> bool:
        """Take a version from the journals that is not at hand, with those it was made from."""
        if version in self._at_hand:
            return True
        if self._source.contents(version) is not None and self._source.version(version) is not None:
            self._at_hand.add(version)
            return True
        self._load_drafts(version)
        for one in reversed(known_drafts(self._session.state, version) if depth < _DEEPEST else ()):
            if one.base and (one.base == version or not self._fetch(one.base, depth + 1)):
                continue
            base = self._source.contents(one.base) if one.base else {}
            if base is not None and self._source.take_in(version, one.over(base), self._session.day):
                self._at_hand.add(version)
                return True
        return False


def _baseline(session: Session, in_force: InForce) -> AdoptBaseline | None:
    """The files as the first version; None where they ask for no countersign, or aren't those that are worked under."""
    files, law = in_force.files, session.procedures
    flow = law.approvals.flow(law.approvals.change_control)
    if flow is None or not flow.adopts or files.stale or law.version != files.files:
        return None
    contents = in_force.source.contents(law.version)
    if contents is None:
        return None
    return AdoptBaseline(session.day, law.version, {name: data.decode("utf-8") for name, data in contents.items()})
