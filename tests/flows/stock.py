"""Reads journals as a stranger does: stock TinyDB in a fresh interpreter that does not know this program."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

_READ = """
import json, sys
from pathlib import Path
from tinydb import TinyDB
found = {}
for path in sorted(Path(sys.argv[1]).rglob("*.json")):
    database = TinyDB(path, access_mode="r")
    found[str(path.relative_to(sys.argv[1]))] = database.table("events").all()
    database.close()
assert not any(name.partition(".")[0] == "dutytui" for name in sys.modules)
print(json.dumps(found))
"""


def journals(mall: Path) -> dict[str, list[dict[str, Any]]]:
    """Every file of the mall's logs by its path in it, with its events."""
    told = subprocess.run(
        [sys.executable, "-c", _READ, str(mall / "logs")], cwd=mall, capture_output=True, check=True, timeout=60
    )
    found: dict[str, list[dict[str, Any]]] = json.loads(told.stdout)
    return found


def recorded(mall: Path) -> list[dict[str, Any]]:
    """All events, file after file, without those that the program records by itself: presence, random rounds."""
    own = ("desk:", "patrol:")
    return [event for events in journals(mall).values() for event in events if not event["on"].startswith(own)]
