"""A big library out of nothing: people, artists, albums and songs enough to see how the studio bears them.

Comes in:   how many songs and people, a seed, a few songs that were really composed.
Goes out:   rows by the hundred thousand, whose files are those of the composed songs.
May import: db, storage, names and spelling, numpy, sqlalchemy.
Never:      a library that people use, unless they say so.
"""
