"""Places on the network: what is counted by address is counted by place."""

from __future__ import annotations

from ipaddress import IPv6Network, ip_address

# One household or server is given at least so much of IPv6, and could write any address in it.
IPV6_PLACE = 64


def place_of(address: str) -> str:
    """Where a request comes from: an IPv4 address, or the /64 network of an IPv6 address; else what was given."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address or "nowhere"
    if found.version == 4:
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(IPv6Network((int(found), IPV6_PLACE), strict=False))
