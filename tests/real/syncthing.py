"""Syncthing on the loopback device: instances of its own, that know each other alone and talk to nobody else."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tests.real.desks import until

MISSING = "" if shutil.which("syncthing") else "syncthing is not installed"
FOLDER = "duty"
_KEY = "loopback-only"
_DEVICE = '<device id="{id}" name="{name}" compression="never"><address>tcp://127.0.0.1:{port}</address></device>'
_CONFIG = """<configuration version="36">
<folder id="duty" path="{path}" type="sendreceive" rescanIntervalS="3600" maxConflicts="-1" fsWatcherEnabled="true"
        fsWatcherDelayS="{delay}" ignorePerms="true">
{members}</folder>
{devices}
<gui enabled="true" tls="false"><address>127.0.0.1:{gui}</address><apikey>{key}</apikey></gui>
<options>
<listenAddress>tcp://127.0.0.1:{port}</listenAddress>
<globalAnnounceEnabled>false</globalAnnounceEnabled><localAnnounceEnabled>false</localAnnounceEnabled>
<relaysEnabled>false</relaysEnabled><natEnabled>false</natEnabled><stunKeepaliveStartS>0</stunKeepaliveStartS>
<crashReportingEnabled>false</crashReportingEnabled><urAccepted>-1</urAccepted><autoUpgradeIntervalH>0</autoUpgradeIntervalH>
<startBrowser>false</startBrowser><reconnectionIntervalS>2</reconnectionIntervalS>
<announceLANAddresses>false</announceLANAddresses>
</options>
</configuration>
"""


def free_port() -> int:
    """A port of the loopback device that nobody uses just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Instance:
    """One machine's Syncthing; `share` is the folder that it keeps like the others'."""

    def __init__(self, place: Path, name: str) -> None:
        self.name = name
        self.share = place / "share"
        self.share.mkdir(parents=True)
        self.port, self._gui = free_port(), free_port()
        self._home = place / "home"
        self._log = place / "log"
        self._process: subprocess.Popen[bytes] | None = None
        self._command("generate", "--home", str(self._home), "--no-default-folder", "--skip-port-probing")
        self.id = self._command("serve", "--home", str(self._home), "--device-id").strip()

    def knows(self, instances: Sequence[Instance], delay: int) -> None:
        """delay: seconds that it waits after a change for more (`fsWatcherDelayS`)."""
        devices = "\n".join(_DEVICE.format(id=one.id, name=one.name, port=one.port) for one in instances)
        members = "".join(f'<device id="{one.id}"></device>\n' for one in instances)
        text = _CONFIG.format(
            path=self.share,
            delay=delay,
            members=members,
            devices=devices,
            gui=self._gui,
            key=_KEY,
            port=self.port,
        )
        (self._home / "config.xml").write_text(text, encoding="utf-8")

    def starts(self) -> None:
        words = ["syncthing", "serve", "--home", str(self._home), "--no-browser", "--no-restart", "--no-upgrade"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(words, stdout=log, stderr=log, env=_environment())
        until(lambda: self._asked("/rest/system/ping"), lambda: self._log.read_text("utf-8")[-2000:])

    def stops(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None

    def sees(self, others: int) -> bool:
        """Whether it is connected with so many."""
        answer = self._asked("/rest/system/connections")
        if not answer:
            return False
        found = msgspec.json.decode(answer)["connections"].values()
        return sum(one["connected"] for one in found) == others

    def _asked(self, what: str) -> bytes:
        request = urllib.request.Request(f"http://127.0.0.1:{self._gui}{what}", headers={"X-API-Key": _KEY})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return bytes(answer.read())
        except (urllib.error.URLError, OSError):
            return b""

    def _command(self, *words: str) -> str:
        done = subprocess.run(["syncthing", *words], capture_output=True, text=True, check=True, env=_environment())
        return done.stdout


def connect(instances: Sequence[Instance], delay: int) -> None:
    """Start them, each knowing the others, and wait until all are in touch."""
    for one in instances:
        one.knows(instances, delay)
        one.starts()
    for one in instances:
        until(lambda one=one: one.sees(len(instances) - 1), "they find each other")  # type: ignore[misc]


def _environment() -> dict[str, str]:
    # It goes through a proxy if one is named, even to itself.
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return kept | {"STNOUPGRADE": "1", "GOMAXPROCS": "1"}
