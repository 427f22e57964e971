"""Light, dark and high contrast. Screens use theme variables only, so a fourth is one entry here."""

from __future__ import annotations

from textual.theme import Theme

from dutytui.texts.catalogue import N_

NAMES = {"night": N_("Dark"), "day": N_("Light"), "contrast": N_("High contrast")}

THEMES = (
    Theme(
        name="night",
        primary="#3d7ab8",
        secondary="#5a8f7b",
        accent="#8fc1ea",
        foreground="#d9dee4",
        background="#14181d",
        surface="#1c2229",
        panel="#232b34",
        success="#7cc48a",
        warning="#e3b65b",
        error="#d9615c",
        dark=True,
    ),
    Theme(
        name="day",
        primary="#1f5f9e",
        secondary="#2f6f5b",
        accent="#1f5f9e",
        foreground="#1d2329",
        background="#f7f7f4",
        surface="#ffffff",
        panel="#e6e9ec",
        success="#1f7a3a",
        warning="#8a5a00",
        error="#b3261e",
        dark=False,
    ),
    Theme(
        name="contrast",
        primary="#ffff00",
        secondary="#00ffff",
        accent="#00ffff",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#000000",
        success="#00ff00",
        warning="#ffff00",
        error="#ff6060",
        dark=True,
        variables={
            "button-color-foreground": "#000000",
            "text-success": "#00ff00",
            "text-warning": "#ffff00",
            "text-error": "#ff6060",
            "text-accent": "#00ffff",
            "text-muted": "#d0d0d0",
            "foreground-darken-1": "#e0e0e0",
        },
    ),
)
