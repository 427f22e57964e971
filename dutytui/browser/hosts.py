"""Under which names the server answers, and which pages may speak to it.

A page of somebody else's can make a browser send requests here, under a name of its own that it lets point to this
machine. Such a request carries the foreign name in ``Host``, and a foreign page's own in ``Origin``.
"""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

OWN = frozenset({"127.0.0.1", "localhost", "::1"})
"""What a machine calls itself."""


def name_of(host: str) -> str:
    """The name or address of a header ``Host``, without port and brackets, in lower case; "" for none that can be."""
    try:
        split = urlsplit(f"//{host}")
        _port = split.port  # raises for one that is no number
    except ValueError:
        return ""
    odd = split.path or split.query or split.fragment or "@" in host
    return "" if odd else (split.hostname or "").rstrip(".")


def answers(host: str, names: Collection[str], reached_at: str) -> bool:
    """Whether a request for `host` is meant for this server. reached_at: the own address that it came to.

    Asked for by that very address it can't be for a foreign name, so a server on all addresses need not know them.
    """
    name = name_of(host)
    return bool(name) and (name in OWN or name in names or name == _plain(reached_at))


def same_page(origin: str, host: str) -> bool:
    """Whether a header ``Origin`` names a page of this server, as `host` names it. A proxy may add the TLS."""
    scheme, _colon, rest = origin.partition("://")
    return scheme in {"http", "https"} and bool(rest) and rest.lower() == host.lower()


def is_loopback(host: str) -> bool:
    """Whether only this machine itself reaches a server bound to `host`."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def is_everything(host: str) -> bool:
    """Whether `host` stands for all addresses of the machine."""
    try:
        return ip_address(host.strip("[]")).is_unspecified
    except ValueError:
        return False


def _plain(address: str) -> str:
    """An IPv4 address that came in by an IPv6 socket, as people write it."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    mapped = getattr(known, "ipv4_mapped", None)
    return str(mapped or known)
