"""A proxy in front: whom the studio believes about a caller's address and scheme.

Only in production, and only when the request itself comes from this machine or a private network: there stands a proxy,
and it has written the last entry of ``X-Forwarded-For``. Anybody else could write what they like.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def behind_proxies(serve: WSGIApplication) -> WSGIApplication:
    """Let an application see callers as a trusted proxy reports them."""
    believing = ProxyFix(serve, x_for=1, x_proto=1)

    def look(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        is_proxy = is_near(environ.get("REMOTE_ADDR", ""))
        return (believing if is_proxy else serve)(environ, start_response)

    return look


def is_near(address: str) -> bool:
    """Whether an address is this machine's or of a private network."""
    try:
        return ip_address(address).is_private
    except ValueError:
        # A Unix socket has no address, and only this machine has its socket.
        return address == ""
