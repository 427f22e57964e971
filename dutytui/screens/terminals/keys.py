"""The keys of the page of terminals and of its form."""

from __future__ import annotations

from dutytui.screens.key import Key
from dutytui.texts.catalogue import N_

IN_TERMINALS = N_("At the terminals")

CONNECT_SHARE = Key(
    "connect_share",
    ("f2", "1"),
    N_("Share"),
    N_("Connect a folder that the terminals share, or none"),
    IN_TERMINALS,
    footer=True,
)
CONNECT = Key("connect", ("enter",), N_("Connect"), N_("Use this folder as the share"), IN_TERMINALS, footer=True)

TERMINAL_KEYS = (CONNECT_SHARE, CONNECT)
