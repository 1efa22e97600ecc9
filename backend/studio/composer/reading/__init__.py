"""Reading: from a sentence to what it says about music.

Comes in:   the words somebody typed.
Goes out:   what was heard in them, field by field, with the places; what was not understood, with its kind.
May import: the standard library, the tables of words, the styles and instruments, the studio's value types.
Never:      the score, sound, the clock; nothing is drawn by chance but from the seed.
"""
