"""Style tables: every one loads, and a mistake is named with its file, key and value."""

import pytest
from songs import STYLES

from backend.studio.composer import check, instruments, prompt, styles
from backend.studio.composer.styles import FOLDER
from backend.studio.errors import BadStyle, UnknownName
from backend.studio.mix import presets
from backend.studio.score import Family

POP = (FOLDER / "pop.toml").read_text(encoding="utf-8")

MISTAKES = {
    "unknown key": ("crash = 0.6", "crush = 0.6", r"bad\.toml: drums: unknown key 'crush'; allowed are grooves"),
    "missing key": ('mix = "pop"', "", r"bad\.toml: key 'mix' is missing"),
    "not a number": ("lift = 3", 'lift = "high"', r"melody: lift = 'high' is not a whole number"),
    "out of range": ("loudness_lufs = -14.0", "loudness_lufs = 3.0", r"loudness_lufs = 3\.0 is outside -30\.\.-6"),
    "no such mix": ('mix = "pop"', 'mix = "popp"', r"mix = 'popp' .*is none of"),
    "tempo": ("[84, 108, 132]", "[84, 308, 132]", r"tempo = \[84, 308, 132\] is not lowest, usual, highest"),
    "meter": ('"6/8"', '"6/7"', r"meters\[1\] = '6/7' is not a meter"),
    "mode": ("major = 4.0", "mayor = 4.0", r"modes = .*'mayor'\) is none of major, minor"),
    "numeral": ('"I V vi IV" = 3.0', '"I V xx IV" = 3.0', r"loops = .*'xx' is not a roman numeral"),
    "edge": ("ii = { V = 3.0,", "ii = { bII = 3.0,", r"edges = .*leads from ii to bII, which has no edges"),
    "instrument": ("acoustic_guitar = 3.0", "accoustic_guitar = 3.0", r"names an instrument that is not in the table"),
    "lane length": ('"x.......x......."', '"x.......x......"', r"lane .* of 15 steps, which is no multiple of 16"),
    "lane sign": ('"....X.......X.......', '"....Z.......X.......', r"the sign 'Z' in the lane"),
    "drum": ('rim = "', 'rimm = "', r"\('rimm'\) is none of kick"),
    "role": ('role = "prechorus"', 'role = "prekorus"', r"sections\[2\]: role = 'prekorus' .*is none of intro"),
    "not a table": ("[mood]", "[[mood]]", r"mood = .* is not a table"),
    "loop": ("loop = [1, 4]", "loop = [1, 40]", r"forms\[0\] has a loop \[1, 40\] outside its 10 sections"),
    "changes": ('changes = "B"', 'changes = "X"', r"a section I with the changes of X, which it lacks"),
    "cadence": ('cadence = "half"', 'cadence = "turnaround"', r"harmony: major has no cadence 'turnaround'"),
    "start": ("start = { ii = 1.0,", "start = { II = 1.0,", r"begins section 'prechorus' with II, which has no edges"),
    "same id": ('id = "guitar"', 'id = "keys"', r"has two parts with the id 'keys'"),
    "shares": ('id = "guitar"', 'id = "guitar"\nshares = "gong"', r"shares the instrument of 'gong', which is none"),
    "weight": ("weight = 3.0", "weight = -3.0", r"forms\[0\]: weight = -3\.0 is outside 0\.\.1000"),
    "weights": ("major = 4.0\nminor", "major = -4.0\nminor", r"modes = .* has a weight that is no number of 0 or more"),
    "register": ("register = [30, 50]", "register = [50, 30]", r"register = \[50, 30\] begins above its end"),
    "velocity": ("velocity = [74, 104]", "velocity = [74, 200]", r"velocity = 200 is outside 1\.\.127"),
    "no patterns": ('patterns = [{ manner = "sustain" }]', "", r"part 'pad' without patterns, which its role 'pad'"),
    "no meters": ('meters = ["4/4", "6/8", "3/4"]', "meters = []", r"meters = \[\] is empty"),
    "no beats": ('"6/8"', '"0/8"', r"meters\[1\] = '0/8' is not a meter such as 4/4 or 6/8, of 2 to 16 beats"),
    "no cells": ("[melody.cells]", "[melody.cells]\nsolo = []", r"melody has no cells for 'solo'"),
    "no chords": ("cadences.final", "cadences.turnaround = {}\ncadences.final", r"a cadence .turnaround. without"),
    "measure": ("[melody]", "[bars]\nstepps = [0.1, 0.2]\n[melody]", r"bars = .*'stepps'\) is none of steps"),
    "no TOML": ("[mood]", "[mood", r"bad\.toml is not a TOML file"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named(mistake, tmp_path):
    right, wrong, message = MISTAKES[mistake]
    assert right in POP
    (tmp_path / "bad.toml").write_text(POP.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(BadStyle, match=message):
        styles.read(tmp_path / "bad.toml")


def test_the_untouched_table_loads(tmp_path):
    (tmp_path / "fine.toml").write_text(POP, encoding="utf-8")
    assert styles.read(tmp_path / "fine.toml").name == "fine"


def own(folder, name="polka", **changes):
    """A style of the user's own: a copy of pop that has its own words."""
    label, words = changes.get("label", "Polka"), changes.get("words", '["polka", "oompah"]')
    lines = [
        f'label = "{label}"'
        if line.startswith("label =")
        else f"words = {words}"
        if line.startswith("words =")
        else line
        for line in POP.splitlines()
    ]
    (folder / f"{name}.toml").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture
def adopt(tmp_path):
    yield styles.adopt
    styles.adopt(tmp_path / "nothing")


def test_a_style_of_ones_own_is_known_like_the_others(tmp_path, adopt):
    assert adopt(own(tmp_path)) == []
    assert set(styles.load_all()) == {*styles.built_in(), "polka"} and styles.find("polka").label == "Polka"
    read = prompt.read("an oompah for the fair", seed=1)
    assert [share.name for share in read.styles] == ["polka"] and not read.unresolved
    assert adopt(tmp_path / "nothing") == [] and "polka" not in styles.load_all()


def test_a_bad_style_of_ones_own_is_reported_and_the_others_stay(tmp_path, adopt):
    own(tmp_path)
    (tmp_path / "bad.toml").write_text('label = "Bad"\ntempo = "fast"\n', encoding="utf-8")
    (tmp_path / "worse.toml").write_bytes(b"\xff\xfe")
    mistakes = [str(mistake) for mistake in adopt(tmp_path)]
    assert len(mistakes) == 2 and "polka" in styles.load_all() and "bad" not in styles.load_all()
    assert mistakes[0].startswith("bad.toml: key") and mistakes[1].startswith("worse.toml is not a TOML file")


@pytest.mark.parametrize(
    ("name", "changes", "message"),
    [
        ("pop", {}, r"pop\.toml: a built-in style is called 'pop'"),
        ("polka", {"words": '["Rock"]'}, r"polka\.toml: 'Rock' means the style 'rock'"),
        ("polka", {"label": "Rock"}, r"polka\.toml: 'Rock' means the style 'rock'"),
        ("Polka fast", {}, r"Polka fast\.toml: the name of the file is not made of small letters"),
    ],
)
def test_a_style_of_ones_own_does_not_pass_for_another(name, changes, message, tmp_path, adopt):
    (mistake,) = adopt(own(tmp_path, name, **changes))
    with pytest.raises(BadStyle, match=message):
        raise mistake


def test_mixes_are_the_presets_there_are():
    assert set(styles.MIXES) == set(presets.names())


def test_the_families_of_a_style_are_those_of_its_usual_band():
    assert styles.families(styles.find("solo_piano")) == [Family.KEYS]
    assert styles.families(styles.find("jazz_trio")) == [Family.BASS, Family.DRUMS, Family.KEYS]


def test_an_unknown_style_is_refused_with_the_known_ones():
    with pytest.raises(UnknownName, match=r"no style 'polka'.*lofi"):
        styles.find("polka")


def test_there_are_styles_for_many_tastes():
    assert {"lofi", "pop", "techno", "house", "rock", "jazz_trio", "solo_piano", "ambient", "orchestral"} <= set(STYLES)


def test_no_two_styles_answer_to_the_same_word():
    words = [word for style in styles.load_all().values() for word in style.words]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("name", STYLES)
def test_letters_of_a_form_always_have_the_same_length(name):
    for form in styles.find(name).forms:
        assert len({(row.letter, row.bars) for row in form.sections}) == len({row.letter for row in form.sections})


@pytest.mark.parametrize("name", STYLES)
def test_bars_of_a_style_are_ranges_of_known_measures(name):
    assert set(styles.find(name).bars) <= set(check.BARS)
    assert all(low < high for low, high in styles.find(name).bars.values())


def test_instruments_cover_every_family_and_play_in_their_range():
    table = instruments.load_all()
    assert {instrument.family for instrument in table.values()} == set(Family)
    assert all(instrument.low + 7 < instrument.high for instrument in table.values())
    assert len(table) >= 60


def test_an_instrument_answers_to_its_name_kind_and_family():
    guitar = instruments.find("nylon_guitar")
    assert all(guitar.answers_to(word) for word in ("nylon_guitar", "guitar", "plucked"))
    assert not guitar.answers_to("strings")
