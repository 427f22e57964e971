"""approvals.yaml and flows/: what they come to in the rules, and what stands between several files."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dutytui.procedures.files import signature
from dutytui.procedures.load import load
from dutytui.procedures.problem import HINTS, Code
from dutytui.procedures.source import ProcedureSource
from dutytui.rules.approvals.conditions import Condition, Op
from dutytui.rules.approvals.flow import (
    END,
    START,
    Approvals,
    Due,
    DueUnit,
    FieldKind,
    Inform,
    InformAt,
    Sign,
    StepKind,
)
from dutytui.texts.problems import line
from tests.procedures.guide import section

Edit = Callable[[str, str, str], None]
DAY = date(2026, 5, 1)
BUY, FIX = "flows/BUY-1.yaml", "flows/FIX.yaml"


def told(mall: Path) -> list[str]:
    return [f"{one.file}:{one.line}:{one.column} {one.code}" for one in load(mall, DAY).problems]


def approvals(mall: Path) -> Approvals:
    loaded = load(mall, DAY)
    assert loaded.procedures is not None, [line(one) for one in loaded.problems]
    return loaded.procedures.approvals


def test_a_flow_is_read_with_its_money_conditions_limits_and_follow_ups(mall: Path) -> None:
    found = approvals(mall)
    assert (found.stands_in, found.remind_at_most, found.remind_every) == (("manager", "guard"), 2, 30)
    assert (found.soon, found.told_for, found.longest_delegation, found.change_control) == (30, 7, 30, "")
    assert [flow.id for flow in found.flows] == ["BUY-1", "FIX"]
    flow = found.flows[0]
    amount, offers = flow.fields[2], flow.fields[4]
    assert (amount.kind, amount.minimum, amount.maximum) == (FieldKind.MONEY, 1, 10_000_000)
    assert offers.when == Condition(Op.IS, "kind", "goods")
    assert offers.unit == {"zh-Hans": "份", "en": "份"}
    assert [one.id for one in flow.fields[1].choices] == ["goods", "repair"]
    check, approval, purchase = flow.steps
    assert (check.kind, check.sign, check.rejects, check.rejected) == (StepKind.APPROVE, Sign.ANY, True, END)
    assert (check.fields, check.due) == (("budget",), Due(2, DueUnit.WORKING_DAYS))
    parts = Condition(Op.OVER, "amount", 50050), Condition(Op.IS, "planned", False)
    assert approval.when == Condition(Op.ANY, of=parts)
    assert (approval.due, approval.rejected) == (Due(90, DueUnit.MINUTES), "check")
    assert (purchase.kind, purchase.rejects, purchase.check_ins) == (StepKind.DO, False, (630,))
    assert flow.informed == (Inform(("guard",), InformAt.APPROVED, Condition(Op.ONE_OF, "kind", values=("repair",))),)
    (works,) = flow.follows
    assert (works.flow, works.within, works.carry) == ("FIX", Due(5, DueUnit.DAYS), (("topic", "what"),))


def test_a_rejection_may_lead_to_the_submitter(mall: Path, edit: Edit) -> None:
    edit(BUY, "rejected: check", "rejected: start")
    assert approvals(mall).flows[0].steps[1].rejected == START


def test_without_flows_the_file_may_stay_and_without_both_there_are_no_approvals(mall: Path) -> None:
    shutil.rmtree(mall / "flows")
    assert approvals(mall).stands_in == ("manager", "guard")
    (mall / "approvals.yaml").unlink()
    assert approvals(mall) == Approvals()


def test_flows_without_approvals_yaml_say_what_is_to_be_added(mall: Path) -> None:
    (mall / "approvals.yaml").unlink()
    (problem,) = load(mall, DAY).problems
    assert line(problem).startswith("approvals.yaml:1:1: ") and "stands_in" in line(problem)


def test_a_flow_that_cannot_be_read_may_still_be_named_by_others(mall: Path) -> None:
    (mall / FIX).write_text("id: [FIX\n", "utf-8")
    assert told(mall) == [f"{FIX}:1:5 syntax_bracket"]


def test_a_flow_in_a_file_of_another_name_and_one_that_stands_twice_are_told(mall: Path) -> None:
    shutil.copy(mall / FIX, mall / "flows" / "FIX-2.yaml")
    assert told(mall) == ["flows/FIX-2.yaml:1:5 flow_name_not_id", f"{FIX}:1:5 duplicate_id"]


@pytest.mark.parametrize("name", ["CON_", "CON"])
def test_a_flow_whose_id_windows_has_no_file_for_may_have_a_line_behind_it(mall: Path, name: str) -> None:
    text = (mall / FIX).read_text("utf-8")
    (mall / "flows" / f"{name}.yaml").write_text(text.replace("id: FIX", "id: CON", 1), "utf-8")
    assert told(mall) == []
    (mall / "flows" / f"{name}.yaml").rename(mall / "flows" / "contract.yaml")
    assert [one for one in load(mall, DAY).problems if "flows/CON_.yaml" in line(one)]


def test_a_post_that_nobody_holds_is_told_wherever_a_request_could_wait_for_it(mall: Path, edit: Edit) -> None:
    edit("people.yaml", "  - {id: li-si, name: 李四, posts: [guard], floors: [2F, 1F]}\n", "")
    edit("people.yaml", "posts: [manager]", "posts: [manager]}\n  - {id: wang-wu, name: 王五, posts: [manager]")
    assert told(mall) == [
        "approvals.yaml:1:1 nobody_settles",
        "approvals.yaml:1:22 post_without_people",
        f"{BUY}:19:13 post_without_people",
        f"{BUY}:24:13 post_without_people",
        f"{BUY}:36:14 post_without_people",
        f"{FIX}:8:64 post_without_people",
    ]


def test_posts_without_people_are_no_matter_where_nothing_is_approved(mall: Path) -> None:
    (mall / "approvals.yaml").unlink()
    shutil.rmtree(mall / "flows")
    with (mall / "posts.yaml").open("a", encoding="utf-8") as posts:
        posts.write("  - {id: chef, name: 厨师}\n")
    assert told(mall) == []


@pytest.mark.parametrize("may", ["", ", may: [settle_approvals]"])
def test_somebody_else_than_the_submitter_can_always_settle_a_dispute(mall: Path, edit: Edit, may: str) -> None:
    """DS §4: nothing is decided by its own submitter, so one settler who submits, too, is not enough."""
    edit("posts.yaml", ", may: [settle_approvals]", may)
    edit(FIX, "submitters: [manager]", "submitters: [manager, guard]")
    assert told(mall) == ["approvals.yaml:1:1 nobody_settles"]


def test_a_post_called_submitter_is_told_where_there_are_flows(mall: Path) -> None:
    with (mall / "posts.yaml").open("a", encoding="utf-8") as posts:
        posts.write("  - {id: submitter, name: 申请人}\n")
    assert "posts.yaml:4:10 reserved_word" in told(mall)


def test_what_rests_on_fields_of_later_steps_is_told(mall: Path, edit: Edit) -> None:
    edit(BUY, "    kind: do\n", "    kind: do\n    fields: [planned]\n")
    edit(BUY, "sees: [amount, planned]", "sees: [planned]")
    assert told(mall) == [f"{BUY}:25:44 field_asked_later", f"{BUY}:26:12 field_asked_later"]


HINTED = [
    (BUY, "{any: [{amount: {over: 500.5}}, {planned: false}]}", "{offers: {over: 2}}",
     f"{BUY}:25:11 field_not_always_asked"),
    (FIX, "posts: [guard]}", "posts: [manager]}", f"{FIX}:8:63 only_submitter_signs"),
    (FIX, "posts: [guard]}", "posts: [guard, manager], sign: all}", f"{FIX}:8:63 only_submitter_signs"),
    (FIX, "posts: [guard]}\n", "posts: [guard]}\nfollows:\n  - {id: again, title: x, posts: [guard], flow: BUY-1}\n",
     ""),
    (FIX, "posts: [guard]}\n", "posts: [guard]}\nfollows:\n  - {id: again, title: x, posts: [guard], flow: FIX}\n",
     f"{FIX}:10:49 flows_follow_each_other"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "expected"), HINTED)
def test_what_is_odd_but_ends_is_hinted_at_and_stops_nothing(
    mall: Path, edit: Edit, file: str, old: str, new: str, expected: str
) -> None:
    edit(file, old, new)
    assert told(mall) == ([expected] if expected else [])
    assert load(mall, DAY).procedures is not None


def test_a_field_that_the_condition_itself_limits_is_no_hint(mall: Path, edit: Edit) -> None:
    edit(
        BUY,
        "{any: [{amount: {over: 500.5}}, {planned: false}]}",
        "{all: [{kind: goods}, {offers: {over: 2}}]}",
    )
    assert told(mall) == []


def test_more_branches_than_can_be_tried_are_a_hint(mall: Path) -> None:
    fields = "".join(f"  - {{id: q{number}, title: x, kind: yes_no}}\n" for number in range(13))
    asked = ", ".join(f"{{q{number}: true}}" for number in range(13))
    flow = (mall / FIX).read_text("utf-8").replace("fields:\n", f"fields:\n{fields}")
    (mall / FIX).write_text(flow + f"informed:\n  - {{posts: [guard], at: ended, when: {{all: [{asked}]}}}}\n", "utf-8")
    assert told(mall) == [f"{FIX}:21:3 too_many_branches"]


def test_every_hint_that_flows_have_is_named_here() -> None:
    here = Path(__file__).read_text("utf-8")
    assert all(code.value in here for code in HINTS if code not in {Code.UNKNOWN_FILE, Code.FLOW_NOT_THERE})


def test_a_flow_that_is_written_anew_is_in_force_at_once(mall: Path, tmp_path: Path, edit: Edit) -> None:
    source = ProcedureSource(mall, tmp_path / "cache")
    first = source.current(DAY).procedures
    before = signature(mall)
    edit(FIX, "en: Works", "en: All works")
    assert signature(mall) != before and source.changed()
    second = source.current(DAY).procedures
    assert first is not None and second is not None and second.version != first.version
    assert second.approvals.flows[1].title["en"] == "All works"
    assert ProcedureSource(mall, tmp_path / "cache").current(DAY).procedures == second


def test_the_guide_names_every_key_of_a_flow() -> None:
    from dutytui.procedures.flows import models

    for model in (models.FlowFile, models.FlowFieldModel, models.StepModel, models.InformModel, models.FollowModel):
        for key in model.model_fields:
            assert f"`{key}`" in section() or f"{key}:" in section(), f"{model.__name__}.{key}"
