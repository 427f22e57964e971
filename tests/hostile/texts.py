"""Ten texts that somebody types, pastes or has imported so that something happens. READ in each stays readable."""

from __future__ import annotations

TEXTS = {
    "escapes": "READ \x1b[2J\x1b[31mred\x1b]0;t\x07\x1b]52;c;cm0gLXJm\x07\x1bP1$r\x1b\\\x9b31m\x90q\x9c \x07\x08\x7f",
    "formula": "=cmd|' /C calc'!A0 READ +1 -1 @SUM(1)\t=1",
    "tab_led": '\t=HYPERLINK("http://evil.example") READ',
    "html": "READ </td><script>alert(1)</script><img src=x onerror=alert(1)> &lt; <b> http://evil.example",
    "long_line": "READ" + "很长x" * 25_000,
    "many_lines": "READ\n" + "line\r\n" * 5_000,
    "turned": "READ \u202egpj.exe\u202c \u2066a\u2069 \u200f\u061c שלום",
    "stacked": "READ \u200b\u200d\ufeff\u2060 Z"
    + "\u0300\u0301\u0315\u0489\u20dd" * 40
    + "a\ufe0f👩\u200d👩\u200d👧 \u00ad",
    "markup": "READ [red]a[/red] [@click=app.quit]x[/] [link=http://evil.example]y[/link] # *b* `c` \\[/] {x} %s $VAR",
    "quotes_paths": 'READ "a";\'b\',""\n../../etc/passwd\r\nC:\\CON NUL\0 {0} #read("/etc/passwd") $x$',
}
SURROGATE = "READ \ud800 \udcff \uffff \ufffe"
"""Arrives from no keyboard, but a file name or a clipboard may hold it."""
