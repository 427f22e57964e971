"""``dutytui completions bash|zsh|powershell``: the lines a shell needs to complete this command line."""

from __future__ import annotations

import argparse

from dutytui.cli import exits
from dutytui.cli.output import say
from dutytui.texts.catalogue import _

SHELLS = ("bash", "zsh", "powershell")

_USES = {
    "bash": 'eval "$(dutytui completions bash)"',
    "zsh": 'autoload -U compinit && compinit && eval "$(dutytui completions zsh)"',
    "powershell": "dutytui completions powershell | Out-String | Invoke-Expression",
}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=SHELLS, help=_("the shell"))


def run(arguments: argparse.Namespace) -> int:
    from argcomplete.shell_integration import shellcode  # loads much, and nothing else needs it

    say(shellcode(["dutytui"], shell=arguments.shell).strip("\n"))
    # Last, since zsh wants its own marker in the first line of a file of completions.
    say(f"# {_USES[arguments.shell]}")
    return exits.OK
