"""What terminals witness, and what was found and is acknowledged: who may, once, with words, and what travels on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dutytui.rules import alarms, unsettled
from dutytui.rules.evidence.commands import AcknowledgeAlarm, WitnessHeads
from dutytui.rules.evidence.found import Evidence, evidence_id, unacknowledged
from dutytui.rules.evidence.heads import root_of
from dutytui.rules.evidence.views import root_of_day
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Level
from dutytui.rules.refusal import Refusal
from tests.rules.a_mall import DAY, MALL, POSTS, Desk, at, mall, plan_under

HEADS = {"desk": (12, "5e" * 32), "desk-2": (3, "9a" * 32)}
FOUND = Evidence("00112233445566ff", "line_invalid", at("09:00"), {"file": "2026-11-23/desk.0001.json", "line": 7})
GUARDED = mall(posts=tuple(replace(one, may=one.may | {"manage_terminals"}) if one.id == "duty_manager" else one for one in POSTS))  # fmt: skip  # noqa: E501


def looking(desk: Desk, now: str = "10:00") -> Looking:
    return Looking(desk.state, plan_under(desk.procedures, DAY), desk.procedures, at(now))


def guarded() -> Desk:
    desk = Desk(procedures=GUARDED)
    desk.state.found = {FOUND.id: FOUND}
    return desk


def test_a_witness_is_by_nobody_and_gives_the_day_its_root() -> None:
    desk = Desk()
    assert root_of_day(looking(desk)) is None
    (event,) = desk.does("", WitnessHeads(DAY, "desk", HEADS), at("09:05"))
    assert (event.by, event.post, event.on) == ("", "", "witness:desk")
    view = root_of_day(looking(desk))
    assert view is not None
    assert (view.root, view.heads, view.writer) == (root_of(HEADS), HEADS, "desk")
    desk.does("", WitnessHeads(DAY, "desk", {"desk": (13, "aa" * 32)}), at("09:10"))
    later = root_of_day(looking(desk))
    assert later is not None and later.root == root_of({"desk": (13, "aa" * 32)}), "the last one counts"


def test_a_witness_in_the_name_of_another_terminal_or_with_another_root_is_void() -> None:
    desk = Desk()
    (event,) = desk.does("", WitnessHeads(DAY, "office", HEADS), at("09:05"))
    assert root_of_day(looking(desk)) is None
    other = Desk("office")
    other.state.add(event._replace(writer="office", data={**event.data, "root": "0" * 64}))
    assert root_of_day(looking(other)) is None
    other.state.add(event._replace(writer="office", id="x"))
    assert root_of_day(looking(other)) is not None


def test_what_was_found_is_an_alarm_until_somebody_says_what_it_is() -> None:
    desk = guarded()
    (alarm,) = [one for one in alarms.alarms(looking(desk)) if one.subject == FOUND.subject]
    assert (alarm.code, alarm.level, alarm.go) == ("line_invalid", Level.LATE, "notices")
    (matter,) = [one for one in unsettled.travelling(looking(desk)) if one.subject == FOUND.subject]
    assert matter.asks and not matter.blocks, "the day can be closed with a reason"
    desk.does("zhao", AcknowledgeAlarm(DAY, FOUND.id, "已与备份核对"), at("09:30"))
    assert not [one for one in alarms.alarms(looking(desk)) if one.subject == FOUND.subject]
    (told,) = [one for one in unsettled.travelling(looking(desk)) if one.subject == FOUND.subject]
    assert told.code == "evidence_acknowledged" and not told.asks
    assert told.values["words"] == "已与备份核对" and told.values["what"].code == "line_invalid"


def test_it_is_acknowledged_by_those_who_may_once_and_in_words() -> None:
    desk = guarded()

    def refused(who: str, words: str = "x", evidence: str = FOUND.id) -> str:
        answer = desk.tries(who, AcknowledgeAlarm(DAY, evidence, words), at("09:30"))
        return answer.code if isinstance(answer, Refusal) else ""

    answer = desk.tries("sun", AcknowledgeAlarm(DAY, FOUND.id, "x"), at("09:30"))
    assert isinstance(answer, Refusal) and [one.id for one in answer.values["posts"]] == ["duty_manager"]
    assert refused("zhao", "  ") == "acknowledge_words_missing"
    assert refused("zhao", evidence="ffff") == "finding_unknown"
    assert refused("") == "not_signed_in"
    desk.does("zhao", AcknowledgeAlarm(DAY, FOUND.id, "已核对"), at("09:30"))
    assert refused("zhao") == "already_acknowledged"


def test_where_no_post_may_anybody_may_so_that_no_alarm_stands_for_ever() -> None:
    desk = Desk(procedures=MALL)
    desk.state.found = {FOUND.id: FOUND}
    desk.does("sun", AcknowledgeAlarm(DAY, FOUND.id, "已核对"), at("09:30"))
    assert not list(unacknowledged(desk.state))


def test_an_acknowledgement_by_one_who_may_not_is_void_wherever_it_comes_from() -> None:
    desk, other = guarded(), guarded()
    (event,) = other.does("zhao", AcknowledgeAlarm(DAY, FOUND.id, "已核对"), at("09:30"))
    desk.state.add(event._replace(id="z", by="sun", post="guard"))
    desk.state.add(event._replace(id="y", data={**event.data, "words": ""}))
    assert list(unacknowledged(desk.state)) == [FOUND]
    desk.state.add(event)
    assert not list(unacknowledged(desk.state)), "one terminal's word is every terminal's"


def test_the_same_finding_is_one_on_all_terminals() -> None:
    one = evidence_id("line_invalid", {"file": "2026-11-23/desk.0001.json", "line": 7})
    assert one == evidence_id("line_invalid", {"line": 7, "file": "2026-11-23/desk.0001.json"})
    assert one != evidence_id("line_invalid", {"file": "2026-11-23/desk.0001.json", "line": 8})
    assert one != evidence_id("signature_wrong", {"file": "2026-11-23/desk.0001.json", "line": 7})


def test_the_state_knows_the_heads_and_whether_there_is_news() -> None:
    desk = Desk()
    desk.does("", WitnessHeads(DAY, "desk", HEADS), at("09:05"))
    assert desk.state.told == 0, "a witness is no news, or terminals would answer each other for ever"
    desk.state.found = {FOUND.id: FOUND}
    event = desk.does("zhao", AcknowledgeAlarm(DAY, FOUND.id, "x"), at("09:06") + timedelta(0))[-1]
    assert desk.state.told == 1
    assert desk.state.heads["desk"] == (event.seq, event.id)
