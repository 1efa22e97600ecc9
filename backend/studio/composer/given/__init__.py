"""Music that somebody brought: which part each track is, its form, and the harmony that goes with it.

Comes in:   Material, read from a file, and what its owner says it is.
Goes out:   Given notes, the sections they fold into, and the chords under them.
May import: the standard library, numpy, the studio's value types and the composer's theory.
Never:      sound, files, the clock; a given note is never changed.
"""
