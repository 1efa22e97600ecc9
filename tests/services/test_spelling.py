"""One spelling for each address and name."""

from __future__ import annotations

import pytest

from backend.services import spelling

pytestmark = pytest.mark.security


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        (" Anna@Example.COM ", "anna@example.com"),
        ("\u212aate@example.com", "kate@example.com"),
        ("ｍike@ｅxample.com", "mike@example.com"),
        ("JÜRGEN@exa\u0308mple.com", "jürgen@exämple.com"),
    ],
)
def test_an_address_has_one_spelling(typed, spelled):
    assert spelling.address(typed) == spelled
    assert spelling.address(spelled) == spelled
    assert spelling.is_address(spelled)


def test_a_dotless_i_is_another_letter():
    assert spelling.address("mıke@example.com") != spelling.address("mike@example.com")


@pytest.mark.parametrize(
    "email",
    [
        "",
        "anna",
        "@example.com",
        "anna@",
        "anna@example",
        "anna@.example.com",
        "anna@example..com",
        "an na@example.com",
        "anna@exam\u200bple.com",
        "anna\u202e@example.com",
        "anna\u00a0@example.com",
        "anna,robert@example.com",
        "anna@example.com,robert@example.com",
        "anna@[127.0.0.1]",
        '"anna"@example.com',
        "anna@robert@example.com",
        "<anna@example.com>",
        "a" * 65 + "@example.com",
        "anna@" + "x" * 64 + ".com",
        "anna@" + "x.x" * 90 + ".com",
    ],
)
def test_what_could_go_elsewhere_than_it_seems_is_no_address(email):
    assert not spelling.is_address(spelling.address(email))


@pytest.mark.parametrize(
    "email", ["a+b@example.com", "o'hara@example.co.uk", "jürgen@exämple.com", "用户@例子.公司", "x_1@a-b.example"]
)
def test_unusual_addresses_are_addresses(email):
    assert spelling.is_address(spelling.address(email))


def test_the_network_spells_domains_in_its_own_way():
    assert spelling.ascii_address("jürgen@exämple.com") == "jürgen@xn--exmple-cua.com"


@pytest.mark.parametrize(("name", "other"), [("Anna", "aNNA"), ("Straße", "STRASSE"), ("Ａnna", "anna")])
def test_names_are_told_apart_by_more_than_capitals(name, other):
    assert spelling.name_key(name) == spelling.name_key(other)


@pytest.mark.parametrize("name", ["", "a b", "a/b", "a\u200bb", "a\nb", "<a>", "a" * 81])
def test_a_name_has_letters_digits_and_little_else(name):
    assert not spelling.is_username(spelling.username(name) if name != "a\nb" else name)
