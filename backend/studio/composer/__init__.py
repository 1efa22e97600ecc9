"""The composer: from a brief to a plan, a score and a performance.

Comes in:   a Brief (words already understood, style, tempo, seed).
Goes out:   a Plan (form and harmony), a Score (written notes), a Performance (played notes in seconds).
May import: the standard library, numpy, and the studio's value types.
Never:      sound, files other than its own tables, the clock, randomness that is not drawn from the seed tree.
"""
