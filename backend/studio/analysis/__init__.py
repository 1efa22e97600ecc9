"""Looking at sound: what a picture or a meter needs to know of it.

Comes in:   audio, stems and masters.
Goes out:   peaks and levels as plain numbers.
May import: numpy, scipy, numba, and the value types of studio.
Never:      a change to the sound it looks at.
"""
