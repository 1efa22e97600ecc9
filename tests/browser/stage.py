"""What the browser's tests agree on: where things are, and what is typed."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUTPUT = ROOT / "test-output" / "browser"
PASSWORD = "correct horse battery"
ADMIN = "ada@example.com"
SENTENCE = "A warm lo-fi song about leaving the harbour, 84 bpm, no drums in the intro, kalimba and a glissophone"
