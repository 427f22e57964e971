"""Makes the text catalogues: ``python -m dutytui.texts.build_catalogues [extract|update|fill FILE…|compile|check]``.

extract: print the program's messages, one a line; update: bring both .po files in line with them; fill: update, then
take translations from tables (message, zh-Hans, zh-Hant, tab-separated, ``\\n`` for a line end) where there is none
yet; compile: write the .mo files; check: say what is missing, 1 if anything is.

The same file is hatchling's build hook, loaded from its path in an environment that has Babel and hatchling and nothing
of ours: so it imports nothing else, and a wheel, an sdist and an editable install all get fresh .mo files.

A .po file has no dates, no line numbers and is sorted by message, so that its differences are the texts' own.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    BuildHookInterface = object
else:
    try:
        from hatchling.builders.hooks.plugin.interface import BuildHookInterface
    except ImportError:  # on the command line: hatchling is in build environments only
        BuildHookInterface = object

LANGUAGES = ("zh_Hans", "zh_Hant")
PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = Path(__file__).resolve().parent / "locale"

Key = str | tuple[str, str]
"""A message, or its singular and plural."""

_KEYWORDS = {"_": 1, "N_": 1, "n_": 2}
"""How many of a function's first arguments are messages."""
_HEADER = r"""msgid ""
msgstr ""
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"

"""
# A .mo file must not differ from one build to the next.
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
_PLACEHOLDER = re.compile(r"%(?:\([a-z_]+\))?[rsd]|\{[A-Za-z0-9_.!:]*\}")

ARGPARSE: tuple[Key, ...] = (
    "usage: ",
    "positional arguments",
    "options",
    "show this help message and exit",
    "show program's version number and exit",
    "%(heading)s:",
    "%(prog)s: error: %(message)s\n",
    "%(prog)s: warning: %(message)s\n",
    "argument %(argument_name)s: %(message)s",
    "option '%(option)s' is deprecated",
    "command '%(parser_name)s' is deprecated",
    "unknown parser %(parser_name)r (choices: %(choices)s)",
    "can't open '%(filename)s': %(error)s",
    "unrecognized arguments: %s",
    "not allowed with argument %s",
    "ignored explicit argument %r",
    "the following arguments are required: %s",
    "one of the arguments %s is required",
    "expected one argument",
    "expected at most one argument",
    "expected at least one argument",
    ("expected %s argument", "expected %s arguments"),
    "ambiguous option: %(option)s could match %(matches)s",
    "unexpected option string: %s",
    "invalid %(type)s value: %(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)",
)
"""What argparse (Python 3.11 to 3.14) says to the person at the command line; see `catalogue.speak_argparse`."""


class CustomBuildHook(BuildHookInterface):
    """hatchling's hook: the name is the one it looks for."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        compile_catalogues()


def po_path(language: str, locale: Path = LOCALE) -> Path:
    return locale / language / "LC_MESSAGES" / "dutytui.po"


def extracted(package: Path = PACKAGE) -> set[Key]:
    """Every message in the package's sources, and argparse's."""
    found: set[Key] = set(ARGPARSE)
    for path in sorted(package.rglob("*.py")):
        found.update(_messages(path.read_text("utf-8")))
    return found


def _messages(source: str) -> Iterator[Key]:
    """By the syntax tree: Babel's own extraction sees no call within an f-string before Python 3.12."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        count = _KEYWORDS.get(node.func.id, 0)
        texts = [part.value for part in node.args[:count] if isinstance(part, ast.Constant)]
        words = [text for text in texts if isinstance(text, str) and text]
        if count and len(words) == count:
            yield words[0] if count == 1 else (words[0], words[1])


def read(language: str, locale: Path = LOCALE) -> Catalog:
    """The catalogue as it stands in its .po file; empty when there is no file."""
    path = po_path(language, locale)
    content = path.read_bytes() if path.exists() else b""
    return read_po(io.BytesIO(content), locale=language)


def update(package: Path = PACKAGE, locale: Path = LOCALE) -> None:
    """New messages in, gone ones out, translations kept. Never guesses a translation from a similar message."""
    messages = extracted(package)
    for language in LANGUAGES:
        old = read(language, locale)
        new = Catalog(locale=language)
        for message in messages:
            singular = message if isinstance(message, str) else message[0]
            before = old.get(singular)
            same_shape = before is not None and isinstance(before.string, str) == isinstance(message, str)
            new.add(message, before.string if before is not None and same_shape else None)
        _write(new, language, locale)


def fill(tables: list[Path], locale: Path = LOCALE) -> Iterator[str]:
    """Take translations from tables into messages that have none; says what it could not take, and why."""
    catalogues = [read(language, locale) for language in LANGUAGES]
    for table in tables:
        for number, line in enumerate(table.read_text("utf-8-sig").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            fields = [field.replace("\\n", "\n") for field in line.split("\t")]
            where = f"{table.name}:{number}"
            if len(fields) != 1 + len(LANGUAGES):
                yield f"{where}: {len(fields)} columns"
                continue
            said = [_take(catalogue, fields[0], text) for catalogue, text in zip(catalogues, fields[1:], strict=True)]
            yield from (f"{where}: {one}" for one in dict.fromkeys(said) if one)
    for language, catalogue in zip(LANGUAGES, catalogues, strict=True):
        _write(catalogue, language, locale)


def compile_catalogues(locale: Path = LOCALE) -> None:
    """Write each .mo beside its .po, at once, also when another process reads it."""
    for language in LANGUAGES:
        catalogue = read(language, locale)
        catalogue.creation_date = catalogue.revision_date = _NO_DATE
        target = po_path(language, locale).with_suffix(".mo")
        target.parent.mkdir(parents=True, exist_ok=True)
        new = target.with_suffix(".mo.new")
        with new.open("wb") as out:
            write_mo(out, catalogue)
        new.replace(target)


def problems(package: Path = PACKAGE, locale: Path = LOCALE) -> Iterator[str]:
    """What keeps the catalogues from being complete, a line each."""
    messages = extracted(package)
    for language in LANGUAGES:
        catalogue = read(language, locale)
        here = {tuple(message.id) if message.pluralizable else message.id for message in catalogue if message.id}
        yield from (f"{language}: not in the catalogue: {message!r}" for message in sorted(messages - here, key=str))
        yield from (
            f"{language}: no longer in the program: {message!r}" for message in sorted(here - messages, key=str)
        )
        yield from (f"{language}: obsolete entry: {message!r}" for message in catalogue.obsolete)
        for message in catalogue:
            if message.id:
                yield from (f"{language}: {said}: {message.id!r}" for said in _wrong(message))


def placeholders(text: str) -> list[str]:
    """The placeholders of a message, sorted; each as often as it stands there."""
    return sorted(_PLACEHOLDER.findall(text))


def _wrong(message: Message) -> Iterator[str]:
    strings = _all(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not strings or not all(strings):
        yield "not translated"
        return
    # Chinese has one form, which stands for all counts: it needs what the plural needs.
    needed = _all(message.id)[-1]
    if any(placeholders(string) != placeholders(needed) for string in strings):
        yield "other placeholders"
    if any(string.endswith("\n") != needed.endswith("\n") for string in strings):
        yield "other line end"


def _all(texts: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [texts] if isinstance(texts, str) else list(texts or ())


def _take(catalogue: Catalog, words: str, text: str) -> str:
    """Put a translation in, words being the message or either form of it; what is wrong with it, or ""."""
    message = catalogue.get(words) or next((one for one in catalogue if words in _all(one.id)), None)
    if message is None:
        return f"no such message: {words!r}"
    if not text:
        return f"no translation: {words!r}"
    before = next(iter(_all(message.string)), "")
    if before:
        return "" if before == text else f"{words!r} is {before!r} already, not {text!r}"
    message.string = (text,) if message.pluralizable else text
    return ""


def _write(catalogue: Catalog, language: str, locale: Path) -> None:
    for message in catalogue:
        message.flags.clear()
    out = io.BytesIO()
    write_po(out, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    path = po_path(language, locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_HEADER.format(language=language).encode() + out.getvalue().strip() + b"\n")


def _say(lines: Iterator[str]) -> int:
    """Print lines; 1 if there were any."""
    code = 0
    for line in lines:
        sys.stdout.buffer.write(line.encode() + b"\n")
        code = 1
    return code


def _fill(files: list[str]) -> int:
    update()
    return _say(fill([Path(name) for name in files]))


def _build() -> int:
    update()
    compile_catalogues()
    return 0


def main(arguments: list[str]) -> int:
    """The command line; without arguments: update and compile. 0 done, 1 something is missing or left over, 2 usage."""
    commands: dict[str, Callable[[], int | None]] = {
        "extract": lambda: _say(repr(message) for message in sorted(extracted(), key=str)) and 0,
        "update": update,
        "fill": lambda: _fill(arguments[1:]),
        "compile": compile_catalogues,
        "check": lambda: _say(problems()),
    }
    command = _build if not arguments else commands.get(arguments[0])
    if command is None or (len(arguments) > 1) != (arguments[:1] == ["fill"]):
        sys.stderr.write(f"{__doc__}\n")
        return 2
    return command() or 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
