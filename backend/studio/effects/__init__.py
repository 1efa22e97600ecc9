"""Effects: a chain of them, written down as data, put over a recording of any length.

Comes in:   a chain, as JSON or by the name of a preset, and a file of sound.
Goes out:   another file of sound, and what was measured of both.
May import: numpy, scipy, numba, soundfile, soxr, pedalboard, the value types of studio, mix, analysis and formats.
Never:      a whole recording in memory; whose it is, and where it lies.
"""
