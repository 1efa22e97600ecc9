"""What was asked for outright: chords, form, places, and whether a finished score keeps them.

Comes in:   the texts that people write (``Am7 | D9``, ``intro 4, verse 8``), and the constraints of a Brief.
Goes out:   chords and sections for the composer, and a report of what was met.
May import: the standard library, numpy, the studio's value types and the composer's theory.
Never:      sound, files, the clock, randomness.
"""
