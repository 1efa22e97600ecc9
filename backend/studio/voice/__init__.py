"""The voice: from the notes and syllables of a vocal part to singing.

Comes in:   phrases (notes in seconds, each with its syllable and how it is sung) and a singer.
Goes out:   dry mono singing at 44.1 kHz, and when each sound was sung.
May import: the standard library, numpy, scipy, soxr, onnxruntime, pyworld, the values of backend.studio,
            what the composer says of words.
Never:      the web, the queue, the database, the environment, the clock.
"""
