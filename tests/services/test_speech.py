import shutil
import stat

import pytest

from backend.services import speech

# Stands in for espeak-ng: says each word of its input back, a line for a line.
PROGRAM = '#!/bin/sh\nwhile read word; do echo "$word"; done\n'


@pytest.fixture
def read(tmp_path, monkeypatch):
    program = tmp_path / "espeak-ng"
    program.write_text(PROGRAM)
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    speech._said.cache_clear()
    yield speech.reader()
    speech._said.cache_clear()


def test_every_word_gets_its_own_line(read):
    assert read(["amor", "--", "mar"], "es") == ["amor", "", "mar"]


@pytest.mark.security
def test_words_are_never_options_or_markup(read):
    assert read(["-v", "[[x]]", "<speak>", "a\nb"], "es") == ["v", "x", "speak", "ab"]


def test_nobody_reads_where_the_program_is_missing(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert speech.reader() is None


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")
def test_espeak_reads_spanish():
    speech._said.cache_clear()
    assert speech.reader()(["hola", "mundo"], "es") == ["ˈola", "mˈundo"]
