"""One message to one address, through apprise: imported when the first message goes out, never before.

Nothing that may hold an address leaves this module: neither apprise nor what it sends by logs anything, and an error
is told by a code alone.
"""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Callable

SENT, MISSING, REFUSED, FAILED = "", "missing", "refused", "failed"
"""What came of a message: sent; apprise is not installed; it can't read the address; nobody took the message."""

Send = Callable[[str, str, str], str]
"""(address, title, body) → one of the codes. Called in a thread; may take as long as a network does."""


def is_installed() -> bool:
    return importlib.util.find_spec("apprise") is not None


def send(url: str, title: str, body: str) -> str:
    """Blocks until it is sent or has failed, some twenty seconds at most."""
    try:
        import apprise  # 250 ms, and only where somebody has set it up
    except ImportError:
        return MISSING
    for speaks in ("apprise", "urllib3", "requests"):
        logging.getLogger(speaks).setLevel(logging.CRITICAL + 1)
    try:
        # It keeps nothing on the disk, and starts nothing beside itself.
        mode = apprise.PersistentStoreMode.MEMORY
        asset = apprise.AppriseAsset(async_mode=False, secure_logging=True, storage_mode=mode)
        to = apprise.Apprise(asset=asset)
        if not to.add(url):
            return REFUSED
        sent = to.notify(body=body, title=title, body_format=apprise.NotifyFormat.TEXT)
    except Exception:
        # Whatever it says may hold the address; a message that fails must stop nobody's work.
        return FAILED
    return SENT if sent else FAILED
