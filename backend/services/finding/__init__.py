"""Finding songs: whose, which of them, in what order; what they have in common; what is like them.

Comes in:   a caller and a wish (words, ranges, genre, mood, key, tag, order).
Goes out:   pages of songs, counts by genre and the like, songs to listen to next.
May import: db, the documents of songs, numpy, sqlalchemy.
Never:      a song that the caller may not see; HTTP, files, jobs.
"""
