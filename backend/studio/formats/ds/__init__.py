"""Scripts of DiffSinger (``.ds``): what is sung, phoneme by phoneme and note by note.

Comes in:   a script as text; or sung phrases with their place in a song.
Goes out:   segments as values, phrases that a singer can sing, notes as material; or a script.
May import: the standard library, numpy, the values of backend.studio, its phrases and the phonology of banks.
Never:      the web, the queue, the database, the environment, the clock.
"""
