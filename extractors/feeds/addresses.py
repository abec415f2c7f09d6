"""Which addresses may be asked: public ones only, unless the user allows a host by its name."""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading

from extractors.feeds.errors import FetchError, NotPublicError

# What is_global takes for public in some version of Python: protocols' own addresses, tunnels that lead to
# any other address (6to4, Teredo), and what was meant for a site before fc00::/7.
_NOT_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10"),
    )
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open Internet. An IPv6 address that stands for an IPv4 one
    (mapped, NAT64) counts as that."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id:  # fe80::1%eth0
            return False
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        if ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    if any(ip in network for network in _NOT_PUBLIC if network.version == ip.version):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def is_allowed(host: str, port: int, allowed: frozenset[str]) -> bool:
    """Whether the user has named this host, alone or with this port."""
    name = host.rstrip(".").lower()
    return name in allowed or f"{name}:{port}" in allowed


def addresses_of(host: str, port: int, allowed: frozenset[str], seconds: float) -> list[str]:
    """The IP addresses of a host, each of them checked. NotPublicError where one is not public, FetchError
    where none is found in `seconds`."""
    found = _looked_up(host, port, seconds)
    if not is_allowed(host, port, allowed):
        for address in found:
            if not is_public(address):
                raise NotPublicError(
                    f"is not fetched, because {host} is at {address}, which is no public address; to allow "
                    f'it, add "{host}" to allow_private of this source'
                )
    return found


def _looked_up(host: str, port: int, seconds: float) -> list[str]:
    # The system's own look-up has no time limit.
    answers: queue.SimpleQueue[list[str] | OSError | UnicodeError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(resolve(host, port))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=look_up, daemon=True, name="look-up").start()
    try:
        found = answers.get(timeout=seconds)
    except queue.Empty:
        raise FetchError(
            f"cannot be reached: {host} was not found within {seconds:.0f} seconds", passing=True
        ) from None
    if isinstance(found, Exception) or not found:
        raise FetchError(f"cannot be reached: there is no host {host}", passing=True)
    return found


def resolve(host: str, port: int) -> list[str]:
    """What the system's resolver says, each address once, in its order."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))
