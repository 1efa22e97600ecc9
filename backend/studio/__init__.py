"""Songs as sound: from a brief to a mastered song.

Comes in:   a Brief (words, style, tempo, seed).
Goes out:   a Song (score, stems, master).
May import: the standard library, numpy, scipy, numba, soundfile, soxr, lameenc, mutagen, mido, pretty_midi.
Never:      the web, the queue, the database, the environment, the clock.
"""
