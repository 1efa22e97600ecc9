"""The lexicon: every phrase that the studio understands, with its senses, built from the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from backend.studio.brief import Ending
from backend.studio.composer import instruments, styles
from backend.studio.composer.reading import tables
from backend.studio.composer.reading.senses import Elsewhere, Senses, pull
from backend.studio.composer.reading.text import Token, words
from backend.studio.units import Meter

GRAMMAR = (
    "negation", "not_negation", "turning", "only", "stronger", "weaker", "too", "inside", "until", "enters", "topic",
    "called", "for", "manner", "style_is", "players", "join", "music", "playing", "about", "filler",
)  # fmt: skip
ENDINGS = ("", "s", "es", "ed", "d", "ing", "ly", "er", "est", "r", "st", "y", "ness", "less", "ful", "'s", "s'", "ish")


@dataclass
class Lexicon:
    """Phrases by their words; ``longest`` is the length of the longest phrase that begins with a word."""

    phrases: dict[tuple[str, ...], Senses] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    ordinary: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()

    def add(self, phrase: str, senses: Senses) -> None:
        """Give a phrase a sense more; what it meant before comes first."""
        key = words(phrase)
        if not key:
            return
        known = self.phrases.get(key)
        self.phrases[key] = known.merged(senses) if known else senses
        self.longest[key[0]] = max(len(key), self.longest.get(key[0], 0))

    def add_all(self, patterns: Iterable[str], senses: Senses) -> None:
        """Give each phrase of some patterns the same sense."""
        for phrase in tables.phrases(list(patterns)):
            self.add(phrase, senses)

    def senses(self, phrase: str) -> Senses | None:
        """What a phrase means, or None."""
        return self.phrases.get(words(phrase))

    def match(self, tokens: Sequence[Token], at: int) -> tuple[int, Senses] | None:
        """The longest phrase that begins at a token and crosses no comma: how many tokens it has, and its senses."""
        most = min(self.longest.get(tokens[at].word, 0), len(tokens) - at)
        reach = next((count for count in range(1, most) if tokens[at + count].comma), most)
        for count in range(reach, 0, -1):
            senses = self.phrases.get(tuple(token.word for token in tokens[at : at + count]))
            if senses:
                return count, senses
        return None

    def is_ordinary(self, word: str) -> bool:
        """Tell whether a word belongs to everyday life."""
        return any(stem in self.ordinary for stem in stems(word))

    def is_act(self, word: str) -> bool:
        """Tell whether a word is an everyday verb."""
        return any(stem in self.acts for stem in stems(word))


def stems(word: str) -> Iterable[str]:
    """What is left of a word without one of its endings: "harbours" is "harbour", "running" is "run"."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word.removesuffix(ending)
            yield stem
            yield stem + "e"
            if stem.endswith("i"):
                yield stem[:-1] + "y"
            if len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]


def load() -> Lexicon:
    """The lexicon of all tables and all styles, built once."""
    return _built(tuple(styles.load_all()))


@cache
def _built(_styles_known: tuple[str, ...]) -> Lexicon:
    lexicon = Lexicon()
    fillers: tuple[Callable[[Lexicon], None], ...] = (
        _styles, _instruments, _lean_of_instruments, _absences, _unmet, _moods, _pace, _structure, _theory, _uses,
        _grammar, _ordinary,
    )  # fmt: skip
    for fill in fillers:
        fill(lexicon)
    return lexicon


def _styles(lexicon: Lexicon) -> None:
    table = tables.load("styles")
    leaning, points = set(table["leaning"]["words"]), float(table["leaning"]["points"])
    passed_over = {phrase for phrases in table["colours"].values() for phrase in phrases} | set(
        table["ignored"]["words"]
    )
    for name, phrases in table["colours"].items():
        lexicon.add_all(phrases, Senses(colour=name))
    for name, style in styles.load_all().items():
        for phrase in _unique([*style.words, style.label, *table["words"].get(name, ())]):
            if phrase in passed_over:
                continue
            lexicon.add(phrase, Senses(lean=((name, points),)) if phrase in leaning else Senses(style=name))
    for row in table["lean"]:
        lexicon.add_all(row["words"], Senses(lean=tuple(row["styles"].items())))
    for row in table["elsewhere"]:
        nearest = tuple(styles.find(name).label for name in row["nearest"])
        lexicon.add_all(row["words"], Senses(elsewhere=Elsewhere("style", tuple(row["nearest"]), nearest)))
    for where in ("before", "after", "mostly"):
        lexicon.add_all(table["touches"][where], Senses(roles=frozenset({f"touch_{where}", "filler"})))


def _instruments(lexicon: Lexicon) -> None:
    table = tables.load("instruments")
    ignored = {*table["ignored"]["words"], *table["weak"]["words"]}
    for kind, generic in table["generic"].items():
        for phrase in generic["words"]:
            weak = phrase in table["weak"]["words"]
            names = () if weak else (generic["any"],)
            lexicon.add(phrase, Senses(instruments=names, generic=kind))
    for group, phrases in table["group_words"].items():
        lexicon.add_all(phrases, Senses(instruments=tuple(table["groups"][group])))
    for row in table["elsewhere"]:
        nearest = tuple(instruments.find(name).label for name in row["nearest"])
        lexicon.add_all(row["words"], Senses(elsewhere=Elsewhere("instrument", tuple(row["nearest"]), nearest)))
    for name, instrument in instruments.load_all().items():
        lexicon.add(instrument.label, Senses(instruments=(name,)))  # what is offered by its label is meant by it
    for name, instrument in instruments.load_all().items():
        for phrase in _unique([*table["words"].get(name, ()), *instrument.words]):
            if phrase not in ignored:
                lexicon.add(phrase, Senses(instruments=(name,)))
    _add_plurals(lexicon, [key for key, senses in lexicon.phrases.items() if senses.instruments or senses.elsewhere])


def _lean_of_instruments(lexicon: Lexicon) -> None:
    """Let the name of an instrument that begins with a style lean towards it: "jazz guitar", "house piano"."""
    points = float(tables.load("styles")["leaning"]["points"])
    for key, senses in lexicon.phrases.items():
        first = lexicon.phrases.get(key[:1])
        if senses.instruments and not senses.style and len(key) > 1 and first and first.style:
            lexicon.phrases[key] = replace(senses, lean=((first.style, points),))


def _absences(lexicon: Lexicon) -> None:
    table = tables.load("instruments")
    for what, phrases in table["absent"].items():
        lexicon.add_all(phrases, Senses(absences=(what,)))
    for group in table["absent_groups"].values():
        lexicon.add_all(group["words"], Senses(absences=tuple(group["what"])))
    for what, phrases in table["absent_words"].items():
        lexicon.add_all(phrases, Senses(missing=(what,)))
    lexicon.add_all(table["drum_parts"]["words"], Senses(roles=frozenset({"drum_part"})))


def _unmet(lexicon: Lexicon) -> None:
    for kind, row in tables.load("unmet").items():
        lexicon.add_all(row["words"], Senses(unmet=kind))


def _moods(lexicon: Lexicon) -> None:
    for row in tables.load("moods")["mood"]:
        lexicon.add_all(row["words"], Senses(mood=pull(row)))
    plain = {words(phrase) for phrase in tables.load("styles")["plain"]["words"]}
    for key, senses in lexicon.phrases.items():
        first = lexicon.phrases.get(key[:1])
        if senses.style and len(key) > 1 and key not in plain and first and first.mood:
            lexicon.phrases[key] = replace(senses, mood=first.mood)  # "epic orchestral" is epic, too


def _pace(lexicon: Lexicon) -> None:
    table = tables.load("pace")
    for row in table["pace"]:
        lexicon.add_all(row["words"], Senses(pace=float(row["at"])))
    for row in table["usual"]:
        lexicon.add_all(row["words"], Senses(usual_pace=float(row["at"])))
    for row in table["marking"]:
        lexicon.add_all(row["words"], Senses(bpm=sum(row["bpm"]) / 2))


def _structure(lexicon: Lexicon) -> None:
    table = tables.load("structure")
    for role, phrases in table["sections"].items():
        lexicon.add_all(phrases, Senses(section=role))
    _add_plurals(lexicon, [key for key, senses in lexicon.phrases.items() if senses.section])
    for role, patterns in table["moments"].items():
        for phrase in tables.phrases(patterns):
            place = phrase.split()[0] in ("at", "in", "from", "towards")
            lexicon.add(phrase, Senses(moment=role, roles=frozenset({"place"} if place else {"verb"})))
    for ending, patterns in table["endings"].items():
        lexicon.add_all(patterns, Senses(ending=Ending(ending)))
    for row in table["arc"]:
        lexicon.add_all(row["words"], Senses(arc=tuple(row["energies"].items())))
    for name, phrases in table["lengths"].items():
        lexicon.add_all(phrases, Senses(stretch=float(table["factors"][name]), roles=frozenset({"filler"})))
    for row in table["length"]:
        lexicon.add_all(
            row["words"], Senses(usual_seconds=float(row["seconds"]), roles=frozenset({"length", "filler"}))
        )


def _theory(lexicon: Lexicon) -> None:
    table = tables.load("theory")
    for mode, phrases in table["modes"].items():
        lexicon.add_all(phrases, Senses(mode=mode))
    for meter, phrases in table["meters"].items():
        above, below = meter.split("/")
        lexicon.add_all(phrases, Senses(meter=Meter(int(above), int(below))))


def _uses(lexicon: Lexicon) -> None:
    for row in tables.load("uses")["use"]:
        senses = Senses(
            lean=tuple(row["styles"].items()), use=pull(row), usual_seconds=row.get("seconds"), roles=frozenset({"use"})
        )
        lexicon.add_all(row["words"], senses)
    for row in tables.load("eras")["era"]:
        lexicon.add_all(row["words"], Senses(lean=tuple(row["styles"].items()), roles=frozenset({"era"})))


def _grammar(lexicon: Lexicon) -> None:
    table = tables.load("grammar")
    for role in GRAMMAR:
        lexicon.add_all(table[role], Senses(roles=frozenset({role})))


def _ordinary(lexicon: Lexicon) -> None:
    table: Mapping[str, str] = tables.load("ordinary")
    lexicon.ordinary = frozenset(word for text in table.values() for word in text.split())
    lexicon.acts = frozenset(table["acts"].split())


def _add_plurals(lexicon: Lexicon, keys: Iterable[tuple[str, ...]]) -> None:
    for key in keys:
        plural = " ".join(key) + "s"
        if key[-1].isalpha() and not key[-1].endswith("s") and words(plural) not in lexicon.phrases:
            lexicon.add(plural, lexicon.phrases[key])


def _unique(phrases: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(phrase.lower() for phrase in phrases))
