"""A changed checklist takes effect by countersign (DS, MO; domain §6), at every terminal of the mall."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dutytui.bootstrap import Desk
from dutytui.rules import events
from dutytui.rules.approvals.commands import RejectRequest, SendBack, SignRequest, SubmitRequest
from dutytui.rules.changes.commands import SettleVersions
from dutytui.rules.commands import SignIn
from dutytui.rules.dispute import Dispute
from dutytui.rules.disputes import open_disputes
from dutytui.rules.events import Fact
from dutytui.rules.refusal import Refusal
from dutytui.session import Saved
from dutytui.texts.refusals import refused
from tests.changes.shop import (
    FILES,
    PEOPLE,
    Shop,
    codes,
    does,
    edit,
    grace,
    make_shop,
    settle,
    sign,
    submit,
    write,
)
from tests.desk import MONDAY

TUESDAY, WEDNESDAY, THURSDAY = "2026-11-24", "2026-11-25", "2026-11-26"
OLD, NEW = "ends: opening + 5m", "ends: opening + 5m\nearly: 20m"


def change(folder: Path) -> None:
    edit(folder, "day/opening.yaml", OLD, NEW)


def test_the_files_of_a_mall_that_turns_it_on_are_its_first_version(shop: Shop, folder: Path) -> None:
    desk = shop.terminal(folder, "desk")
    (first,) = desk.changes.versions
    assert (first.version, first.day) == (desk.session.procedures.version, date.fromisoformat(MONDAY))
    assert codes(desk) == []


def test_without_change_control_the_files_count_as_they_are(shop: Shop, tmp_path: Path) -> None:
    folder = make_shop(tmp_path / "free", controlled=False)
    desk = shop.terminal(folder, "desk")
    before = grace(desk)
    change(folder)
    desk.session.tick()
    assert (desk.changes.versions, grace(desk) != before, codes(desk)) == ((), True, [])


def test_editing_a_file_changes_nothing_until_three_have_signed_and_its_day_has_come(shop: Shop, folder: Path) -> None:
    desk, office = shop.terminal(folder, "desk"), shop.terminal(folder, "office")
    before = grace(desk)
    change(folder)
    for one in (desk, office):
        one.session.tick()
        assert (grace(one), codes(one)) == (before, ["procedures_draft"])
    request = submit(desk, WEDNESDAY)
    shop.on(MONDAY, "10:00", desk, office)
    assert codes(office) == ["procedures_submitted"]
    (waiting,) = office.changes.pending()
    assert (waiting.by, waiting.takes_effect, waiting.undoes) == ("author", date(2026, 11, 25), False)
    sign(office, request, MONDAY, "boss", "finance")
    assert len(office.changes.versions) == 1
    sign(office, request, MONDAY, "ops")
    shop.on(MONDAY, "11:00", desk, office)
    assert codes(desk) == codes(office) == ["procedures_coming"]
    shop.on(TUESDAY, "10:00", desk, office)
    shop.on(WEDNESDAY, "04:59", desk, office)
    assert (grace(desk), grace(office)) == (before, before)
    shop.on(WEDNESDAY, "05:01", desk, office)
    assert grace(desk) == grace(office) == 20
    assert codes(desk) == codes(office) == []
    # A past day keeps the version it was worked under.
    assert desk.session.procedures_of(date.fromisoformat(MONDAY)).version != desk.session.procedures.version


def test_a_start_knows_the_version_in_force_before_it_reads_a_journal(shop: Shop, folder: Path) -> None:
    desk = shop.terminal(folder, "desk")
    before = grace(desk)
    change(folder)
    shop.close()
    again = shop.terminal(folder, "desk")
    assert (grace(again), codes(again)) == (before, ["procedures_draft"])


def test_broken_files_are_told_and_touch_nothing(shop: Shop, folder: Path) -> None:
    desk = shop.terminal(folder, "desk")
    before = desk.session.procedures
    edit(folder, "day/opening.yaml", "ends: opening + 5m", "ends: never")
    desk.session.tick()
    assert desk.session.procedures is before
    assert set(codes(desk)) == {"procedures_draft_broken"}
    assert desk.changes.submission({}) is None


def test_the_countersign_is_not_turned_off_by_editing_a_file(shop: Shop, folder: Path) -> None:
    desk = shop.terminal(folder, "desk")
    write(folder, "approvals.yaml", "stands_in: [boss, finance]\n")
    shop.on(MONDAY, "12:00", desk)
    assert desk.session.procedures.approvals.change_control == "SOP"
    request = submit(desk, TUESDAY)
    sign(desk, request, MONDAY, "boss", "finance", "ops")
    shop.on(TUESDAY, "06:00", desk)
    assert desk.session.procedures.approvals.change_control == ""
    change(folder)
    shop.on(TUESDAY, "06:01", desk)
    assert (grace(desk), codes(desk)) == (20, [])
    # And on again, by the file as at first.
    write(folder, "approvals.yaml", "stands_in: [boss, finance]\nchange_control: SOP\n")
    shop.on(TUESDAY, "06:02", desk)
    edit(folder, "day/opening.yaml", "early: 20m", "early: 30m")
    shop.on(TUESDAY, "06:03", desk)
    assert (grace(desk), codes(desk)) == (20, ["procedures_draft"])


def test_a_terminal_with_older_files_comes_to_the_version_from_the_journals(
    shop: Shop, folder: Path, tmp_path: Path
) -> None:
    desk = shop.terminal(folder, "desk")
    other = tmp_path / "other"
    other.mkdir()
    (other / "logs").symlink_to(folder / "logs")
    shutil.copytree(folder / "checklists", other / "checklists")
    office = shop.terminal(other, "office")
    change(folder)
    (folder / "checklists" / "day" / "entry.yaml").write_text(
        (folder / "checklists" / "day" / "entry.yaml").read_text("utf-8") + "# seen\n", "utf-8"
    )
    desk.session.tick()
    request = submit(desk, TUESDAY)
    shop.on(MONDAY, "10:00", desk, office)
    (waiting,) = office.changes.pending()
    seen = office.changes.difference(office.session.procedures.version, waiting.version)
    assert seen is not None
    assert [(one.file, one.path[0].name if one.path else "") for one in seen.changes] == [
        ("day/entry.yaml", ""),
        ("day/opening.yaml", "early"),
    ]
    sign(office, request, MONDAY, "boss", "finance", "ops")
    shop.on(TUESDAY, "06:00", desk, office)
    assert grace(desk) == grace(office) == 20


def test_a_new_terminal_comes_to_the_version_of_long_ago(shop: Shop, folder: Path, tmp_path: Path) -> None:
    desk = shop.terminal(folder, "desk")
    change(folder)
    desk.session.tick()
    request = submit(desk, TUESDAY)
    sign(desk, request, MONDAY, "boss", "finance", "ops")
    shop.on(TUESDAY, "06:00", desk)
    edit(folder, "day/opening.yaml", "early: 20m", "early: 40m")
    shop.on("2027-01-20", "09:00", desk)
    newcomer = shop.terminal(folder, "newcomer")
    assert (grace(newcomer), codes(newcomer)) == (20, ["procedures_draft"])
    assert len(newcomer.changes.versions) == 2


def test_a_last_signature_after_the_day_puts_it_in_force_on_the_next(shop: Shop, folder: Path) -> None:
    desk = shop.terminal(folder, "desk")
    change(folder)
    desk.session.tick()
    request = submit(desk, TUESDAY)
    shop.on(WEDNESDAY, "10:00", desk)
    sign(desk, request, MONDAY, "boss", "finance", "ops")
    assert desk.changes.versions[0].day == date.fromisoformat(THURSDAY)
    shop.on(THURSDAY, "06:00", desk)
    assert grace(desk) == 20


def test_a_draft_against_a_version_that_is_no_longer_in_force_is_flagged(shop: Shop, folder: Path) -> None:
    desk = shop.terminal(folder, "desk")
    change(folder)
    desk.session.tick()
    first = submit(desk, WEDNESDAY)
    edit(folder, "day/opening.yaml", NEW, OLD)
    edit(folder, "posts.yaml", "en: Guard", "en: Watchman")
    desk.session.tick()
    second = submit(desk, THURSDAY)
    assert [one.undoes for one in desk.changes.pending()] == [False, False]
    sign(desk, first, MONDAY, "boss", "finance", "ops")
    assert [(one.request, one.undoes) for one in desk.changes.pending()] == [(second, True)]
    sign(desk, second, MONDAY, "boss", "finance", "ops")
    shop.on(MONDAY, "12:00", desk)
    assert codes(desk) == ["procedures_coming", "procedures_coming", "procedures_undoing"]
    shop.on(WEDNESDAY, "06:00", desk)
    assert grace(desk) == 20
    shop.on(THURSDAY, "06:00", desk)
    assert grace(desk) != 20


def test_what_was_rejected_is_never_in_force(shop: Shop, folder: Path) -> None:
    desk = shop.terminal(folder, "desk")
    change(folder)
    desk.session.tick()
    request = submit(desk, TUESDAY)
    outcome = does(desk, "boss", RejectRequest(date.fromisoformat(MONDAY), request, "no"))
    assert isinstance(outcome, Saved)
    shop.on(WEDNESDAY, "06:00", desk)
    assert (grace(desk) != 20, codes(desk)) == (True, ["procedures_draft"])


def test_nobody_adopts_alone(shop: Shop, folder: Path) -> None:
    desk = shop.terminal(folder, "desk")
    change(folder)
    desk.session.tick()
    request = submit(desk, TUESDAY)
    before = grace(desk)
    version = desk.changes.draft
    forged = [
        {"version": version},
        {"version": version, "request": request, "submitted": MONDAY},
        {"version": version, "request": "request:none", "submitted": MONDAY},
    ]
    facts = [
        Fact(
            events.PROCEDURES_ADOPTED,
            "procedures:mall",
            date.fromisoformat(TUESDAY),
            shop.clock.now(),
            by="author",
            post="manager",
            data=data,
            procedure=desk.session.procedures.version,
            cause=f"forged.{number}",
        )
        for number, data in enumerate(forged)
    ]
    desk.session.receive(desk.session._journal.append(facts, now=shop.clock.now(), day=desk.session.day))
    shop.on(TUESDAY, "06:00", desk)
    assert grace(desk) == before
    assert len(desk.changes.versions) == 1
    assert len(desk.changes.void) == 2


def test_signatures_of_terminals_apart_come_together(shop: Shop, folder: Path, tmp_path: Path) -> None:
    desk = shop.terminal(folder, "desk")
    change(folder)
    desk.session.tick()
    request = submit(desk, WEDNESDAY)
    away = tmp_path / "away"
    shutil.copytree(folder, away)
    office = shop.terminal(away, "office")
    sign(desk, request, MONDAY, "boss", "finance")
    sign(office, request, MONDAY, "ops")
    assert len(desk.changes.versions) == len(office.changes.versions) == 1
    for path in (away / "logs" / MONDAY).glob("office*"):
        shutil.copy(path, folder / "logs" / MONDAY)
    shop.on(MONDAY, "12:00", desk)
    assert [one.day for one in desk.changes.versions] == [date.fromisoformat(WEDNESDAY), date.fromisoformat(MONDAY)]
    shop.on(WEDNESDAY, "06:00", desk)
    assert grace(desk) == 20


def test_a_change_cannot_begin_today_and_a_guard_submits_none(shop: Shop, folder: Path) -> None:
    desk = shop.terminal(folder, "desk")
    change(folder)
    desk.session.tick()
    for who, day, code in (("author", MONDAY, "change_too_early"), ("guard", TUESDAY, "submit_not_allowed")):
        command = desk.changes.submission({"takes_effect": day, "summary": "what", "reason": "why"})
        assert command is not None
        outcome = does(desk, who, command)
        assert isinstance(outcome, Refusal) and outcome.code == code
    assert desk.changes.difference(desk.session.procedures.version, FILES)
    settle(desk)


def test_what_was_sent_back_is_amended_and_submitted_once_more(shop: Shop, folder: Path) -> None:
    desk = shop.terminal(folder, "desk")
    change(folder)
    desk.session.tick()
    request = submit(desk, WEDNESDAY)
    shop.on(TUESDAY, "10:00", desk)
    sign(desk, request, MONDAY, "finance")
    assert isinstance(does(desk, "boss", SendBack(date.fromisoformat(MONDAY), request, "30 minutes")), Saved)
    edit(folder, "day/opening.yaml", "early: 20m", "early: 30m")
    desk.session.tick()
    assert isinstance(desk.session.submit(SignIn("author", "author", "manager")), Saved)
    assert submit(desk, THURSDAY) == request
    # What finance saw is another version by now: all three are asked.
    sign(desk, request, MONDAY, "finance", "boss", "ops")
    shop.on(THURSDAY, "06:00", desk)
    assert (grace(desk), codes(desk)) == (30, [])


def test_a_change_is_not_begun_without_its_files(shop: Shop, folder: Path) -> None:
    desk = shop.terminal(folder, "desk")
    fields = {"summary": "x", "reason": "y", "version": "0123456789abcdef", "takes_effect": TUESDAY}
    outcome = does(desk, "author", SubmitRequest(date.fromisoformat(MONDAY), "SOP", fields))
    assert isinstance(outcome, Refusal) and outcome.code == "submit_with_files"
    assert "F10" in refused(outcome)


def adopted_apart(shop: Shop, folder: Path, away: Path) -> tuple[Desk, Desk]:
    """Two terminals that don't hear each other put versions of their own in force from Wednesday on: 20 minutes by the
    first, 40 a minute later by the other; then they meet."""
    desk = shop.terminal(folder, "desk")
    shutil.copytree(folder, away)
    office = shop.terminal(away, "office")
    for one, at, early in ((desk, folder, "20m"), (office, away, "40m")):
        shop.clock.later(minutes=1)
        edit(at, "day/opening.yaml", OLD, f"{OLD}\nearly: {early}")
        one.session.tick()
        sign(one, submit(one, WEDNESDAY), MONDAY, "boss", "finance", "ops")
    meet(shop, folder, away, desk, office)
    return desk, office


def meet(shop: Shop, folder: Path, away: Path, desk: Desk, office: Desk) -> None:
    for source, target, name in ((folder, away, "desk"), (away, folder, "office")):
        for path in (source / "logs").rglob(f"{name}.*.json"):
            (target / "logs" / path.parent.name).mkdir(exist_ok=True)
            shutil.copy(path, target / "logs" / path.parent.name)
    shop.clock.later(seconds=1)
    for one in (desk, office, desk, office):
        one.session.tick()
        one.changes.learn()


def versions(desk: Desk) -> Dispute | None:
    return next((one for one in open_disputes(desk.session.look()) if one.code == "versions"), None)


ADOPTED_AT = {20: "desk", 40: "office"}


def settling(desk: Desk, early: int) -> SettleVersions:
    """Lets the version stand by which the opening may begin so early."""
    dispute = versions(desk)
    assert dispute is not None
    (side,) = [side for side in dispute.sides if side.acts[0].writer == ADOPTED_AT[early]]
    assert side.stands is not None
    (command,) = side.stands.because("so it was meant")
    assert isinstance(command, SettleVersions)
    return command


@pytest.mark.parametrize("early", [20, 40])
def test_of_two_versions_adopted_apart_the_one_is_in_force_everywhere_that_a_person_lets_stand(
    shop: Shop, folder: Path, tmp_path: Path, early: int
) -> None:
    desk, office = adopted_apart(shop, folder, tmp_path / "away")
    assert versions(desk) is not None and versions(office) is not None
    refused = does(desk, "guard", settling(desk, early))
    assert isinstance(refused, Refusal) and refused.code == "change_settle_not_yours"
    assert isinstance(does(desk, "boss", settling(desk, early)), Saved)
    meet(shop, folder, tmp_path / "away", desk, office)
    assert versions(desk) is versions(office) is None
    shop.on(WEDNESDAY, "06:00", desk, office)
    assert grace(desk) == grace(office) == early
    assert len(desk.changes.versions) == 3, "none is taken back"
    shop.close()
    again = shop.terminal(folder, "desk")
    assert grace(again) == early


def test_two_who_settle_it_differently_apart_have_settled_nothing(shop: Shop, folder: Path, tmp_path: Path) -> None:
    desk, office = adopted_apart(shop, folder, tmp_path / "away")
    assert isinstance(does(desk, "boss", settling(desk, 20)), Saved)
    assert isinstance(does(office, "finance", settling(office, 40)), Saved)
    meet(shop, folder, tmp_path / "away", desk, office)
    for one in (desk, office):
        dispute = versions(one)
        assert dispute is not None and dispute.twice
    assert isinstance(does(office, "boss", settling(office, 20)), Saved)
    meet(shop, folder, tmp_path / "away", desk, office)
    assert versions(desk) is versions(office) is None
    shop.on(WEDNESDAY, "06:00", desk, office)
    assert grace(desk) == grace(office) == 20


def test_who_signs_under_an_older_version_is_judged_by_that_one(shop: Shop, folder: Path) -> None:
    desk = shop.terminal(folder, "desk")
    older = desk.session.procedures.version
    change(folder)
    desk.session.tick()
    sign(desk, submit(desk, TUESDAY), MONDAY, "boss", "finance", "ops")
    shop.on(TUESDAY, "06:00", desk)
    assert grace(desk) == 20
    edit(folder, "day/opening.yaml", "early: 20m", "early: 40m")
    desk.session.tick()
    request = submit(desk, WEDNESDAY)
    for who in ("boss", "finance", "ops"):
        assert isinstance(desk.session.submit(SignIn(who, who, PEOPLE[who])), Saved)
        decided = desk.session._decide(SignRequest(date.fromisoformat(TUESDAY), request), shop.clock.now())
        assert isinstance(decided, tuple)
        forged = [replace(fact, by="nobody", procedure=older) for fact in decided]
        desk.session.receive(desk.session._journal.append(forged, now=shop.clock.now(), day=desk.session.day))
    shop.on(WEDNESDAY, "06:00", desk)
    assert grace(desk) == 20
    assert len(desk.changes.versions) == 2
