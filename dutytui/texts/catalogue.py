"""Words in the person's language: gettext catalogues for the program's own texts, `pick` for the mall's.

English is the source. A process speaks one language at a time (a browser tab is a process of its own), so the language
is module state, changed by `use`; nothing keeps a translated text across a change.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dutytui.texts.compiled import Compiled, Source, Texts

LANGUAGE_NAMES = {"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"}
"""Each in itself, so that whoever needs it can read it."""

LANGUAGES = tuple(LANGUAGE_NAMES)
"""In the order the language key goes through them; the first is the default of a new terminal."""

_LOCALE = Path(__file__).parent / "locale"
_SOURCE = Source()
_current: Texts = _SOURCE
_language = "en"


def use(language: str) -> None:
    """Speak `language` (one of `LANGUAGES`) from now on. ValueError for any other.

    Where its catalogue was not compiled the program's texts stay English (see `is_compiled`), the mall's do not.
    """
    global _current, _language  # noqa: PLW0603 - the one piece of module state, see above
    if language not in LANGUAGES:
        raise ValueError(language)
    _language = language
    _current = _SOURCE if language == "en" or not is_compiled(language) else Compiled(_compiled(language).read_bytes())


def language() -> str:
    """The language in use."""
    return _language


def is_compiled(language: str) -> bool:
    """Whether the texts of `language` are there: a checkout that was not installed has no compiled catalogues."""
    return language == "en" or _compiled(language).exists()


def speak_argparse() -> None:
    """Make argparse, if it is used, word its help and errors in the current language.

    argparse asks the process-wide gettext domain, which follows the environment and not the language chosen here.
    """
    import argparse  # late: only the command line needs it, and has imported it

    def single(message: str) -> str:
        return _current.single(message) if message else message  # None for a description that nobody gave

    def plural(one: str, many: str, count: int) -> str:
        return _current.plural(one, many, count)

    vars(argparse).update(_=single, ngettext=plural)


def _compiled(language: str) -> Path:
    return _LOCALE / language.replace("-", "_") / "LC_MESSAGES" / "dutytui.mo"


def _(message: str, **values: object) -> str:
    """`message` in the current language, with ``{name}`` placeholders filled in."""
    text = _current.single(message) if message else ""
    return text.format(**values) if values else text


def n_(one: str, many: str, count: int, **values: object) -> str:
    """The form of the message that fits `count`, which is itself the placeholder ``{count}``."""
    return _current.plural(one, many, count).format(count=count, **values)


def N_(message: str) -> str:  # noqa: N802 - the name gettext tools know
    """Marks a message for the catalogues; it is translated where it is shown."""
    return message


def pick(text: Mapping[str, str] | None) -> str:
    """The mall's own words in the current language; the first there are when it has none in this one; "" for None."""
    if not text:
        return ""
    return text.get(_language) or next(iter(text.values()))
