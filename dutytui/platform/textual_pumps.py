"""Whether a widget has dealt with all that was sent to it: asked of Textual's queues, which no public name tells.

Sending each of them a message and waiting for its turn says the same, and costs more than the key that is waited for.
"""

from __future__ import annotations

from typing import Any

from textual.message_pump import MessagePump


def is_idle(pump: MessagePump) -> bool:
    """Whether it waits for its next message; one that is being taken down has none to come.

    Never True of one that is busy, whichever Textual it is: where the queue is made otherwise it is False.
    """
    ready: Any = getattr(pump._message_queue, "ready_event", None)
    waits = ready is not None and not ready.is_set() and bool(getattr(ready, "_waiters", ()))
    return pump._closing or (waits and not pump._next_callbacks)
