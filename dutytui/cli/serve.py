"""``dutytui serve``: the same desk in a browser, on a tablet or at a supervisor's PC.

Whoever sits at this machine lets each device in with a code of its own. Only this machine itself reaches the server
unless another address is named; then it says what that means.
"""

from __future__ import annotations

import argparse
import asyncio
import platform
import signal
import socket
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dutytui.cli import exits
from dutytui.cli.mall import chosen, looked_on
from dutytui.cli.output import complain, plain, say
from dutytui.cli.stop import Stop
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.texts import catalogue
from dutytui.texts.catalogue import _, pick
from dutytui.texts.os_words import os_words

if TYPE_CHECKING:
    import ssl

    from aiohttp import web

    from dutytui.browser.door import Door

_PORT, _SESSIONS, _IDLE = 8010, 4, 60
_MOST_SESSIONS = 50


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host",
        metavar=_("ADDRESS"),
        default="127.0.0.1",
        help=_("the address to answer at; only this machine itself without it, 0.0.0.0 for every network"),
    )
    port = _("the port; {port} without it", port=_PORT)
    parser.add_argument("--port", type=_whole(1, 65535), default=_PORT, metavar=_("PORT"), help=port)
    names = _("a name that the server is reached under, as with a proxy in front; may be given more than once")
    parser.add_argument("--name", action="append", default=[], metavar=_("NAME"), help=names)
    sessions = _("how many tabs may be open at once; {count} without it", count=_SESSIONS)
    parser.add_argument(
        "--sessions", type=_whole(1, _MOST_SESSIONS), default=_SESSIONS, metavar=_("TABS"), help=sessions
    )
    idle = _("minutes without a touch after which a tab is closed, 0 for never; {minutes} without it", minutes=_IDLE)
    parser.add_argument("--idle", type=_whole(0, 1440), default=_IDLE, metavar=_("MINUTES"), help=idle)
    parser.add_argument(
        "--certificate", type=Path, metavar=_("FILE"), help=_("the certificate for TLS (PEM), with --key")
    )
    parser.add_argument("--key", type=Path, metavar=_("FILE"), help=_("the private key of the certificate (PEM)"))
    parser.add_argument("--open", action="store_true", help=_("open the browser of this machine, let in"))


def run(arguments: argparse.Namespace) -> int:
    from dutytui.browser import pages

    if not pages.is_there():
        words = _("For the desk in a browser, install what it needs: pip install 'dutytui[browser]'")
        raise Stop(exits.USAGE, words)
    if bool(arguments.certificate) != bool(arguments.key):
        raise Stop(exits.USAGE, _("--certificate and --key go together"))
    mall = chosen(arguments)
    name = _name_of(arguments)
    return asyncio.run(_serve(arguments, mall, name, _context(arguments)))


def _name_of(arguments: argparse.Namespace) -> Mapping[str, str]:
    """The mall's name in its languages; says at once what would keep every tab from opening."""
    with looked_on(arguments) as looker:
        return looker.session.procedures.mall.name


def _context(arguments: argparse.Namespace) -> ssl.SSLContext | None:
    if not arguments.certificate:
        return None
    import ssl  # only with a certificate

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(arguments.certificate, arguments.key)
    except (OSError, ssl.SSLError) as error:
        words = _("The certificate can't be used: {reason}", reason=os_words(error))
        raise Stop(exits.USAGE, words) from error
    return context


async def _serve(
    arguments: argparse.Namespace, mall: Path, name: Mapping[str, str], context: ssl.SSLContext | None
) -> int:
    from dutytui.browser import hosts
    from dutytui.browser.door import Door
    from dutytui.browser.server import Limits, Server

    loop = asyncio.get_running_loop()
    door = Door(loop.time)
    desk = _Doorkeeper(door, _address(arguments, context is not None), asks=sys.stdin.isatty())

    def command(spoken: str, outbox: Path) -> list[str]:
        return [sys.executable, "-m", "dutytui.cli.tab", str(mall.absolute()), spoken, str(outbox)]

    server = Server(
        command,
        door,
        desk.told,
        title=lambda: pick(name),
        names=[*arguments.name, platform.node(), *([] if hosts.is_everything(arguments.host) else [arguments.host])],
        limits=Limits(arguments.sessions, arguments.idle * 60.0),
        cookie=f"dutytui-{arguments.port}",
    )
    runner = await _listening(arguments, server.application(), context)
    try:
        if context is None and not hosts.is_loopback(arguments.host):
            complain(
                _(
                    "Others in the network can reach this. Without a certificate whoever listens there reads along, "
                    "PINs too. Give --certificate and --key, or put a server with TLS in front"
                )
            )
        desk.begin(loop, opens=arguments.open)
        await _until_asked(loop)
        say(_("Closing the tabs …"))
        return exits.OK
    finally:
        await runner.cleanup()


async def _listening(
    arguments: argparse.Namespace, app: web.Application, context: ssl.SSLContext | None
) -> web.AppRunner:
    from aiohttp import web

    from dutytui.browser.process import GRACE

    runner = web.AppRunner(app, access_log=None, keepalive_timeout=30, shutdown_timeout=4 * GRACE)
    await runner.setup()
    try:
        await web.TCPSite(runner, arguments.host, arguments.port, ssl_context=context).start()
    except OSError as error:
        await runner.cleanup()
        where = f"{arguments.host}:{arguments.port}"
        words = _("{where} can't be used: {reason}. Another port: --port", where=where, reason=os_words(error))
        raise Stop(exits.USAGE, words) from error
    return runner


async def _until_asked(loop: asyncio.AbstractEventLoop) -> None:
    """Return on Ctrl+C, SIGTERM or when the window is closed."""
    asked = asyncio.Event()
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, asked.set)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda _number, _frame: loop.call_soon_threadsafe(asked.set))
    await asked.wait()


@dataclass(slots=True)
class _Doorkeeper:
    """Tells whoever watches the server which code lets the next device in. asks: by pressing Enter; where nobody can,
    a new one is told as soon as the last is of no use any more."""

    door: Door
    address: str
    asks: bool
    language: str = ""
    loop: asyncio.AbstractEventLoop | None = None
    runs_out: asyncio.TimerHandle | None = None

    def begin(self, loop: asyncio.AbstractEventLoop, *, opens: bool) -> None:
        self.loop, self.language = loop, catalogue.language()
        say(_("The desk is at {address}", address=self.address))
        code = self.new_code()
        say(_("Enter: a code for another device. Ctrl+C: end") if self.asks else _("Ctrl+C: end"))
        sys.stdout.flush()
        if self.asks:
            threading.Thread(target=self._listen, name="enter", daemon=True).start()
        if opens:
            import webbrowser  # only when it is asked for

            webbrowser.open(f"{self.address}#{code.replace(' ', '')}")

    def new_code(self) -> str:
        from dutytui.browser.door import CODE_LIVES

        code = self.door.new_code()
        words = _("Code: {code}, for one device, for {minutes} minutes", code=code, minutes=round(CODE_LIVES / 60))
        say(f"{words}\n  {self.address}#{code.replace(' ', '')}")
        sys.stdout.flush()
        if not self.asks and self.loop is not None:
            if self.runs_out is not None:
                self.runs_out.cancel()
            self.runs_out = self.loop.call_later(CODE_LIVES, self._again)
        return code

    def told(self, what: str, address: str) -> None:
        """By the server, which may be speaking a browser's language just now."""
        catalogue.use(self.language)
        place = plain(address)
        if what == "in":
            say(_("A device was let in: {address}", address=place))
        elif what == "wrong":
            complain(_("A wrong code was typed at {address}", address=place))
        else:
            complain(_("Too many wrong codes from {address}: the code in force is void", address=place))
        sys.stdout.flush()
        if what != "wrong" and not self.asks:
            self.new_code()

    def _again(self) -> None:
        catalogue.use(self.language)
        self.new_code()

    def _listen(self) -> None:
        assert self.loop is not None
        for _line in sys.stdin:
            self.loop.call_soon_threadsafe(self._again)


def _address(arguments: argparse.Namespace, secure: bool) -> str:
    """What people type into the browser's line."""
    from dutytui.browser import hosts

    host = arguments.name[0] if arguments.name else arguments.host
    if not arguments.name and hosts.is_everything(host):
        host = _outward() or platform.node()
    if ":" in host and not host.startswith("["):
        host = f"[{host}]"
    return f"{'https' if secure else 'http'}://{host}:{arguments.port}/"


def _outward() -> str:
    """This machine's address in its network. Nothing is sent: connecting a datagram socket only chooses the way."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
            way.connect(("192.0.2.1", 9))
            return str(way.getsockname()[0])
    except OSError:
        return ""


def _whole(least: int, most: int) -> Callable[[str], Any]:
    def number(typed: str) -> int:
        if not typed.isdecimal() or not least <= int(typed) <= most:
            words = _("{typed} is not a whole number from {least} to {most}", typed=typed, least=least, most=most)
            raise argparse.ArgumentTypeError(words)
        return int(typed)

    return number
