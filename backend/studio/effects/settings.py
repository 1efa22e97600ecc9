"""What each effect can be set to: names, units, ranges and defaults. What an effect is stands in its docstring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from backend.studio.effects.parameters import Choice, Number, Recording

# Note lengths in beats; a dotted note is half as long again, three of a triplet are as long as two.
NOTES = {
    f"1/{size}{kind}": 4 / size * share
    for size in (1, 2, 4, 8, 16, 32)
    for kind, share in (("", 1.0), (" dotted", 1.5), (" triplet", 2 / 3))
}
FREE = "free"
SYNC = Choice("Note", (FREE, *NOTES))
MOST_PUSH_DB = 60.0
"""By how much a sound is pushed against the ceiling at most, to make it as loud as asked."""
TEMPO = Number("Tempo", 0, 400, "bpm", least=20)
"""0: the tempo of the song, or of the request, else 120 bpm."""

Hz = Annotated[float, Number("Frequency", 20, 20_000, "Hz", is_ratio=True)]
Q = Annotated[float, Number("Q", 0.1, 18, is_ratio=True)]
Level = Annotated[float, Number("Gain", -24, 24, "dB")]
Slope = Annotated[str, Choice("Slope", ("12 dB", "24 dB", "48 dB"))]


@dataclass(frozen=True)
class Gain:
    """Louder or softer, and further left or right."""

    gain_db: Annotated[float, Number("Gain", -60, 36, "dB")] = 0.0
    pan: Annotated[float, Number("Pan", -1, 1)] = 0.0


@dataclass(frozen=True)
class Equaliser:
    """Low cut, low shelf, three bells, high shelf and high cut in one."""

    low_cut_hz: Annotated[float, Number("Low cut", 20, 2000, "Hz", is_ratio=True)] = 20.0
    low_hz: Annotated[float, Number("Lows at", 30, 1000, "Hz", is_ratio=True)] = 100.0
    low_db: Annotated[float, Number("Lows", -24, 24, "dB")] = 0.0
    bell1_hz: Annotated[float, Number("Bell 1 at", 40, 18_000, "Hz", is_ratio=True)] = 300.0
    bell1_db: Annotated[float, Number("Bell 1", -24, 24, "dB")] = 0.0
    bell1_q: Annotated[float, Number("Bell 1 Q", 0.1, 18, is_ratio=True)] = 0.9
    bell2_hz: Annotated[float, Number("Bell 2 at", 40, 18_000, "Hz", is_ratio=True)] = 1000.0
    bell2_db: Annotated[float, Number("Bell 2", -24, 24, "dB")] = 0.0
    bell2_q: Annotated[float, Number("Bell 2 Q", 0.1, 18, is_ratio=True)] = 0.9
    bell3_hz: Annotated[float, Number("Bell 3 at", 40, 18_000, "Hz", is_ratio=True)] = 3500.0
    bell3_db: Annotated[float, Number("Bell 3", -24, 24, "dB")] = 0.0
    bell3_q: Annotated[float, Number("Bell 3 Q", 0.1, 18, is_ratio=True)] = 0.9
    high_hz: Annotated[float, Number("Highs at", 1000, 18_000, "Hz", is_ratio=True)] = 8000.0
    high_db: Annotated[float, Number("Highs", -24, 24, "dB")] = 0.0
    high_cut_hz: Annotated[float, Number("High cut", 500, 20_000, "Hz", is_ratio=True)] = 20_000.0


@dataclass(frozen=True)
class Bell:
    """Raises or lowers what is around a frequency."""

    frequency_hz: Hz = 1000.0
    gain_db: Level = 3.0
    q: Q = 0.9


@dataclass(frozen=True)
class LowShelf:
    """Raises or lowers what is below a frequency."""

    frequency_hz: Hz = 150.0
    gain_db: Level = 3.0


@dataclass(frozen=True)
class HighShelf:
    """Raises or lowers what is above a frequency."""

    frequency_hz: Hz = 6000.0
    gain_db: Level = 3.0


@dataclass(frozen=True)
class HighPass:
    """Lets pass what is above a frequency."""

    frequency_hz: Hz = 80.0
    slope: Slope = "12 dB"


@dataclass(frozen=True)
class LowPass:
    """Lets pass what is below a frequency."""

    frequency_hz: Hz = 8000.0
    slope: Slope = "12 dB"


@dataclass(frozen=True)
class Compressor:
    """Makes what is loud softer, on both sides alike; the make-up gain then makes all of it louder."""

    threshold_db: Annotated[float, Number("Threshold", -60, 0, "dB")] = -18.0
    ratio: Annotated[float, Number("Ratio", 1, 20, ": 1", is_ratio=True)] = 3.0
    attack_ms: Annotated[float, Number("Attack", 1, 200, "ms", is_ratio=True)] = 10.0
    release_ms: Annotated[float, Number("Release", 10, 2000, "ms", is_ratio=True)] = 120.0
    makeup_db: Annotated[float, Number("Make-up", 0, 24, "dB")] = 0.0


@dataclass(frozen=True)
class Gate:
    """Makes what is soft softer still: breaths, hum, the room between the words."""

    threshold_db: Annotated[float, Number("Threshold", -90, 0, "dB")] = -45.0
    ratio: Annotated[float, Number("Ratio", 1, 20, ": 1", is_ratio=True)] = 4.0
    attack_ms: Annotated[float, Number("Attack", 1, 200, "ms", is_ratio=True)] = 2.0
    release_ms: Annotated[float, Number("Release", 10, 2000, "ms", is_ratio=True)] = 150.0
    range_db: Annotated[float, Number("Range", 0, 90, "dB")] = 40.0


@dataclass(frozen=True)
class Limiter:
    """Never above the ceiling, between the samples as well; the gain pushes the sound against it."""

    ceiling_db: Annotated[float, Number("Ceiling", -24, 0, "dBTP")] = -1.0
    gain_db: Annotated[float, Number("Gain", -12, 24, "dB")] = 0.0


@dataclass(frozen=True)
class DeEsser:
    """Turns down the hiss of a voice while it is sharp."""

    threshold_db: Annotated[float, Number("Threshold", -60, 0, "dB")] = -28.0
    frequency_hz: Annotated[float, Number("From", 3000, 10_000, "Hz", is_ratio=True)] = 5200.0
    most_db: Annotated[float, Number("At most", 0, 18, "dB")] = 8.0


@dataclass(frozen=True)
class Distortion:
    """Two valves driven hard, four times oversampled."""

    drive_db: Annotated[float, Number("Drive", 0, 60, "dB")] = 18.0
    bias: Annotated[float, Number("Bias", 0, 0.5)] = 0.1
    tone_hz: Annotated[float, Number("Tone", 500, 20_000, "Hz", is_ratio=True)] = 8000.0
    output_db: Annotated[float, Number("Output", -36, 12, "dB")] = 0.0


@dataclass(frozen=True)
class Bitcrush:
    """Fewer steps and fewer samples, as in an early sampler."""

    bits: Annotated[float, Number("Bits", 1, 16, is_whole=True)] = 8.0
    rate_hz: Annotated[float, Number("Rate", 200, 192_000, "Hz", is_ratio=True)] = 11_025.0


@dataclass(frozen=True)
class Chorus:
    """Copies that wander in time; with a short delay and feedback a flanger."""

    rate_hz: Annotated[float, Number("Rate", 0.05, 10, "Hz", is_ratio=True)] = 0.8
    depth: Annotated[float, Number("Depth", 0, 1)] = 0.25
    delay_ms: Annotated[float, Number("Delay", 1, 50, "ms", is_ratio=True)] = 8.0
    feedback: Annotated[float, Number("Feedback", 0, 0.95)] = 0.0
    spread: Annotated[float, Number("Spread", 0, 0.5, "turns")] = 0.25


@dataclass(frozen=True)
class Phaser:
    """Notches that sweep up and down."""

    rate_hz: Annotated[float, Number("Rate", 0.05, 10, "Hz", is_ratio=True)] = 0.4
    depth: Annotated[float, Number("Depth", 0, 1)] = 0.6
    centre_hz: Annotated[float, Number("Centre", 100, 8000, "Hz", is_ratio=True)] = 1000.0
    feedback: Annotated[float, Number("Feedback", 0, 0.95)] = 0.3
    spread: Annotated[float, Number("Spread", 0, 0.5, "turns")] = 0.0


@dataclass(frozen=True)
class Tremolo:
    """Louder and softer in turn, in time with the song; spread wide it goes from side to side."""

    note: Annotated[str, SYNC] = FREE
    rate_hz: Annotated[float, Number("Rate", 0.1, 20, "Hz", is_ratio=True)] = 5.0
    depth: Annotated[float, Number("Depth", 0, 1)] = 0.5
    shape: Annotated[str, Choice("Shape", ("sine", "triangle", "square"))] = "sine"
    spread: Annotated[float, Number("Spread", 0, 0.5, "turns")] = 0.0
    bpm: Annotated[float, TEMPO] = 0.0


@dataclass(frozen=True)
class Delay:
    """Repeats in time with the song, each with less lows and highs than the last."""

    note: Annotated[str, SYNC] = "1/8 dotted"
    time_ms: Annotated[float, Number("Time", 1, 4000, "ms", is_ratio=True)] = 350.0
    feedback: Annotated[float, Number("Feedback", 0, 0.95)] = 0.35
    sides: Annotated[str, Choice("Sides", ("crossing", "straight"))] = "crossing"
    low_cut_hz: Annotated[float, Number("Low cut", 20, 2000, "Hz", is_ratio=True)] = 200.0
    high_cut_hz: Annotated[float, Number("High cut", 500, 20_000, "Hz", is_ratio=True)] = 5000.0
    bpm: Annotated[float, TEMPO] = 0.0


@dataclass(frozen=True)
class Reverb:
    """A room of combs and all-passes."""

    size: Annotated[float, Number("Size", 0, 1)] = 0.5
    damping: Annotated[float, Number("Damping", 0, 1)] = 0.5
    width: Annotated[float, Number("Width", 0, 1)] = 1.0
    predelay_ms: Annotated[float, Number("Pre-delay", 0, 200, "ms")] = 10.0
    low_cut_hz: Annotated[float, Number("Low cut", 20, 1000, "Hz", is_ratio=True)] = 150.0


@dataclass(frozen=True)
class Convolution:
    """The answer of a place to a clap, put after every sample: of one of ours, or of one that was recorded."""

    space: Annotated[str, Choice("Space", ("room", "chamber", "hall", "cathedral", "plate", "tunnel"))] = "hall"
    impulse: Annotated[str, Recording("Recorded")] = ""
    decay: Annotated[float, Number("Decay", 0.25, 1.5, "x", is_ratio=True)] = 1.0
    predelay_ms: Annotated[float, Number("Pre-delay", 0, 200, "ms")] = 15.0
    low_cut_hz: Annotated[float, Number("Low cut", 20, 1000, "Hz", is_ratio=True)] = 120.0


@dataclass(frozen=True)
class PitchShift:
    """Higher or lower, as long as before."""

    semitones: Annotated[float, Number("Semitones", -24, 24, "st")] = 0.0
    cents: Annotated[float, Number("Cents", -100, 100, "ct")] = 0.0
    formants: Annotated[str, Choice("Formants", ("move", "stay"))] = "move"


@dataclass(frozen=True)
class TimeStretch:
    """Faster or slower, as high as before."""

    speed: Annotated[float, Number("Speed", 0.25, 4, "x", is_ratio=True)] = 1.0


@dataclass(frozen=True)
class StereoWidth:
    """How far apart the sides are: 0 is mono, 1 as it was, 2 twice as wide."""

    width: Annotated[float, Number("Width", 0, 2)] = 1.3


@dataclass(frozen=True)
class Normalise:
    """As loud as asked: by the highest peak, or by ear (LUFS), then never above the ceiling."""

    by: Annotated[str, Choice("By", ("lufs", "peak"))] = "lufs"
    target_lufs: Annotated[float, Number("Loudness", -40, -5, "LUFS")] = -14.0
    peak_db: Annotated[float, Number("Peak", -24, 0, "dBTP")] = -1.0


@dataclass(frozen=True)
class Fade:
    """From nothing at the beginning, to nothing at the end."""

    in_s: Annotated[float, Number("In", 0, 60, "s")] = 0.0
    out_s: Annotated[float, Number("Out", 0, 60, "s")] = 3.0
    shape: Annotated[str, Choice("Shape", ("sine", "linear", "slow"))] = "sine"


@dataclass(frozen=True)
class Trim:
    """A stretch of the sound; an end of 0 is the end that it has."""

    start_s: Annotated[float, Number("Start", 0, 600, "s")] = 0.0
    end_s: Annotated[float, Number("End", 0, 600, "s")] = 0.0


@dataclass(frozen=True)
class Reverse:
    """The end first."""
