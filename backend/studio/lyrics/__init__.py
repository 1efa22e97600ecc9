"""Lyrics: text, syllables, stress, rhyme, sounds, writing, and words that are timed.

Comes in:   lyrics as people type them, a language, respellings; for writing a theme and a seed.
Goes out:   sections and lines, words with their syllables and sounds, findings, new lyrics.
May import: the standard library, numpy, onnxruntime, hibari (lexicons, small nets), values of backend.studio.
Never:      the web, the queue, the database, the environment, the clock, programs of its own accord.
"""
