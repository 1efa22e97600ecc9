"""Balance and master: dry stems become a song that is loud enough, clear and wide.

Comes in:   stems, one a part, with the performance they came from, and the name of a mix preset.
Goes out:   a Mix and a Master, whose stems sum to the whole.
May import: numpy, scipy, numba, the value types of studio, and analysis.
Never:      a file of sound, a note that was not played, anything that is not linear on the sum of the stems.
"""
