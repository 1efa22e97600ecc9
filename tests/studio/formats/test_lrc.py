import pytest

from backend.studio.errors import BadLyrics
from backend.studio.formats import lrc, srt
from backend.studio.lyrics.timed import TimedLine, TimedLyrics, TimedWord

LYRICS = TimedLyrics(
    (
        TimedLine("Hold me close", 1.0, 3.5, "Verse", (
            TimedWord("Hold", 1.0, 1.5), TimedWord("me", 1.5, 2.0), TimedWord("close", 2.25, 3.5),
        )),
        TimedLine("till 1999", 62.34, 65.0, "Verse", (TimedWord("till", 62.34, 63.0), TimedWord("1999", 63.0, 65.0))),
    ),
    "My song", "Me",
)  # fmt: skip


def starts(lyrics):
    return [(line.text, line.start_s) for line in lyrics.lines]


def test_lrc_names_every_line_and_blanks_long_pauses():
    assert lrc.write(LYRICS) == (
        "[ti:My song]\n[ar:Me]\n[#:Verse]\n[00:01.00]Hold me close\n[00:03.50]\n[01:02.34]till 1999\n[01:05.00]\n"
    )


def test_enhanced_lrc_names_every_word():
    assert "[00:01.00]<00:01.00>Hold <00:01.50>me<00:02.00> <00:02.25>close<00:03.50>\n" in lrc.write(
        LYRICS, words=True
    )


@pytest.mark.parametrize("words", [False, True])
def test_lrc_comes_back(words):
    read = lrc.read(lrc.write(LYRICS, words=words))
    assert starts(read) == starts(LYRICS)
    assert [(line.end_s, line.section) for line in read.lines] == [(3.5, "Verse"), (65.0, "Verse")]
    assert read.title == "My song"
    if words:
        assert read.lines[0].words == LYRICS.lines[0].words


def test_lrc_of_others_is_read():
    read = lrc.read("\ufeff[ti: X ]\r\n[offset:+500]\r\n[00:10][01:10.5]Again\r\n[00:12.500] and\r\nnoise\r\n")
    assert starts(read) == [("Again", 9.5), ("and", 12.0), ("Again", 70.0)]
    assert read.lines[0].end_s == 12.0


def test_srt_comes_back_to_the_thousandth():
    read = srt.read(srt.write(LYRICS))
    assert starts(read) == starts(LYRICS)
    assert [line.end_s for line in read.lines] == [3.5, 65.0]


def test_srt_of_others_is_read():
    first = "1\r\n00:00:01.000 --> 00:00:03,000 X1:40\r\n<i>Two</i>\r\nlines\r\n"
    second = "2\r\n00:00:04,000 --> 00:00:05,5\r\n{\\an8}7\r\n"
    assert starts(srt.read(first + second)) == [("Two", 1.0), ("lines", 2.0), ("7", 4.0)]


@pytest.mark.security
@pytest.mark.parametrize(
    ("read", "text"),
    [
        (lrc.read, "no times"),
        (lrc.read, "[00:01.00]\n"),
        (lrc.read, "[00:01.00]a" * 60_000),
        (lrc.read, "[00:01.00]a\n" * 3000),
        (lrc.read, "[a:" * 160_000),
        (lrc.read, "[ " * 240_000),
        (lrc.read, "<00:" * 120_000),
        (srt.read, "<a " * 160_000),
        (srt.read, "1\n00:00 -> 00:01\nx"),
        (srt.read, "-->" * 300_000),
        (srt.read, "00:00:01,000 --> 00:00:02,000\nx\n\n" * 3000),
    ],
)
def test_broken_files_are_refused_with_a_reason(read, text):
    with pytest.raises(BadLyrics, match=r"up to|such as"):
        read(text)
