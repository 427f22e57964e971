"""What the models say, for editors and for readers: a JSON Schema a kind of file, and the tables of docs/procedures.md.

``python -m dutytui.procedures.schema [FOLDER]`` writes both into a checkout.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dutytui.procedures.models import FILES
from dutytui.rules.procedure import PERMISSIONS

BEGIN = "<!-- made from the models by python -m dutytui.procedures.schema: begin -->"
END = "<!-- made from the models: end -->"
_SCHEMA = {"$schema": "https://json-schema.org/draft/2020-12/schema"}


def schemas() -> dict[str, str]:
    """The text of every schema file by its name, such as ``phase.schema.json``."""
    return {
        f"{name}.schema.json": json.dumps(_SCHEMA | _schema(name), indent=2, ensure_ascii=False) + "\n"
        for name in FILES
    }


def write_schemas(folder: Path) -> None:
    """Writes the schemas into `folder`, which is made when it isn't there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def with_reference(guide: str) -> str:
    """The guide with the tables between its markers made anew. ValueError when it has no markers."""
    before, found, rest = guide.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not found or not ended:
        raise ValueError("the guide has no place for the tables")
    return f"{before}{BEGIN}\n\n{reference()}\n{END}{after}"


def reference() -> str:
    """Every key of every file as Markdown, and the permissions."""
    return "\n".join(_reference())


def _schema(name: str) -> dict[str, Any]:
    tidied = _tidied(FILES[name].model_json_schema())
    assert isinstance(tidied, dict)
    return tidied


def _tidied(part: Any) -> Any:
    """Without null, which the loader takes for a forgotten value, and without titles that only repeat the key."""
    if isinstance(part, list):
        return [_tidied(one) for one in part if one != {"type": "null"}]
    if not isinstance(part, dict):
        return part
    made = {
        key: {name: _tidied(one) for name, one in value.items()} if key in ("properties", "$defs") else _tidied(value)
        for key, value in part.items()
        if not (key == "title" and isinstance(value, str)) and not (key == "default" and not _is_written(value, part))
    }
    if "patternProperties" in made:
        made["additionalProperties"] = False
    only = made.get("anyOf", ())
    return {**only[0], **{key: one for key, one in made.items() if key != "anyOf"}} if len(only) == 1 else made


def _is_written(default: Any, part: dict[str, Any]) -> bool:
    """Whether a default could stand in the YAML as it is: 0 minutes are written 0m, and None isn't written at all."""
    return default is not None and not (part.get("type") == "string" and not isinstance(default, str))


def _reference() -> Iterator[str]:
    for file in FILES:
        schema = _schema(file)
        title, _, about = str(schema["description"]).partition(": ")
        yield from (f"## {title}", "", about[:1].upper() + about[1:], "", *_table(schema))
        for name, part in schema.get("$defs", {}).items():
            yield from (f"### {_heading(name)} ({title})", "", str(part["description"]), "", *_table(part))
    yield from ("## Permissions", "", "| `may` | The post may |", "|---|---|")
    yield from (f"| `{name}` | {meaning} |" for name, meaning in PERMISSIONS.items())
    yield ""


def _table(part: dict[str, Any]) -> Iterator[str]:
    yield from ("| Key | Value | Must it be there? | What it means |", "|---|---|---|---|")
    required = part.get("required", [])
    for key, value in part["properties"].items():
        needed = "yes" if key in required else "no"
        yield f"| `{key}` | {_kind(value)} | {needed} | {value['description']} |"
    yield ""


def _kind(value: dict[str, Any]) -> str:
    """What a value is, in a few words, read from its schema."""
    options = value.get("anyOf", value.get("oneOf", ()))
    if any("zh-Hans" in one.get("properties", ()) for one in options):
        kind = "text"
    elif options:
        kind = " or ".join(_kind(one) for one in options)
    elif "$ref" in value:
        kind = _heading(value["$ref"].rpartition("/")[2])
    elif "enum" in value:
        kind = " or ".join(f"`{one}`" for one in value["enum"])
    elif value["type"] == "array":
        kind = f"list of {_kind(value['items'])}"
    elif value["type"] == "object":
        kind = _kind_of_table(value)
    elif "examples" in value:
        kind = "such as " + ", ".join(f"`{one}`" for one in value["examples"])
    elif "pattern" in value:
        kind = "id"
    else:
        words = {"string": "word", "boolean": "`true` or `false`", "number": "number", "integer": "whole number"}
        kind = words[value["type"]]
    return kind


def _kind_of_table(value: dict[str, Any]) -> str:
    """A table whose keys are the mall's to choose: dates, or words of a list."""
    words = value.get("propertyNames", {}).get("enum")
    if words:
        return f"for each of {', '.join(f'`{one}`' for one in words)}: {_kind(value['additionalProperties'])}"
    if "maxProperties" in value:
        return "condition"
    by_key = next(iter(value["patternProperties"].values()))
    by_date = "date" if "propertyNames" not in value and "[0-9]{4}" in next(iter(value["patternProperties"])) else "id"
    return f"for each {by_date}: {_kind(by_key)}"


def _heading(name: str) -> str:
    spaced = "".join(f" {char.lower()}" if char.isupper() else char for char in name.removesuffix("Model"))
    return spaced.strip()


def main(folder: Path) -> None:
    """Writes schemas and tables into the checkout `folder`."""
    write_schemas(folder / "checklists" / "schema")
    guide = folder / "docs" / "procedures.md"
    guide.write_text(with_reference(guide.read_text("utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path())
