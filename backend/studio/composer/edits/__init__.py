"""Edits: a written score changed by one wish, and nothing else of it.

Comes in:   a Score and an Edit.
Goes out:   the changed Score, and what changed: sections, parts, a line of words.
May import: the standard library, numpy, the composer, the studio's value types.
Never:      sound, files, the clock; chance only from the seeds that the edit and the score carry.
"""
