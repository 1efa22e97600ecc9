"""Prices: a list that is data, with a message for each slip."""

from __future__ import annotations

import pytest

from backend.config import BadSettings
from backend.services import prices
from backend.services.prices import Price

LIST = """
trial = 10
monthly = 0
[music]
composer = { start = 1, per_second = 0.1 }
"*" = { start = 2, per_second = 1 }
"""


def read(tmp_path, text):
    file = tmp_path / "prices.toml"
    file.write_text(text)
    return prices.read(file)


def test_the_list_of_the_studio_holds(tmp_path):
    listed = prices.read(tmp_path / "none.toml")
    assert listed.trial >= listed.price("music", "composer", 300) > 0
    assert listed.price("export", "composer", 300) == 0


@pytest.mark.parametrize(("seconds", "credits"), [(0, 1), (30, 4), (30.1, 5), (0.0001, 2), (300, 31)], ids=str)
def test_prices_are_rounded_up_to_whole_credits(seconds, credits):
    assert Price(1, 0.1).of(seconds) == credits


def test_a_file_of_ones_own_takes_the_place_of_the_list(tmp_path):
    listed = read(tmp_path, LIST)
    assert (listed.trial, listed.monthly) == (10, 0)
    assert (listed.price("music", "composer", 60), listed.price("music", "other", 60)) == (7, 62)
    assert listed.price("vocals", "composer", 60) == 0
    assert listed.documents()[0] == {"type": "music", "engine": "composer", "start": 1.0, "per_second": 0.1}


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("trial = 10", "trial = -1", "trial is -1; it must be a whole number from 0"),
        ("trial = 10", "trial = true", "trial is True"),
        ("monthly = 0", "", "monthly is None"),
        ("monthly = 0", "monthly = 0\nweekly = 3", "'weekly' is none of trial, monthly and tables"),
        ("per_second = 0.1", "per_second = -0.1", "music.composer.per_second is -0.1"),
        ("per_second = 0.1", "per_second = nan", "music.composer.per_second is nan"),
        ("{ start = 1, per_second = 0.1 }", "{ start = 1 }", "music.composer is {'start': 1}; it looks like"),
        ("trial = 10", "trial = ", "Invalid value"),
    ],
)
def test_a_slip_is_named_with_its_file(tmp_path, wrong, right, said):
    with pytest.raises(BadSettings, match=r"PRICES_FILE .*prices\.toml: ") as refused:
        read(tmp_path, LIST.replace(wrong, right, 1))
    assert said in str(refused.value)
