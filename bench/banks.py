"""Banks of every kind sing one phrase, and what is heard is measured: pitch, borders, speed.

``python -m bench.banks`` makes the synthetic banks of the tests; ``--bank FOLDER`` takes a real one, of which only the
speed can be told. With the package diffsinger-utau in a developer's own environment (7 GB with what it needs),
``--oracle`` holds our durations and pitch against its.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "studio" / "voice"))

from bank_singing import MELODY, VOICE, phrase, pitch, rises, singer  # noqa: E402 - the tests' own way to sing
from synthetic_banks import HOP, LOUD, VARIANTS, make  # noqa: E402

from backend.studio.formats.ds import script  # noqa: E402
from backend.studio.formats.ds.phrases import phrases, segment_of  # noqa: E402
from backend.studio.voice.diffsinger import bank, trial  # noqa: E402
from backend.studio.voice.phrases import Placed  # noqa: E402

ORACLE = "diffsinger_utau"


def variant(name: str, folder: Path, runs: int) -> dict[str, float]:
    """The worst error of pitch [cents] and of borders [frames], and seconds of singing for each second of work."""
    own = singer(make(folder / name, VARIANTS[name]))
    wanted = phrase(*MELODY)
    found = own.sing(wanted, lambda: False)
    began = time.process_time()
    for _ in range(runs):
        own.sing(wanted, lambda: False)
    took_s = (time.process_time() - began) / runs
    vowels = [phone.on_s for phone in found.phones if phone.symbol.rpartition("/")[2] in ("ih", "ax", "aa")]
    starts = rises(found, (LOUD["consonant"] + LOUD["vowel"]) / 2, VARIANTS[name].rate)
    cents = [abs(pitch(found, on_s + 0.15, off_s - 0.05) - note) * 100 for on_s, off_s, note, _ in MELODY]
    borders = np.abs(np.array(starts) - vowels) / (HOP / VARIANTS[name].rate)
    return {"cents": max(cents), "frames": float(borders.max()), "times_real_time": found.phones[-1].off_s / took_s}


def real(folder: Path) -> dict[str, object]:
    """What a bank of somebody's can do, and how fast it sings on one core."""
    adopted = trial.adopt(folder, lambda _: None, time.process_time)
    return {key: adopted.document.get(key) for key in ("name", "speed", "level_db", "missing", "curves", "refusal")}


def oracle(folder: Path) -> dict[str, float]:
    """The largest differences to the published package: borders [s] and pitch in the middle of notes [cents]."""
    from diffsinger_utau.voice_bank.commons.ds_reader import DSReader  # noqa: PLC0415 - in few environments
    from diffsinger_utau.voice_bank.pred_all import PredAll  # noqa: PLC0415

    root = make(folder / "bank", VARIANTS["new"])
    segment = segment_of(Placed(phrase(*MELODY), 0.0, 0), with_pitch=False)
    (row,) = json.loads(script.write([segment]))
    marked = " ".join(name if name == "SP" else f"en/{name}" for name in segment.phonemes)
    row |= {"ph_seq": marked}
    told = PredAll(root).predict_full_pipeline(
        DSReader.DSSection(row), lang="en", speaker="alto", output_dir=str(folder / "out"), save_intermediate=False
    )
    own = bank.open_bank(root)
    found = singer(root).sing(phrases(script.read(json.dumps([row])))[0].phrase, lambda: False)
    theirs = np.cumsum(told["ph_dur"])
    ours = np.array([phone.on_s for phone in found.phones]) + 0.5
    nearest = np.abs(theirs[:, None] - ours[None]).min(axis=0)
    f0, step_s = np.asarray(told["f0"]), own.acoustic.settings.sound.frame_s
    cents = []
    for on_s, off_s, _, _ in MELODY:
        middle = (on_s + off_s) / 2 + 0.5
        theirs_midi = 69 + 12 * np.log2(f0[round(middle / step_s)] / 440)
        cents.append(abs(pitch(found, on_s + 0.15, off_s - 0.05) - theirs_midi) * 100)
    return {"border_s": float(nearest.max()), "cents": float(max(cents))}


def main() -> None:
    wishes = argparse.ArgumentParser(description=__doc__)
    wishes.add_argument("--bank", type=Path, help="A real bank, unpacked.")
    wishes.add_argument("--oracle", action="store_true", help="Compare with diffsinger-utau, where it is installed.")
    wishes.add_argument("--full", action="store_true", help="Measure the speed over more runs.")
    asked = wishes.parse_args()
    with TemporaryDirectory() as place:
        folder = Path(place)
        if asked.bank:
            print(json.dumps(real(asked.bank), ensure_ascii=False))
        elif asked.oracle:
            print(json.dumps(oracle(folder) if find_spec(ORACLE) else {"skipped": f"{ORACLE} is not installed"}))
        else:
            table(folder, 20 if asked.full else 3)


def table(folder: Path, runs: int) -> None:
    print(f"{VOICE.label} sings {len(MELODY)} notes\n{'variant':<22}{'cents':>8}{'frames':>8}{'x real time':>13}")
    found = {name: variant(name, folder, runs) for name in VARIANTS}
    for name, row in found.items():
        print(f"{name:<22}{row['cents']:8.2f}{row['frames']:8.2f}{row['times_real_time']:13.0f}")
    worst = {key: max(row[key] for row in found.values()) for key in ("cents", "frames")}
    good = sum(row["cents"] <= 5 and row["frames"] <= 1.01 for row in found.values())
    print(json.dumps({"variants": len(found), "within_5_cents_and_a_frame": good, **worst}))


if __name__ == "__main__":
    main()
