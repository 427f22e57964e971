"""Several processes of one terminal record at the same time: each in a journal of its own, never in another's."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

from dutytui.store.reading import Signatures
from tests.store.mall import Mall, stock_texts

PROGRAM = textwrap.dedent("""
    import sys
    from pathlib import Path
    from tests.store.mall import Mall
    mall = Mall(Path(sys.argv[1]))
    journal = mall.journal()
    print(journal.writer, journal.key.public, flush=True)
    sys.stdin.readline()
    for number in range(60):
        mall.record(journal, f"{journal.writer} {number}")
    print(journal.head.seq, flush=True)
""")


def test_processes_that_start_together_never_share_a_journal(tmp_path: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for _ in range(3)
    ]
    started = [process.stdout.readline().split() for process in processes if process.stdout]
    assert sorted(writer for writer, _ in started) == ["desk", "desk-2", "desk-3"]
    assert len({key for _, key in started}) == 1
    answers = [process.communicate("go\n")[0].split() for process in processes]
    assert answers == [["61"]] * 3
    mall = Mall(tmp_path)
    audit = mall.replica.audit(signatures=Signatures.ALL)
    assert audit.notices == ()
    assert {writer: head.seq for writer, head in audit.heads.items()} == {"desk": 61, "desk-2": 61, "desk-3": 61}
    assert sorted(stock_texts(mall.logs)) == sorted(f"{writer} {n}" for writer, _ in started for n in range(60))
