"""Everything a user of stock TinyDB calls, on our storage and on the stock one: the answers must be equal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import Query, TinyDB, where
from tinydb.middlewares import CachingMiddleware
from tinydb.operations import add, decrement, delete, increment, set, subtract
from tinydb.storages import JSONStorage
from tinydb.table import Document

from dutytui.store.storage import SegmentStorage
from dutytui.store.table import SegmentDB
from tests.store.faults import CutDisk, FailingDisk, Killed, os_error
from tests.thorough import examples

Made = Callable[[], TinyDB]
PEOPLE = [{"name": "甲", "floor": 1, "tags": ["a"]}, {"name": "乙", "floor": 2, "tags": []}, {"name": "丙", "floor": 2}]


def everything(db: TinyDB) -> dict[str, Any]:
    tables = {name: [(doc.doc_id, dict(doc)) for doc in db.table(name).all()] for name in sorted(db.tables())}
    return {"tables": tables, "len": len(db), "iter": [(doc.doc_id, doc) for doc in db]}


def outcome(db: TinyDB, use: str) -> str:
    try:
        return repr(USES[use](db))
    except (ValueError, KeyError) as refused:
        return repr(refused)


def transform(fields: dict[str, Any]) -> None:
    fields["floor"] = fields.get("floor", 0) * 10


USES: dict[str, Callable[[TinyDB], Any]] = {
    "insert": lambda db: [db.insert(one) for one in PEOPLE],
    "insert_multiple": lambda db: db.insert_multiple(PEOPLE),
    "insert_multiple_of_none": lambda db: db.insert_multiple([]),
    "insert_from_a_generator": lambda db: db.insert_multiple({"i": i} for i in range(300)),
    "insert_after_many": lambda db: (db.insert_multiple({"i": i} for i in range(300)), db.insert({"i": 300})),
    "insert_a_document_with_its_id": lambda db: (db.insert(Document({"a": 1}, doc_id=7)), db.insert({"b": 2})),
    "insert_documents_among_plain": lambda db: db.insert_multiple([{"a": 1}, Document({"b": 1}, doc_id=9), {"c": 1}]),
    "insert_big": lambda db: (db.insert({"text": "值" * 100_000}), db.insert({"text": "班" * 100_000})),
    "insert_odd_values": lambda db: db.insert(
        {"x": [1.5, None, True, {"y": {}}], "\ud800": "\0\n\u2028", "n": 1 << 80}
    ),
    "insert_non_string_keys": lambda db: db.insert({1: "x", None: "y"}),
    "insert_tuples": lambda db: (db.insert({"t": (1, 2)}), db.all()),
    "search": lambda db: (db.insert_multiple(PEOPLE), db.search(where("floor") == 2), db.search(Query().name == "甲")),
    "search_twice_with_an_insert_between": lambda db: (
        db.search(where("floor") == 2),
        db.insert(PEOPLE[1]),
        db.search(where("floor") == 2),
        db.insert_multiple(PEOPLE),
        db.search(where("floor") == 2),
    ),
    "queries": lambda db: (
        db.insert_multiple(PEOPLE),
        db.search(Query().tags.any(["a"])),
        db.search((Query().floor > 1) & ~(Query().name == "丙")),
        db.search(Query().name.matches("[甲乙]")),
        db.search(Query().tags.exists() | (Query().floor == 2)),
        db.search(Query().fragment({"floor": 2})),
        db.search(Query().name.one_of(["丙"])),
        db.search(Query().floor.test(lambda floor: floor % 2 == 0)),
    ),
    "get": lambda db: (db.insert_multiple(PEOPLE), db.get(where("floor") == 2), db.get(doc_id=3), db.get(doc_id=99)),
    "get_several": lambda db: (db.insert_multiple(PEOPLE), db.get(doc_ids=[1, 3])),
    "contains": lambda db: (db.insert_multiple(PEOPLE), db.contains(where("floor") == 9), db.contains(doc_id=2)),
    "count": lambda db: (db.insert_multiple(PEOPLE), db.count(where("floor") == 2)),
    "update": lambda db: (db.insert_multiple(PEOPLE), db.update({"floor": 5}, where("name") == "乙")),
    "update_all": lambda db: (db.insert_multiple(PEOPLE), db.update({"floor": 5})),
    "update_ids": lambda db: (db.insert_multiple(PEOPLE), db.update({"floor": 5}, doc_ids=[1, 2])),
    "update_by_function": lambda db: (db.insert_multiple(PEOPLE), db.update(transform, where("floor") == 2)),
    "update_multiple": lambda db: (
        db.insert_multiple(PEOPLE),
        db.update_multiple([({"floor": 7}, where("name") == "甲"), (delete("floor"), where("name") == "丙")]),
    ),
    "operations": lambda db: (
        db.insert_multiple(PEOPLE),
        db.update(increment("floor")),
        db.update(decrement("floor"), where("name") == "甲"),
        db.update(add("floor", 5)),
        db.update(subtract("floor", 1)),
        db.update(set("name", "丁"), doc_ids=[2]),
    ),
    "upsert": lambda db: (
        db.upsert({"name": "甲", "floor": 3}, where("name") == "甲"),
        db.upsert({"name": "甲", "floor": 4}, where("name") == "甲"),
        db.upsert(Document({"name": "戊"}, doc_id=12)),
        db.upsert(Document({"name": "己"}, doc_id=12)),
        db.insert({"name": "庚"}),
    ),
    "remove": lambda db: (db.insert_multiple(PEOPLE), db.remove(where("floor") == 2), db.insert({"after": 1})),
    "remove_ids": lambda db: (db.insert_multiple(PEOPLE), db.remove(doc_ids=[1, 3]), db.insert({"after": 1})),
    "remove_all_then_insert": lambda db: (db.insert({}), db.remove(doc_ids=[1]), db.insert({"after": 1})),
    "truncate": lambda db: (db.insert_multiple(PEOPLE), db.truncate(), db.insert({"after": 1})),
    "tables": lambda db: (
        db.table("log").insert({"a": 1}),
        db.insert({"b": 1}),
        db.table("log").insert({"a": 2}),
        db.table('odd "name"\n').insert_multiple([{"c": 1}, {"c": 2}]),
        db.table("log").insert({"a": 3}),
        sorted(db.tables()),
    ),
    "drop_table": lambda db: (
        db.table("x").insert({"a": 1}),
        db.insert({"b": 1}),
        db.drop_table("x"),
        db.insert({"c": 1}),
    ),
    "drop_tables": lambda db: (db.table("x").insert({"a": 1}), db.drop_tables(), db.tables(), db.insert({"b": 1})),
    "drop_tables_when_empty": lambda db: (db.drop_tables(), len(db)),
    "persist_empty": lambda db: (
        db.table("kept", persist_empty=True).all(),
        db.tables(),
        db.table("kept").insert({"a": 1}),
    ),
    "repr": lambda db: (db.insert({}), len(repr(db)) > 0, db.table("x").name),
    "clear_cache": lambda db: (db.insert(PEOPLE[0]), db.clear_cache(), db.search(where("floor") == 1)),
    "cache_off": lambda db: (db.table("x", cache_size=0).insert(PEOPLE[0]), db.table("x").search(where("floor") == 1)),
}

FAILS: dict[str, Callable[[TinyDB], Any]] = {
    "insert_what_is_no_mapping": lambda db: db.insert([1]),
    "insert_multiple_with_one_that_is_no_mapping": lambda db: db.insert_multiple([{"a": 1}, 5]),
    "insert_what_is_not_json": lambda db: db.insert({"x": object()}),
    "insert_multiple_that_is_not_json": lambda db: db.insert_multiple([{"a": 1}, {"x": {1, 2}}]),
    "insert_an_id_that_exists": lambda db: (db.insert({"a": 1}), db.insert(Document({"b": 1}, doc_id=1))),
    "insert_multiple_with_an_id_that_exists": lambda db: db.insert_multiple([{"a": 1}, Document({}, doc_id=1)]),
    "remove_without_a_condition": lambda db: db.remove(),
    "get_without_a_condition": lambda db: db.get(),
    "upsert_without_a_condition": lambda db: db.upsert({"a": 1}),
    "use_after_close": lambda db: (db.close(), db.all()),
    "insert_after_close": lambda db: (db.close(), db.insert({})),
}


@pytest.mark.parametrize("use", USES)
def test_it_answers_and_keeps_what_stock_tinydb_does(tmp_path: Path, use: str) -> None:
    with TinyDB(tmp_path / "stock.json") as stock, SegmentDB(tmp_path / "ours.json") as ours:
        assert repr(USES[use](ours)) == repr(USES[use](stock))
        assert everything(ours) == everything(stock)
        kept = everything(stock)
    with SegmentDB(tmp_path / "ours.json") as ours:
        assert everything(ours) == kept
    with TinyDB(tmp_path / "ours.json") as stock:
        assert everything(stock) == kept


@pytest.mark.parametrize("use", USES)
def test_it_goes_on_after_reopening_as_stock_tinydb_does(tmp_path: Path, use: str) -> None:
    kept = []
    for kind, name in ((TinyDB, "stock"), (SegmentDB, "ours")):
        db = kind(tmp_path / f"{name}.json")
        USES[use](db)
        db.close()
        db = kind(tmp_path / f"{name}.json")
        kept.append((outcome(db, use), everything(db)))
        db.close()
    assert kept[0] == kept[1]


@pytest.mark.parametrize("use", USES)
def test_a_caching_middleware_gives_what_it_gives_stock_tinydb(tmp_path: Path, use: str) -> None:
    kept = []
    for storage, name in ((JSONStorage, "stock"), (SegmentStorage, "ours")):
        db = SegmentDB(tmp_path / f"{name}.json", storage=CachingMiddleware(storage))
        USES[use](db)
        before_flush = everything(db)
        db.close()
        with TinyDB(tmp_path / f"{name}.json") as again:
            kept.append((before_flush, everything(again)))
    assert kept[0] == kept[1]


@pytest.mark.parametrize("failing", FAILS)
def test_it_refuses_what_stock_tinydb_refuses_and_keeps_the_same(tmp_path: Path, failing: str) -> None:
    kept = []
    for kind, name in ((TinyDB, "stock"), (SegmentDB, "ours")):
        db = kind(tmp_path / f"{name}.json")
        db.insert_multiple(PEOPLE[:0] if "exists" in failing else PEOPLE)
        with pytest.raises(Exception) as refused:  # which one, stock TinyDB's answer says
            FAILS[failing](db)
        db.close()
        with TinyDB(tmp_path / f"{name}.json") as again:
            kept.append((refused.type, everything(again)))
    assert kept[0] == kept[1]


def test_a_missing_folder_is_an_error_unless_it_is_to_be_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        SegmentDB(tmp_path / "a" / "b.json")
    with SegmentDB(tmp_path / "a" / "b" / "c.json", create_dirs=True) as db:
        assert db.insert({"a": 1}) == 1


def test_a_file_opened_for_reading_is_not_written(tmp_path: Path) -> None:
    with SegmentDB(tmp_path / "x.json") as db:
        db.insert({"a": 1})
    with SegmentDB(tmp_path / "x.json", access_mode="r") as db:
        assert len(db) == 1
        with pytest.raises(OSError):
            db.insert({"b": 2})
    with pytest.raises(FileNotFoundError):
        SegmentDB(tmp_path / "missing.json", access_mode="r").all()


def test_an_insert_writes_only_its_own_line(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    with SegmentDB(path) as db:
        log = db.table("events")
        for number in range(300):
            before, size = path.read_bytes() if number else b"", path.stat().st_size
            log.insert({"no": number})
            if number:
                written = path.read_bytes()
                assert written.startswith(before.rstrip(b" ").removesuffix(b"}}"))
                assert path.stat().st_size == size == 128 * 1024
                assert len(json.loads(written)["events"]) == number + 1


def test_a_file_that_stock_tinydb_wrote_is_read_and_appended_to(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    for options in ({}, {"indent": 2}, {"separators": (",", ":")}, {"ensure_ascii": False}):
        path.unlink(missing_ok=True)
        with TinyDB(path, encoding="utf-8", **options) as stock:
            stock.insert_multiple(PEOPLE)
        with SegmentDB(path) as ours:
            assert ours.insert({"name": "丁"}) == 4
            assert ours.insert({"name": "戊"}) == 5
        with TinyDB(path, encoding="utf-8") as stock:
            assert [one["name"] for one in stock.all()] == ["甲", "乙", "丙", "丁", "戊"]


def test_two_handles_on_one_file_see_each_other_as_stock_handles_do(tmp_path: Path) -> None:
    with SegmentDB(tmp_path / "x.json") as one, SegmentDB(tmp_path / "x.json") as other:
        one.insert({"by": "one"})
        other.insert({"by": "other"})
        assert len(one) == len(other) == 2
        other.update({"changed": True})
        with pytest.raises(ValueError):
            one.insert(Document({}, doc_id=2))
        assert one.insert({"by": "one"}) == 3
        other.update({"changed": False})
        assert one.insert({"by": "one"}) == 4
        assert len(other) == 4
        assert one.all() == other.all()


def test_two_handles_that_insert_in_turns_lose_nothing(tmp_path: Path) -> None:
    for kind in (TinyDB, SegmentDB):
        path = tmp_path / f"{kind.__name__}.json"
        with kind(path) as one, kind(path) as other:
            accepted = 0
            for number in range(30):
                for db in (one, other):
                    try:
                        db.insert({"no": number})
                        accepted += 1
                    except ValueError:  # an id that the other handle has used meanwhile: so it is with stock TinyDB
                        continue
            assert len(one) == len(other) == accepted >= 30
        with TinyDB(path) as stock:
            assert len(stock) == accepted


@pytest.mark.parametrize("number", [28, 5])
@pytest.mark.parametrize("table", ["_default", "other"])
def test_an_insert_that_fails_is_not_kept_and_the_next_one_is(table: str, number: int) -> None:
    for at in range(12):
        disk = FailingDisk()
        disk.make_folder(Path("/x"))
        db = SegmentDB(Path("/x/db.json"), disk=disk)
        db.insert({"no": 1})
        db.insert({"no": 2})
        disk.arm(at, os_error(number))
        kept = [1, 2]
        try:
            db.table(table).insert_multiple([{"no": 3}, {"no": 4}])
            kept = [1, 2, 3, 4]
        except OSError:
            pass
        disk.arm(None)
        found = [one["no"] for name in ("_default", table) for one in db.table(name).all()]
        if table != "_default":  # a whole write: after an error it is either done or not
            kept = [1, 2, 3, 4] if 3 in found else [1, 2]
        assert sorted({*found}) == kept
        db.table(table).insert({"no": 5})
        again = SegmentDB(Path("/x/db.json"), disk=disk)
        assert sorted({one["no"] for name in ("_default", table) for one in again.table(name).all()}) == [*kept, 5]


def test_an_insert_killed_at_any_byte_leaves_what_was_there_before(tmp_path: Path) -> None:
    disk = CutDisk()
    path = tmp_path / "x.json"
    db = SegmentDB(path, disk=disk)
    db.insert_multiple(PEOPLE)
    for after in range(60):
        db.insert({"no": after})
        before = db.all()
        disk.after = after
        with pytest.raises(Killed):
            db.insert_multiple([{"text": "abcdefgh"}, {"text": "ijk"}])
        db.close()
        db = SegmentDB(path, disk=disk)
        found = db.all()
        assert found[: len(before)] == before
        assert [one["text"] for one in found[len(before) :]] == ["abcdefgh", "ijk"][: len(found) - len(before)]
        with TinyDB(path) as stock:
            assert stock.all() == found
    assert list(tmp_path.glob("*.torn-*"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield tmp_path_factory.mktemp("random")


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), st.sampled_from("ab"), st.integers(0, 3)),
        st.tuples(st.just("many"), st.sampled_from("ab"), st.integers(0, 3)),
        st.tuples(st.just("update"), st.sampled_from("ab"), st.integers(0, 3)),
        st.tuples(st.just("remove"), st.sampled_from("ab"), st.integers(0, 3)),
        st.tuples(st.just("upsert"), st.sampled_from("ab"), st.integers(0, 3)),
        st.tuples(st.sampled_from(["truncate", "drop", "reopen"]), st.sampled_from("ab"), st.just(0)),
    ),
    max_size=12,
)


def act(db: TinyDB, name: str, table: str, value: int) -> Any:
    acts: dict[str, Callable[[], Any]] = {
        "insert": lambda: db.table(table).insert({"v": value}),
        "many": lambda: db.table(table).insert_multiple([{"v": value}] * value),
        "update": lambda: db.table(table).update(increment("v"), where("v") == value),
        "remove": lambda: db.table(table).remove(where("v") == value),
        "upsert": lambda: db.table(table).upsert({"v": value, "u": True}, where("v") == value),
        "truncate": lambda: db.table(table).truncate(),
        "drop": lambda: db.drop_table(table),
    }
    return acts[name]()


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts=ACTS)
def test_any_sequence_of_uses_gives_what_stock_tinydb_gives(folder: Path, acts: list[tuple[str, str, int]]) -> None:
    made: dict[str, TinyDB] = {}
    for kind, name in ((TinyDB, "stock"), (SegmentDB, "ours")):
        (folder / f"{name}.json").unlink(missing_ok=True)
        made[name] = kind(folder / f"{name}.json")
    for name, table, value in acts:
        if name == "reopen":
            for key, kind in (("stock", TinyDB), ("ours", SegmentDB)):
                made[key].close()
                made[key] = kind(folder / f"{key}.json")
        else:
            assert act(made["ours"], name, table, value) == act(made["stock"], name, table, value)
        assert everything(made["ours"]) == everything(made["stock"])
    with TinyDB(folder / "ours.json") as check:
        assert everything(check) == everything(made["stock"])
    for db in made.values():
        db.close()
