"""Schemas and the reference are made from the models, and what is committed is what they make now."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from dutytui.procedures.areas import AREA_FILES
from dutytui.procedures.models import FILES, Model
from dutytui.procedures.schema import schemas, with_reference, write_schemas
from dutytui.procedures.shape import validated
from dutytui.procedures.tree import parse
from dutytui.rules.procedure import PERMISSIONS
from dutytui.texts.problems import MESSAGES

ROOT = Path(__file__).parents[2]


def test_the_committed_schemas_are_what_the_models_say_now(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    folder = ROOT / "checklists" / "schema"
    made = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == made, "run make schema"


def test_the_guide_holds_every_key_as_the_models_have_it_now() -> None:
    guide = (ROOT / "docs" / "procedures.md").read_text("utf-8")
    assert with_reference(guide) == guide, "run make schema"
    for model in models():
        for key in model.model_fields:
            assert f"| `{key}` |" in guide
    for permission in PERMISSIONS:
        assert f"| `{permission}` |" in guide


@pytest.mark.parametrize("area", AREA_FILES)
def test_the_example_of_every_area_in_the_guide_is_right(area: str) -> None:
    guide = (ROOT / "docs" / "procedures.md").read_text("utf-8")
    (section,) = [part for part in guide.split("\n## ") if f"\n`{area}.yaml` (DS" in part]
    example = "\n".join(line[4:] for line in section.splitlines() if line.startswith("    "))
    root, problems = parse(f"{area}.yaml", example.encode())
    model, wrong = validated(f"{area}.yaml", root)
    assert model is not None and [*problems, *wrong] == []


def test_a_guide_without_a_place_for_the_tables_is_refused() -> None:
    with pytest.raises(ValueError, match="no place"):
        with_reference("# Guide\n")


def models() -> set[type[BaseModel]]:
    waiting: list[type[BaseModel]] = list(Model.__subclasses__())
    found: set[type[BaseModel]] = set()
    while waiting:
        model = waiting.pop()
        found.add(model)
        waiting += model.__subclasses__()
    return found


def test_every_key_of_every_model_is_described() -> None:
    for model in models():
        assert model.__doc__
        for key, field in model.model_fields.items():
            assert field.description, f"{model.__name__}.{key}"


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        schema = list(schema.values())
    if isinstance(schema, list):
        for one in schema:
            yield from parts(one)


@pytest.mark.parametrize("name", [f"{name}.schema.json" for name in FILES])
def test_a_schema_is_closed_described_and_knows_no_null(name: str) -> None:
    schema = json.loads(schemas()[name])
    assert schema["$schema"].endswith("2020-12/schema")
    for part in parts(schema):
        assert part.get("type") != "null"
        if "properties" in part and isinstance(part["properties"], dict) and part.get("type") == "object":
            assert part["additionalProperties"] is False
        for pattern in (part.get("pattern"), *part.get("patternProperties", ())):
            if isinstance(pattern, str):
                re.compile(pattern)


def test_wordings_are_literal_so_that_catalogues_can_be_made_of_them() -> None:
    assert all(re.fullmatch(r"[^{}]*(\{[a-z_]+\}[^{}]*)*", message) for message in MESSAGES.values())
