"""Which language a command speaks: as asked, else as this terminal was set, else as the system says."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, Protocol

from dutytui.texts import catalogue
from dutytui.texts.locales import of_locale


class Settings(Protocol):
    def get(self, name: str, default: Any = None) -> Any: ...
    def set(self, name: str, value: Any) -> OSError | None: ...


def of_system(environ: Mapping[str, str]) -> str:
    """The system's language if it is one of ours, else the first of `LANGUAGES`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return of_locale(environ[name]) or catalogue.LANGUAGES[0]
    return of_locale(_of_windows()) or catalogue.LANGUAGES[0]


def speak(asked: str | None, terminal: str | None, environ: Mapping[str, str]) -> None:
    """Use the first that is known. `terminal`: what this terminal's settings say, if they were read."""
    for language in (asked, environ.get("DUTYTUI_LANG"), terminal):
        if language in catalogue.LANGUAGES:
            catalogue.use(language)
            return
    catalogue.use(of_system(environ))


def settle(asked: str | None, settings: Settings, environ: Mapping[str, str]) -> None:
    """The screen speaks what this terminal's settings say: put the one asked for there, or at first the system's."""
    if asked or settings.get("language") is None:
        settings.set("language", asked or environ.get("DUTYTUI_LANG") or of_system(environ))


def _of_windows() -> str:
    if sys.platform != "win32":
        return ""
    import ctypes
    import locale

    return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
