"""Words onto notes: a vocal part for given words, and a band that makes room for it.

Comes in:   the words of a song as syllables, a plan with its harmony, a singer's tessitura.
Goes out:   sections as long as their words, vocal and harmony parts whose notes carry syllables.
May import: the standard library, numpy, the composer, studio.lyrics, and the studio's value types.
Never:      sound, files other than its own tables, the clock, randomness that is not drawn from the seed tree.
"""
