"""PINs at the desk: setting one, locking, unlocking, changing hands, forgetting."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutytui.rules.commands import SignIn
from dutytui.rules.credentials.commands import EndCredential
from dutytui.rules.sharing import Reach, Sharing
from dutytui.session import Saved
from tests.desk import Robot, at_desk, make_mall

PIN = "135790"


@pytest.fixture
def mall(tmp_path: Path) -> Path:
    return make_mall(tmp_path / "mall")


async def types_pin(desk: Robot, digits: str) -> None:
    """Digits and Enter, and whatever is looked at in a worker."""
    await desk.types(digits)
    await desk.press("enter")
    await looked(desk)


async def looked(desk: Robot) -> None:
    pins = [worker for worker in desk.app.workers if worker.name == "pin"]
    if pins:  # of none, it would wait for all others
        await desk.app.workers.wait_for_complete(pins)
    await desk.settle()


async def menu(desk: Robot, *words: str) -> None:
    """Through the menu and the lists behind it, by typing what each line is called."""
    await desk.press("f10")
    for word in words:
        await desk.types(word)
        await desk.press("enter")


async def sets_pin(desk: Robot, pin: str = PIN) -> None:
    await menu(desk, "人员与密码", "我的密码")
    await types_pin(desk, pin)
    await types_pin(desk, pin)
    desk.sees("的密码已设好")


async def locks(desk: Robot) -> None:
    await menu(desk, "人员与密码", "立即锁定")
    desk.sees("锁定")


async def test_a_first_pin_is_typed_twice_and_a_bad_one_says_why(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await menu(desk, "人员与密码", "我的密码")
        desk.sees("张三：设置密码", "至少 6 位数字")
        await types_pin(desk, "12345")
        desk.sees("太短")
        await types_pin(desk, "654321")
        desk.sees("太容易猜")
        await types_pin(desk, PIN)
        desk.misses(PIN)
        await types_pin(desk, "135791")
        desk.sees("两次不一致")
        await types_pin(desk, "１３５７９０")
        await types_pin(desk, PIN)
        desk.sees("张三 的密码已设好")
        assert desk.session.proving.credentials.of("zhang-san").key


async def test_a_desk_left_alone_locks_stays_readable_and_goes_on_where_it_was(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await sets_pin(desk)
        await desk.press("f2")
        await desk.types("客诉 3F 电梯")
        await desk.at("08:29")
        desk.misses("锁定")
        await desk.at("08:31")
        desk.sees("张三 锁定", "客诉 3F 电梯")
        await desk.press("f9")
        await desk.press("f9", "f9")
        desk.misses("张三：密码")
        await desk.press("9")
        desk.sees("张三：密码")
        await types_pin(desk, "246813")
        desk.sees("密码不对", "再错 9 次")
        await types_pin(desk, "１３５７９０")
        desk.misses("锁定")
        desk.sees("客诉 3F 电梯9")
        await desk.press("enter")
        desk.sees("08:31")
        assert [entry.text for entry in desk.session.logbook().entries] == ["电梯9"]


async def test_how_many_tries_are_left_and_when_the_next_one_may_be_stand_in_lines_of_their_own(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await sets_pin(desk)
        await locks(desk)
        await desk.press("f2")
        for _ in range(3):
            await types_pin(desk, "246813")
        assert "可再试" not in desk.row_of("再错 7 次")
        desk.sees("起可再试")


async def test_reading_a_locked_desk_asks_for_nothing(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await sets_pin(desk)
        await locks(desk)
        for key in ("2", "3", "６", "1", "down", "pagedown", "f7", "escape", "f1", "escape", "f3", "a", "escape"):
            await desk.press(key)
            desk.misses("张三：密码")
        await desk.press("space")
        desk.sees("张三：密码")
        await desk.press("escape")
        desk.sees("锁定")


async def test_a_desk_without_pins_never_locks(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await desk.at("12:00")
        desk.misses("锁定")
        await desk.press("f2")
        desk.misses("密码")


async def test_keys_typed_ahead_of_the_pin_dialog_go_into_it(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await sets_pin(desk)
        await locks(desk)
        await desk.press("f2", *PIN, "enter")
        await looked(desk)
        desk.misses("锁定", PIN)
        assert desk.app.screen.__class__.__name__ == "CaptureScreen"


async def test_two_who_share_a_desk_change_with_one_key_and_a_digit(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await sets_pin(desk)
        await desk.press("f8")
        await desk.types("吴九")
        await desk.press("enter")
        desk.sees("保安员 吴九")
        await desk.press("f8", "1")
        desk.sees("张三：密码")
        await types_pin(desk, PIN)
        desk.sees("值班经理 张三")
        await desk.press("f8", "1")
        desk.sees("保安员 吴九")
        assert desk.session.proving.signatory.person == "", "nobody goes on with another's key"


async def test_somebody_else_sits_down_at_a_locked_desk(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await sets_pin(desk)
        await locks(desk)
        await desk.press("f2", "f8")
        await desk.types("吴九")
        await desk.press("enter")
        desk.sees("保安员 吴九")
        desk.misses("锁定")


async def test_ten_wrong_pins_wait_half_an_hour_or_until_a_supervisor_lets_in(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await sets_pin(desk)
        await locks(desk)
        await desk.press("space")
        for _ in range(10):
            desk.clock.later(minutes=3)
            await types_pin(desk, "246813")
        desk.sees("09:20:00 起可再试", "值班经理、营运经理")
        await types_pin(desk, PIN)
        desk.sees("09:20:00 起可再试")
        await desk.press("escape")
        assert isinstance(desk.session.submit(SignIn("li-si", "", "ops_manager")), Saved)
        await menu(desk, "人员与密码", "张三")
        await desk.press("2")
        desk.sees("张三 可以再试了")
        await desk.press("f8", "1")
        await types_pin(desk, PIN)
        desk.sees("值班经理 张三")


async def test_a_forgotten_pin_is_reset_with_a_reason_and_chosen_anew(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await sets_pin(desk)
        assert isinstance(desk.session.submit(SignIn("li-si", "", "ops_manager")), Saved)
        await menu(desk, "人员与密码", "张三")
        await desk.press("1")
        desk.sees("张三：重置密码")
        await desk.types("忘记密码")
        await desk.press("f2")
        desk.sees("张三 下次登录时另设密码")
        await desk.press("f8", "1")
        desk.sees("张三：设置密码")
        await types_pin(desk, "975312")
        await types_pin(desk, "975312")
        desk.sees("值班经理 张三")


async def test_another_pin_takes_the_one_so_far(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await sets_pin(desk)
        await menu(desk, "人员与密码", "我的密码")
        await types_pin(desk, "246813")
        desk.sees("密码不对")
        await types_pin(desk, PIN)
        await types_pin(desk, "975312")
        await types_pin(desk, "975312")
        desk.sees("张三 的密码已设好")
        await locks(desk)
        await desk.press("space")
        await types_pin(desk, "975312")
        desk.misses("锁定")


async def test_who_has_left_is_refused_and_told_by_whom(mall: Path) -> None:
    async with at_desk(mall, who="li-si", post="ops_manager") as desk:
        await menu(desk, "人员与密码", "吴九")
        await desk.press("3")
        desk.sees("吴九 离职")
        await desk.types("离职")
        await desk.press("f2")
        desk.sees("吴九 不能再登录")
        await desk.press("f8")
        await desk.types("吴九")
        await desk.press("enter")
        desk.sees("吴九 已离职（李四")
        desk.sees("营运经理 李四")


async def test_others_pins_are_refused_to_whoever_does_not_manage_people(mall: Path) -> None:
    async with at_desk(mall, who="wu-jiu", post="guard") as desk:
        await menu(desk, "人员与密码", "张三")
        desk.sees("他人的密码由 值班经理")


async def test_every_dialog_fits_a_small_screen_in_three_languages(mall: Path) -> None:
    for language, words in (("zh-Hant", "輸入密碼"), ("en", "asks for the PIN"), ("zh-Hans", "输入密码")):
        async with at_desk(mall, language=language, who="" if language != "zh-Hant" else "zhang-san") as desk:
            if language == "zh-Hant":
                await menu(desk, "人員與密碼", "我的密碼")
                await types_pin(desk, PIN)
                await types_pin(desk, PIN)
            else:
                await desk.press("escape", "space")
                await types_pin(desk, PIN)
            desk.app.guard.lock()
            await desk.settle()
            desk.sees(words)
            await desk.press("f2")
            for _ in range(4):
                await types_pin(desk, "246813")
            desk.screen  # noqa: B018 - each row must be exactly as wide as the screen
            desk.clock.later(minutes=5)
            await types_pin(desk, PIN)
            assert desk.app.screen.__class__.__name__ == "CaptureScreen"


async def test_the_clock_goes_on_behind_a_form_that_is_asked_for_its_pin(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await sets_pin(desk)
        await desk.press("f2")
        await desk.at("08:31")
        await desk.press("9")
        desk.sees("张三：密码", "08:31:00", "锁定")
        await desk.at("08:32")
        desk.sees("08:32:00")


async def test_what_is_typed_on_into_the_pin_dialog_is_no_try(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await sets_pin(desk)
        await desk.press("f2")
        await desk.at("08:31")
        await desk.press("9")
        for typed in ("异响", "135790客", ""):
            await types_pin(desk, typed)
            desk.sees("请输入密码")
            desk.misses("密码不对")
        await types_pin(desk, "246813")
        desk.sees("再错 9 次")


async def test_nothing_typed_where_the_old_pin_goes_is_no_try(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await sets_pin(desk)
        await menu(desk, "人员与密码", "我的密码")
        await types_pin(desk, "")
        desk.sees("请输入密码")
        await types_pin(desk, "246813")
        desk.sees("再错 9 次")


async def test_who_has_left_since_they_sat_down_is_told_so_and_chooses_no_pin(mall: Path) -> None:
    async with at_desk(mall, who="wu-jiu", post="guard") as desk:
        await sets_pin(desk)
        actor = desk.session.actor
        assert isinstance(desk.session.submit(SignIn("li-si", "", "ops_manager")), Saved)
        assert isinstance(desk.session.submit(EndCredential("wu-jiu", "离职", leaves=True)), Saved)
        desk.session.actor = actor  # said at another terminal, while they sat at this one
        desk.app.refresh_desk()
        await desk.press("f2")
        desk.sees("吴九 已离职（李四", "吴九 锁定")
        desk.misses("设置密码")


async def test_whoever_waits_at_another_terminal_is_let_in_there(mall: Path) -> None:
    async with at_desk(mall, who="li-si", post="ops_manager") as desk:
        await menu(desk, "人员与密码", "吴九")
        await desk.press("2")
        desk.sees("吴九 在本机不用等", "那台终端")
        desk.misses("可以再试了")


async def test_a_pin_that_no_roster_carries_to_other_terminals_says_so_when_it_is_chosen(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await menu(desk, "人员与密码", "我的密码")
        desk.misses("只能在本机使用")
        await desk.press("escape")
        desk.app.exchange.sharing = Sharing(Reach.AWAY)
        await menu(desk, "人员与密码", "我的密码")
        desk.sees("只能在本机使用", "F10“终端”")


async def test_a_day_that_has_not_come_is_refused_as_a_day(mall: Path) -> None:
    async with at_desk(mall, who="li-si", post="ops_manager") as desk:
        await menu(desk, "人员与密码", "吴九")
        await desk.press("3")
        await desk.types("离职")
        await desk.press("enter")
        await desk.types("+3")
        await desk.press("enter")
        desk.sees("这一天还没到")
