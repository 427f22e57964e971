"""The keys of the page of terminals and of its forms."""

from __future__ import annotations

from dutytui.screens.key import Key
from dutytui.texts.catalogue import N_

IN_TERMINALS = N_("Among the terminals")

PAGE_KEYS = (
    Key("enrol", ("enter",), N_("Let in"), N_("Let the terminal in, after comparing fingerprints"), IN_TERMINALS, True),
    Key("found", ("f2",), N_("Found"), N_("Found the mall's roster of terminals"), IN_TERMINALS, footer=True),
    Key("hold", ("f4",), N_("Other one"), N_("Keep to another roster, founded apart, at this terminal"), IN_TERMINALS),
    Key("revoke", ("f5",), N_("Shut out"), N_("Shut a lost terminal out, with a reason"), IN_TERMINALS, footer=True),
    Key(
        "connect_share",
        ("1", "ctrl+o"),
        N_("Share"),
        N_("Connect a folder that the terminals share, or none"),
        IN_TERMINALS,
        footer=True,
    ),
)
CONNECT_SHARE = PAGE_KEYS[-1]
CONNECT = Key("connect", ("enter",), N_("Connect"), N_("Use this folder as the share"), IN_TERMINALS, footer=True)

TERMINAL_KEYS = (*PAGE_KEYS, CONNECT)
