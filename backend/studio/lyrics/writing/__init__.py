"""Writing lyrics: from a theme, a mood, a form and a seed to words that scan and rhyme.

Comes in:   what the words are to be about, the rhythms that they must fit, a seed.
Goes out:   lyrics, section by section, or lines, rhymes and words for lyrics that are there.
May import: the standard library, numpy, studio.lyrics, the composer's reading of prompts, tables and
            forms, its seed tree.
Never:      files other than its own tables, the clock, the network, randomness that is not drawn from the seed tree.
"""
