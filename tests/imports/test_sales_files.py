"""What an export's columns and amounts mean, which lines are left out and why. DS §3 sales review."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.imports.sales import fitting, guessed, hundredths, sales_file, sales_read
from dutytui.procedures.load import load
from dutytui.rules.procedure import Procedures
from tests.desk import CHECKOUT, StandingClock
from tests.thorough import examples


def shipped() -> Procedures:
    found = load(CHECKOUT / "checklists", StandingClock().now().date()).procedures
    assert found is not None
    return found


MALL = shipped()


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1234.5", 123450),
        ("1,234.50", 123450),
        ("￥1,234.50", 123450),
        ("¥ 12", 1200),
        ("１２３４．５", 123450),
        ("１，２３４元", 123400),
        ("RMB 10", 1000),
        ("NT$1,000", 100000),
        ("-88.00", -8800),
        ("－88", -8800),
        ("−88", -8800),
        ("88.00-", -8800),
        ("(88.00)", -8800),
        ("（88）", -8800),
        ("-￥88", -8800),
        ("￥-88", -8800),
        ("+5", 500),
        ("0", 0),
        (".5", 50),
        ("5.", 500),
        ("0.005", 1),
        ("0.0049", 0),
        ("1.2345e3", 123450),
        ("1234.4999999999998", 123450),
        ("", None),
        ("-", None),
        ("很多", None),
        ("1,23", None),
        ("12,34,56", None),
        ("1.2.3", None),
        ("1 2", 1200),
        ("二十", None),
        ("٣", None),
        ("1.2万", None),
        ("nan", None),
        ("inf", None),
        ("1e99", None),
        ("--5", 500),
    ],
)
def test_an_amount_as_tills_write_it(written: str, amount: int | None) -> None:
    assert hundredths(written) == amount


@given(st.text(max_size=30))
@settings(max_examples=examples(200), deadline=None)
def test_any_text_is_an_amount_or_none(written: str) -> None:
    assert hundredths(written) is None or isinstance(hundredths(written), int)


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("专柜,销售额", {"counter": 0, "amount": 1}),
        (
            "部门,大类,品牌,专柜名称,数量,销售金额(元)",
            {"counter": 3, "amount": 5, "department": 0, "category": 1, "brand": 2, "quantity": 4},
        ),
        ("櫃組,營業額", {"counter": 0, "amount": 1}),
        ("Shop,Net sales,Dept.,Qty", {"counter": 0, "amount": 1, "department": 2, "quantity": 3}),
        ("x,y", {}),
    ],
)  # fmt: skip
def test_columns_are_guessed_by_the_words_of_the_mall(header: str, columns: dict[str, int]) -> None:
    assert guessed(tuple(header.split(",")), MALL.sales) == columns


def test_columns_that_do_not_fit_are_not_remembered() -> None:
    assert fitting({"counter": 0, "amount": 1, "odd": 2, "brand": True, "category": "x"}, ("a", "b")) == {
        "counter": 0,
        "amount": 1,
        "brand": 1,
    } or fitting({"counter": 0, "amount": 1}, ("a", "b")) == {"counter": 0, "amount": 1}
    assert fitting({"counter": 0, "amount": 9}, ("a", "b")) == {}
    assert fitting({"counter": 0}, ("a", "b")) == {}


EXPORT = """\
星桥广场销售日报
部门,专柜,品牌,数量,销售额
女装部,A01 大衣,甲,3,"1,200.00"
女装部,A02 鞋,乙,,-80
,,,,
女装部小计,,,3,1120
womenswear,A03,丙,二,5
女装,A04,丁,1,
餐饮,,戊,1,7
部门,专柜,品牌,数量,销售额
美食街,A05,己,1,"1,2"
美食街,A05,己,1,9.90
合计,,,5,1129.90
"""


def test_bad_lines_are_told_by_number_and_reason_and_the_good_ones_are_kept() -> None:
    file = sales_file("a.csv", EXPORT.encode(), MALL.sales)
    read = sales_read(file, guessed(file.table.header, MALL.sales), MALL)
    assert [(bad.number, bad.code, bad.cell) for bad in read.bad] == [
        (7, "not_a_quantity", "二"),
        (8, "amount_missing", ""),
        (9, "counter_missing", ""),
        (11, "not_a_number", "1,2"),
    ]
    assert read.sums == (6, 10, 13)
    assert [(row.department, row.counter, row.amount, row.quantity) for row in read.rows] == [
        ("womenswear", "A01 大衣", 120000, 300),
        ("womenswear", "A02 鞋", -8000, None),
        ("美食街", "A05", 990, 100),
    ]


def test_a_name_that_is_too_long_and_a_number_too_large_are_bad_lines() -> None:
    data = f"专柜,销售额\n{'长' * 121},5\nA01,{'9' * 30}\nA02,=A1\n".encode()
    file = sales_file("a.csv", data, MALL.sales)
    read = sales_read(file, guessed(file.table.header, MALL.sales), MALL)
    assert [bad.code for bad in read.bad] == ["too_long", "not_a_number", "formula"]


def test_a_counter_that_is_only_called_like_a_total_elsewhere_is_kept() -> None:
    data = "专柜,品牌,销售额\nA01,Total,5\nA02,小计,6\n总计,,11\n".encode()
    file = sales_file("a.csv", data, MALL.sales)
    read = sales_read(file, guessed(file.table.header, MALL.sales), MALL)
    assert [row.counter for row in read.rows] == ["A01", "A02"]


def test_the_signature_is_that_of_the_header_alone() -> None:
    one, other = (sales_file("a.csv", f"专柜,销售额\nA01,{n}\n".encode(), MALL.sales) for n in (1, 2))
    assert one.signature == other.signature
    assert one.hash != other.hash
