"""A song with a singer: sung, mixed beside the band, kept, replayed byte for byte, and edited."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hummer import CONSONANT_S, Hummer, company

from backend.studio import pipeline
from backend.studio.audio import SAMPLE_RATE
from backend.studio.brief import Backing
from backend.studio.composer.edits.kinds import SetTempo
from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.composer_engine import SUNG_SHARES, ComposerEngine
from backend.studio.engine import EditRequest, MusicRequest
from backend.studio.errors import BadAudio
from backend.studio.excerpts import opening
from backend.studio.formats import delivery, exports, lrc, project, project_check, vocals
from backend.studio.formats.exports import Material
from backend.studio.formats.tags import Tags
from backend.studio.instruments import fonts
from backend.studio.instruments.band import Band
from backend.studio.lyrics.sounds import VOWELS
from backend.studio.score import Performance
from backend.studio.singing import SingingWish
from backend.studio.song import Song
from backend.studio.stages import Stages
from backend.studio.voice import casting
from backend.studio.voice.booth import Booth
from backend.studio.voice.keeping import Folder

QUIET_DBFS = -90.0


@pytest.fixture(scope="module")
def band() -> Band:
    path = fonts.SHARE / "sounds" / fonts.DEFAULT
    if not path.exists():
        pytest.skip(f"{fonts.DEFAULT} is not installed: `python3 run.py` fetches it")
    return Band.open(path, cache_dir=fonts.cache_dir())


@pytest.fixture(scope="module")
def performance() -> Performance:
    """A short song with two lines of words."""
    wish = casting.cast(SingingWish("[Verse]\nMorning light on the water\nNobody here but the rain"), company())
    asked = BriefWishes(duration_s=14.0, styles=("pop",), singing=wish)
    return pipeline.compose(read("bright pop song", wishes=asked, seed=3))


@pytest.fixture(scope="module")
def song(band: Band, performance: Performance) -> Song:
    return pipeline.record(performance, band=band, booth=Booth(company()), stages=stages())


def stages(**how) -> Stages:
    return Stages(SUNG_SHARES, clock=lambda: 0.0, **how)


def test_singers_stand_beside_the_band_and_all_stems_sum_to_the_master(song: Song) -> None:
    stems = {stem.id: stem.audio for stem in song.master.stems}
    assert list(stems) == [one.part.id for one in song.performance.parts]
    assert np.abs(stems["vocals"]).max() > 0.05
    rest = sum(stem.astype(np.float64) for stem in stems.values()) - song.master.audio
    assert 20 * np.log10(np.abs(rest).max() + 1e-12) < QUIET_DBFS
    assert song.versions["voice of vocals"] == "test/hum"
    assert song.versions["licence of vocals"] == "CC0-1.0"


def test_what_is_sung_is_known_with_its_times(song: Song) -> None:
    lines = song.vocals["vocals"]
    vowels = [
        line.placed.on_s + phone.on_s for line in lines for phone in line.sung.phones if phone.symbol in VOWELS | {"-"}
    ]
    written = [note.on_s for note in song.performance.sung[0].notes]
    assert vowels == pytest.approx(written, abs=1 / SAMPLE_RATE)
    assert {line.placed.phrase.manner for line in lines} == {"pop"}


def test_shares_of_a_sung_song_are_the_whole_of_it() -> None:
    assert sum(SUNG_SHARES.values()) == pytest.approx(1.0)


def test_progress_names_the_singing(band: Band, performance: Performance) -> None:
    told: list[tuple[str, float]] = []
    pipeline.record(
        performance,
        band=band,
        booth=Booth(company()),
        stages=stages(report=lambda stage, done: told.append((stage, done))),
    )
    names = list(dict.fromkeys(stage for stage, _ in told))
    assert names == ["playing", "singing", "mixing", "mastering"]
    assert [done for _, done in told] == sorted(done for _, done in told)


def test_a_sung_song_is_kept_and_played_again_byte_for_byte(band: Band, song: Song, tmp_path: Path) -> None:
    files = delivery.write_all(song, tmp_path / "first")
    content = next(file.path for file in files if file.kind == "project").read_bytes()
    kept = project_check.read(content)
    assert kept.performance == song.performance
    engine = ComposerEngine(band, clock=lambda: 0.0, booth=Booth(company(), Folder(tmp_path / "phrases")))
    brief = kept.performance.score.plan.brief
    for again in ("second", "third"):  # sung, and then read from where it is kept
        result = engine.run(MusicRequest(brief, tmp_path / again, kept), lambda *_: None, lambda: False)
        sums = {(file.kind, file.name): file.sha256 for file in result.files}
        assert sums == {(file.kind, file.name): file.sha256 for file in files} | {
            ("project", "song.json"): sums["project", "song.json"]  # the seconds that it took are in it
        }


def test_an_edit_of_a_sung_song_is_sung(band: Band, song: Song, tmp_path: Path) -> None:
    singer = Hummer()
    engine = ComposerEngine(band, clock=lambda: 0.0, booth=Booth(company(singer)))
    request = EditRequest(json.loads(json.dumps(project.song_to_dict(song))), SetTempo(bpm=100.0), tmp_path)
    result = engine.edit(request, lambda *_: None, lambda: False)
    assert singer.asked
    assert "vocals" in {file.part for file in result.music.files if file.kind == "stem"}


def test_the_opening_is_sung_and_its_phrases_are_those_of_the_song(
    band: Band, performance: Performance, tmp_path: Path
) -> None:
    singer = Hummer()
    booth = Booth(company(singer), Folder(tmp_path))
    seconds = performance.sung[0].notes[0].on_s + 1.0
    assert opening(performance, band=band, booth=booth, seconds=seconds).audio.shape[1] == round(seconds * SAMPLE_RATE)
    first = len(singer.asked)
    pipeline.record(performance, band=band, booth=booth, stages=stages())
    assert 0 < first < len(singer.asked) == len(set(singer.asked))


@pytest.fixture(scope="module")
def delivered(song: Song, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Material]:
    folder = tmp_path_factory.mktemp("delivered")
    files = delivery.write_all(song, folder)
    tags = Tags(title="La la", artist="Nobody", genre="Pop", bpm=100, key="C", date="", comment="")
    stems = {file.part: file.path for file in files if file.kind == "stem"}
    return folder, Material({(file.kind, file.format): file.path for file in files}, tags, stems)


def taken(delivered: tuple[Path, Material], name: str) -> Path:
    folder, material = delivered
    path = folder / f"taken-{name}.{exports.find(name).ending}"
    exports.make(exports.find(name), material, path)
    return path


def sound(path: Path) -> np.ndarray:
    return soundfile.read(path, always_2d=True)[0].T


def test_karaoke_and_acapella_are_the_song_taken_apart(delivered: tuple[Path, Material], song: Song) -> None:
    karaoke, acapella = (sound(taken(delivered, name)) for name in ("karaoke", "acapella"))
    rest = karaoke + acapella - song.master.audio
    assert 20 * np.log10(np.abs(rest).max() + 1e-12) < QUIET_DBFS
    band_alone = sum(stem.audio.astype(np.float64) for stem in song.master.stems if stem.id != "vocals")
    assert 20 * np.log10(np.abs(karaoke - band_alone).max() + 1e-12) < QUIET_DBFS
    assert np.array_equal(acapella, sound(taken(delivered, "vocals_wet")))


def test_the_dry_voice_is_as_it_was_sung(delivered: tuple[Path, Material], song: Song) -> None:
    dry = sound(taken(delivered, "vocals_dry"))
    assert dry.shape == (1, song.master.audio.shape[1])
    line = song.vocals["vocals"][-1]
    heard = dry[0, line.first_frame : line.first_frame + len(line.sung.audio)]
    assert np.abs(heard - line.sung.audio * vocals.DRY_GAIN).max() < 2**-22


def test_words_have_the_times_at_which_they_are_sung(delivered: tuple[Path, Material], song: Song) -> None:
    written = json.loads(delivered[1].files["words", "json"].read_text())
    assert (written["voice"], written["language"], written["licence"]) == ("test/hum", "en-US", "CC0-1.0")
    assert [line["text"] for line in written["lines"]] == ["Morning light on the water", "Nobody here but the rain"]
    assert {line["section"] for line in written["lines"]} <= {one.name for one in song.performance.score.plan.sections}
    words = [word for line in written["lines"] for word in line["words"]]
    assert [word["text"] for word in words[:5]] == ["Morning", "light", "on", "the", "water"]
    notes = {round(one.on_s, 3): one for one in song.performance.sung[0].notes}
    for syllable in (syllable for word in words for syllable in word["syllables"]):
        beat = min(notes, key=lambda on_s: abs(on_s - CONSONANT_S - syllable["start_s"]))
        assert abs(beat - syllable["start_s"]) <= CONSONANT_S + 0.002
        assert notes[beat].pitch == syllable["note"]
    assert [line["start_s"] for line in written["lines"]] == sorted(line["start_s"] for line in written["lines"])


def test_words_are_taken_away_as_lyric_files(delivered: tuple[Path, Material]) -> None:
    plain, words = (lrc.read(taken(delivered, name).read_text()) for name in ("lrc", "lrc_words"))
    document = json.loads(delivered[1].files["words", "json"].read_text())
    assert [line.start_s for line in plain.lines] == pytest.approx(
        [line["start_s"] for line in document["lines"]], abs=0.006
    )
    assert len(words.lines[0].words) == len(document["lines"][0]["words"])
    assert "-->" in taken(delivered, "srt").read_text()


def test_a_song_that_nobody_sings_offers_nothing_of_it() -> None:
    names = {export.id for export in exports.available({("master", "flac"): Path(), ("stem", "flac"): Path()})}
    assert not names & {"karaoke", "acapella", "vocals_dry", "vocals_wet", "lrc", "lrc_words", "srt"}


def test_who_sings_alone_has_no_band_and_a_moment_before_the_first_word(band: Band) -> None:
    wish = casting.cast(SingingWish("Hello world\nGood morning", alone=True), company())
    alone = pipeline.compose(read("", wishes=BriefWishes(styles=("pop",), tempo_bpm=120.0, singing=wish), seed=3))
    assert [one.part.id for one in alone.parts] == ["vocals"]
    assert alone.parts[0].notes[0].on_s >= 1.0
    made = pipeline.record(alone, band=band, booth=Booth(company()), stages=stages())
    assert [stem.id for stem in made.master.stems] == ["vocals"]
    assert made.master.loudness_lufs == pytest.approx(-14.0, abs=0.6)


def test_a_recording_that_is_sung_over_stays_as_it_was(band: Band, tmp_path: Path) -> None:
    length_s, start_s = 12.0, 0.5
    time_s = np.arange(round(length_s * SAMPLE_RATE)) / SAMPLE_RATE
    recorded = np.stack([0.2 * np.sin(2 * np.pi * hz * time_s) for hz in (220.0, 331.0)]).astype(np.float32)
    soundfile.write(tmp_path / "track.wav", recorded.T, SAMPLE_RATE, subtype="FLOAT")
    wish = casting.cast(SingingWish("Hello world\nGood morning", alone=True), company())
    asked = BriefWishes(styles=("pop",), tempo_bpm=120.0, loudness_lufs=-16.0, singing=wish)
    brief = replace(read("", wishes=asked, seed=3), backing=Backing("id", "My track", start_s, length_s))
    how = {"band": band, "booth": Booth(company()), "stages": stages()}
    made = pipeline.record(pipeline.compose(brief), recorded=tmp_path / "track.wav", **how)
    stems = {stem.id: stem.audio for stem in made.master.stems}
    assert list(stems) == ["vocals", "backing"]
    first = round(start_s * SAMPLE_RATE)
    kept = recorded[:, :-SAMPLE_RATE]  # the song fades at its very end
    heard = stems["backing"][:, first : first + kept.shape[1]].astype(np.float64)
    rest = heard - kept * (heard * kept).sum() / np.square(kept).sum()
    assert 10 * np.log10(np.square(rest).mean() / np.square(heard).mean()) < -60
    with pytest.raises(BadAudio, match="The backing track 'My track' of this song is not here any more"):
        pipeline.record(pipeline.compose(brief), **how)
