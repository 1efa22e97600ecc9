"""Where requests come from."""

from __future__ import annotations

import pytest

from backend.services.addresses import place_of


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "nowhere"),
        ("a socket", "a socket"),
    ],
)
def test_an_address_has_its_place(address, place):
    assert place_of(address) == place
