"""A tap at the page's output: every sample that goes to the loudspeaker is looked at, and silences are measured."""

from __future__ import annotations

import io
import json
import math
import struct
import wave
from dataclasses import dataclass
from typing import Any

TAP = """
const QUIET = 1e-4, SHORTEST = 48;
registerProcessor("tap", class extends AudioWorkletProcessor {
  first = -1; last = -1; runs = [];
  process([[samples]]) {
    samples?.forEach((sample, i) => {
      if (Math.abs(sample) < QUIET) return;
      const now = currentFrame + i;
      if (this.first < 0) this.first = now;
      else if (now - this.last > SHORTEST) this.runs.push((now - this.last) / sampleRate);
      this.last = now;
    });
    if (currentFrame % (128 * 40) === 0) {
      const sound_s = (this.last - this.first + 1) / sampleRate;
      this.port.postMessage({silences: this.runs, sound_s, since_s: (currentFrame - this.last) / sampleRate});
    }
    return true;
  }
});
"""
SCREW_ON = """
const address = URL.createObjectURL(new Blob([%s], {type: "text/javascript"}));
const connect = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (to, ...rest) {
  const answer = connect.call(this, to, ...rest);
  if (to instanceof AudioDestinationNode) {
    this.context.audioWorklet.addModule(address).then(() => {
      const tap = new AudioWorkletNode(this.context, "tap");
      tap.port.onmessage = ({data}) => { window.tapped = data; };
      connect.call(this, tap);
    });
  }
  return answer;
};
"""


@dataclass(frozen=True)
class Heard:
    """What came out of a page: how long there was sound from its first to its last sample, and the silences in it."""

    sound_s: float
    silences_s: list[float]


def tap(page: Any) -> None:
    """Look at everything that the page plays from its next loading on."""
    page.context.new_cdp_session(page).send("Page.setBypassCSP", {"enabled": True})
    page.add_init_script(SCREW_ON % json.dumps(TAP))


def heard(page: Any, *, quiet_s: float = 1.0) -> Heard:
    """Wait until the page has sounded and then been silent for a while; tell what was heard."""
    is_over = "quiet_s => window.tapped?.sound_s > 0.5 && window.tapped.since_s > quiet_s"
    page.wait_for_function(is_over, arg=quiet_s, timeout=60_000)
    tapped = page.evaluate("window.tapped")
    return Heard(tapped["sound_s"], tapped["silences"])


def tone(seconds: float, pitch_hz: float, *, rate: int = 44_100) -> bytes:
    """A tone that sounds from its first sample to its last, as a WAV file."""
    told = io.BytesIO()
    with wave.open(told, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        turns = (2 * math.pi * pitch_hz * (n + 0.25) / rate for n in range(round(seconds * rate)))
        file.writeframes(b"".join(struct.pack("<h", round(16_000 * math.sin(turn))) for turn in turns))
    return told.getvalue()
