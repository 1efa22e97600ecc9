"""A proxy in front: whom the studio believes about a caller's address and scheme.

Only in production, and only when the request itself comes from an address of ``TRUSTED_PROXIES`` (this machine's, where
nothing is said): there stands a proxy, and it has written the last entry of ``X-Forwarded-For``. Anybody else, also in
a private network, could write what they like.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

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


def is_in(address: str, networks: Iterable[IPv4Network | IPv6Network]) -> bool:
    """Whether an address is of one of the networks."""
    try:
        found = ip_address(address)
        return any(found in network for network in networks)
    except ValueError:
        # A Unix socket has no address, and only this machine has its socket.
        return address == ""
