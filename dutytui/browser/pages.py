"""What a browser is shown: the desk, the page that asks for the code, and refusals, in the person's language.

All of it comes from this server: no font, script or picture of somebody else's, so it stands without a network, and the
headers forbid the rest. Every value is escaped.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from dutytui.browser.strip import strip
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.texts.catalogue import _, language

ENDED, FULL, IDLE, STOPPED, FAILED = 1000, 4001, 4002, 4003, 4004
"""Why a tab's socket was closed; 1006 is the browser's own for a line that was cut."""
_OWN = Path(__file__).parent / "page"
_LENT = "textual_serve"
_SCRIPT, _STYLE = "text/javascript", "text/css"


@dataclass(frozen=True, slots=True)
class Asset:
    kind: str
    content: bytes


@lru_cache(maxsize=1)
def assets() -> dict[str, Asset]:
    """All files there are, by the name in their address: nothing else can be asked for, so no path leads anywhere."""
    spec = find_spec(_LENT)  # its terminal is used, nothing of its server
    assert spec is not None and spec.submodule_search_locations
    lent = Path(spec.submodule_search_locations[0]) / "static"
    files = {
        "desk.js": (_SCRIPT, _OWN / "desk.js"),
        "login.js": (_SCRIPT, _OWN / "login.js"),
        "desk.css": (_STYLE, _OWN / "desk.css"),
        "textual.js": (_SCRIPT, lent / "js" / "textual.js"),
        "xterm.css": (_STYLE, lent / "css" / "xterm.css"),
    }
    return {name: Asset(kind, path.read_bytes()) for name, (kind, path) in files.items()}


def is_there() -> bool:
    """Whether the extra that all of this stands on is installed."""
    return find_spec(_LENT) is not None and find_spec("aiohttp") is not None


def headers(host: str) -> dict[str, str]:
    """For every answer. Styles may stand in the page, since the terminal writes its own; scripts may not."""
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self' 'unsafe-inline'",
        "connect-src": f"'self' ws://{host} wss://{host}" if host else "'self'",
        "img-src": "'self' data:",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",  # without any, a form would not say which page it came from
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
        "Server": "dutytui",
    }


def desk(mall: str) -> str:
    """The page of the terminal and the strip of keys."""
    buttons = [
        f'<button type="button" data-key="{escape(touch.key)}" data-sent="{quote(touch.sent)}"'
        f"{' data-repeats' if touch.repeats else ''}>{escape(touch.word)}</button>"
        for touch in strip()
    ]
    over = [f'<p data-code="{code}" hidden>{escape(words)}</p>' for code, words in _over().items()]
    keyboard = f'<button type="button" id="keyboard" aria-pressed="false">{escape(_("Keyboard"))}</button>'
    body = f"""
<div id="terminal" class="textual-terminal"></div>
<nav id="strip">{keyboard}{"".join(buttons)}
<button type="button" id="smaller">A-</button><button type="button" id="larger">A+</button></nav>
<div id="over" hidden>{"".join(over)}<p id="reason" class="refused"></p>
<button type="button" id="again">{escape(_("Go on"))}</button>
<form method="post" action="/leave"><button>{escape(_("Sign out"))}</button></form></div>
"""
    return _page(mall, body, body_class="desk", scripts=("desk.js",))


def login(mall: str, refused: str = "") -> str:
    """The page that asks for the code."""
    body = f"""
<main><h1>{escape(mall)}</h1>
<p>{escape(_("This device is not let in yet. The code stands in the window where dutytui serve runs."))}</p>
<form method="post" action="/login">
<p><input name="code" inputmode="numeric" autocomplete="off" autofocus maxlength="40"
aria-label="{escape(_("Code"))}"></p>
<p><button>{escape(_("Let me in"))}</button></p></form>
<p class="refused">{escape(refused)}</p></main>
"""
    return _page(mall, body, scripts=("login.js",))


def refusal(words: str, *, back: bool = False) -> str:
    """A page that says why not; back: with a link to try again."""
    link = f'<p><a href="/">{escape(_("Try again"))}</a></p>' if back else ""
    return _page("dutytui", f"<main><p>{escape(words)}</p>{link}</main>")


def full(sessions: int) -> str:
    """The words for: no room for another tab."""
    return _(
        "All {count} places are taken. Close a tab on another device, or have the server started with more: --sessions",
        count=sessions,
    )


def _over() -> dict[int, str]:
    """By the code a socket was closed with, what the page says then."""
    return {
        ENDED: _("Left in order. Everything saved is saved."),
        1006: _("The connection is lost; what was saved is saved, what was being typed is kept. Trying again …"),
        1009: _("Too much at once: the connection was closed. What was being typed is kept."),
        FULL: _("No place is free: too many tabs are open."),
        IDLE: _("Closed because nobody touched it for long. What was being typed is kept."),
        STOPPED: _("The server was stopped. This page goes on as soon as it runs again."),
        FAILED: _("The desk could not go on here; what was saved is saved, what was being typed is kept."),
    }


def _page(title: str, body: str, *, body_class: str = "", scripts: tuple[str, ...] = ()) -> str:
    linked = [f'<link rel="stylesheet" href="/{name}">' for name in ("xterm.css", "desk.css")]
    linked += [f'<script src="/{name}" defer></script>' for name in scripts]
    return f"""<!doctype html>
<html lang="{language()}"><head><meta charset="utf-8"><title>{escape(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<link rel="icon" href="data:,">{"".join(linked)}</head>
<body class="{body_class}">{body}</body></html>
"""
