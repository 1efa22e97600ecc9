"""A SoundFont built in memory, small enough for any test: sines that sound where they are written, and a noisy kit."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from backend.studio.audio import Audio
from backend.studio.instruments.generators import Gen
from backend.studio.score import Family, Part, PlayedNote, PlayedPart

RATE = 44_000  # 100 frames of it are one turn of A4
PERIOD = 100
END_MARK = -1


@dataclass
class Zone:
    """Generators by number; the last one names an instrument or a sample."""

    generators: dict[int, int]
    modulators: list[tuple[int, int, int, int, int]] = field(default_factory=list)


@dataclass
class Sample:
    pcm: np.ndarray
    loop: tuple[int, int] = (0, 0)
    key: int = 69
    type: int = 1


@dataclass
class Font:
    """A font: ``presets`` and ``instruments`` are lists of zones, which name instruments and samples."""

    samples: list[Sample]
    instruments: list[list[Zone]]
    presets: dict[tuple[int, int], list[Zone]]

    def to_bytes(self) -> bytes:
        waves = b"".join(sample.pcm.astype("<i2").tobytes() for sample in self.samples)
        sdta = chunk(b"LIST", b"sdta" + chunk(b"smpl", waves))
        programs = [(f"preset {bank} {program}", program, bank) for bank, program in self.presets]
        pbags = bags(list(self.presets.values()))
        ibags = bags(self.instruments)
        phdr = [
            pack("20sHHHIII", n.encode(), p, b, at, 0, 0, 0)
            for (n, p, b), at in zip(programs, pbags.firsts, strict=True)
        ]
        inst = [pack("20sH", b"instrument", at) for at in ibags.firsts]
        tables = {b"phdr": [*phdr, pack("20sHHHIII", b"EOP", 0, 0, pbags.count, 0, 0, 0)]}
        tables |= {b"pbag": pbags.bags, b"pmod": pbags.modulators, b"pgen": pbags.generators}
        tables |= {b"inst": [*inst, pack("20sH", b"EOI", ibags.count)]}
        tables |= {b"ibag": ibags.bags, b"imod": ibags.modulators, b"igen": ibags.generators}
        tables |= {b"shdr": self._headers()}
        pdta = chunk(b"LIST", b"pdta" + b"".join(chunk(name, b"".join(rows)) for name, rows in tables.items()))
        info = chunk(b"LIST", b"INFO" + chunk(b"ifil", struct.pack("<HH", 2, 4)) + chunk(b"INAM", b"Test font\0"))
        return chunk(b"RIFF", b"sfbk" + info + sdta + pdta)

    def _headers(self) -> list[bytes]:
        rows, at = [], 0
        for sample in self.samples:
            end = at + len(sample.pcm)
            loop = [at + edge for edge in sample.loop]
            rows.append(pack("20sIIIIIBbHH", b"sample", at, end, *loop, RATE, sample.key, 0, 0, sample.type))
            at = end
        return [*rows, pack("20sIIIIIBbHH", b"EOS", 0, 0, 0, 0, 0, 0, 0, 0, 0)]


@dataclass
class Bags:
    firsts: list[int]
    count: int
    bags: list[bytes]
    generators: list[bytes]
    modulators: list[bytes]


def bags(groups: list[list[Zone]]) -> Bags:
    zones = [zone for group in groups for zone in group]
    firsts = list(np.cumsum([0, *map(len, groups)])[:-1])
    rows, generators, modulators = [], [], []
    for zone in zones:
        rows.append(pack("HH", len(generators), len(modulators)))
        generators += [pack("Hh", number, amount) for number, amount in zone.generators.items()]
        modulators += [pack("HHhHH", *modulator) for modulator in zone.modulators]
    rows.append(pack("HH", len(generators), len(modulators)))
    ends = [pack("Hh", 0, 0)], [pack("HHhHH", 0, 0, 0, 0, 0)]
    return Bags(firsts, len(zones), rows, generators + ends[0], modulators + ends[1])


def pack(layout: str, *values: object) -> bytes:
    return struct.pack("<" + layout, *values)


def chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def span(low: int, high: int) -> int:
    """A key or velocity range as a generator's amount."""
    return high << 8 | low


def small_font() -> Font:
    """Bank 0 holds the programs named below, bank 8 a variation, bank 128 a kit: hi-hats (42, 46) and a snare (38)."""
    turns = np.sin(2 * np.pi * np.arange(30 * PERIOD) / PERIOD)
    noise = np.random.default_rng(1).uniform(-1, 1, RATE)
    samples = [Sample(16000 * turns, (10 * PERIOD, 20 * PERIOD)), Sample(16000 * noise)]
    quick, looped = {Gen.RELEASE: -4800}, {Gen.LOOP_MODE: 1}
    slow = {Gen.MOD_ENV_SUSTAIN: 500, Gen.MOD_ENV_DECAY: -1200, Gen.MOD_ENV_RELEASE: -1200}
    sine = {**quick, **looped, Gen.SAMPLE: 0}
    instruments = [
        [Zone(sine)],
        [Zone({Gen.CUTOFF: 5700, **sine})],
        [Zone({Gen.PAN: -500, **sine}), Zone({Gen.PAN: 500, Gen.ATTENUATION: 250, **sine})],
        [Zone({Gen.LOOP_MODE: 3, **quick, Gen.SAMPLE: 0})],
        [Zone({**quick, Gen.SAMPLE: 0})],
        [Zone({Gen.VIB_LFO_RATE: -500, **sine})],
        [
            Zone({Gen.RELEASE: 1200}),
            Zone({Gen.KEY_RANGE: span(42, 42), Gen.EXCLUSIVE_CLASS: 1, Gen.ATTENUATION: 250, Gen.SAMPLE: 1}),
            Zone({Gen.KEY_RANGE: span(46, 46), Gen.EXCLUSIVE_CLASS: 1, Gen.SAMPLE: 1}),
            Zone({Gen.KEY_RANGE: span(38, 38), Gen.SAMPLE: 1}),
        ],
        [
            Zone({Gen.VELOCITY_RANGE: span(0, 63), **sine}),
            Zone({Gen.VELOCITY_RANGE: span(64, 127), Gen.COARSE_TUNE: 12, **sine}),
        ],
        [Zone({Gen.CUTOFF: 9000, Gen.MOD_ENV_CUTOFF: -2400, **slow, Gen.MOD_LFO_VOLUME: 60, **sine})],
    ]
    variation = {(8, DARK): [Zone({Gen.INSTRUMENT: PLAIN})]}
    presets = {(0, number): [Zone({Gen.INSTRUMENT: number})] for number in (*range(6), 7, 8)}
    return Font(samples, instruments, {**variation, **presets, (128, 0): [Zone({Gen.INSTRUMENT: 6})]})


PLAIN, DARK, WIDE, UNTIL_RELEASE, ONCE, WHEEL, _, SPLIT, MOVING = range(9)


def write(font: Font, folder: Path) -> Path:
    path = folder / "test.sf2"
    path.write_bytes(font.to_bytes())
    return path


def part(
    *notes: tuple[float, float, int, int], program: int = PLAIN, bank: int = 0, voice: str = "", **wheels
) -> PlayedPart:
    """A part from (on, off, pitch, velocity)."""
    written = Part("part", "part", "", "lead", Family.KEYS, program, bank, (), voice=voice)
    return PlayedPart(written, tuple(PlayedNote(*note) for note in notes), **wheels)


def level(sound: Audio, start_s: float, end_s: float) -> float:
    """The effective level between two moments, of both channels together."""
    return float(np.sqrt(np.mean(sound[:, int(start_s * RATE) : int(end_s * RATE)].astype(float) ** 2)))


def pitch_hz(sound: Audio, start_s: float, end_s: float, rate: int = RATE) -> float:
    """The strongest frequency between two moments, interpolated between the bins of a spectrum."""
    heard = sound.sum(axis=0)[int(start_s * rate) : int(end_s * rate)].astype(float)
    spectrum = np.log(np.abs(np.fft.rfft(heard * np.hanning(len(heard)))) + 1e-12)
    top = int(np.argmax(spectrum[1:-1])) + 1
    before, here, after = spectrum[top - 1 : top + 2]
    return (top + 0.5 * (before - after) / (before - 2 * here + after)) * rate / len(heard)


def hertz(pitch: float) -> float:
    return 440 * 2 ** ((pitch - 69) / 12)
