"""Makes `pinyin_table.txt`: ``python -m dutytui.texts.build_pinyin``. Needs pypinyin.

Run it when that knows more; the table is kept with the sources. All readings are taken, not the likeliest:
a name is found however it is read (仇 is chóu and qiú).
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

TABLE = Path(__file__).with_name("pinyin_table.txt")


def characters() -> set[str]:
    """Those of GB 2312 (simplified, 6,763) and the common ones of Big5 (traditional, 5,401)."""
    simplified = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    traditional = (bytes((row, cell)) for row in range(0xA4, 0xC7) for cell in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    found = {pair.decode("gb2312", "ignore") for pair in simplified}
    found |= {pair.decode("big5", "ignore") for pair in traditional}
    return {char for char in found if len(char) == 1 and "\u4e00" <= char <= "\u9fff"}


def lines() -> Iterator[str]:
    """``readings<TAB>characters`` for each set of readings."""
    from pypinyin import Style, pinyin

    known = characters()
    groups: dict[str, list[str]] = defaultdict(list)
    for char in sorted(known):
        readings = pinyin(char, style=Style.NORMAL, heteronym=True)[0]
        if readings != [char]:
            groups[" ".join(sorted(set(readings)))].append(char)
    for said, chars in sorted(groups.items()):
        yield f"{said}\t{''.join(chars)}"


if __name__ == "__main__":
    TABLE.write_text("\n".join(lines()) + "\n", "utf-8", newline="\n")
    sys.stdout.write(f"{TABLE.stat().st_size} bytes\n")
