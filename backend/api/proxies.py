"""A proxy in front: whom the studio believes about a caller's address and scheme.

Only in production, and only when the request itself comes from an address of ``TRUSTED_PROXIES`` (this machine's, where
nothing is said): there stands a proxy, and it has written the last entry of ``X-Forwarded-For``. Anybody else, also in
a private network, could write what they like.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

from flask import request
from werkzeug.middleware.proxy_fix import ProxyFix

LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
OURS = ("localhost", "127.0.0.1", "[::1]")

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def behind_proxies(serve: WSGIApplication, trusted: Iterable[str]) -> WSGIApplication:
    """Let an application see callers as a proxy of the trusted networks reports them."""
    networks = [ip_network(each) for each in trusted]
    believing = ProxyFix(serve, x_for=1, x_proto=1)

    def look(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        is_proxy = is_in(environ.get("REMOTE_ADDR", ""), networks)
        return (believing if is_proxy else serve)(environ, start_response)

    return look


def is_of_this_machine() -> bool:
    """Whether the request was made here: by no proxy, and to no name that a foreign page may have led here."""
    host = request.host.rpartition(":")[0] if request.host.rpartition(":")[2].isdigit() else request.host
    is_direct = not any(name in request.headers for name in ("Forwarded", "X-Forwarded-For", "X-Real-Ip"))
    return is_direct and host.lower() in OURS and is_in(request.remote_addr or "unknown", LOOPBACK)


def is_in(address: str, networks: Iterable[IPv4Network | IPv6Network]) -> bool:
    """Whether an address is of one of the networks."""
    try:
        found = ip_address(address)
        return any(found in network for network in networks)
    except ValueError:
        # A Unix socket has no address, and only this machine has its socket.
        return address == ""
