"""The synthesiser: sounds that no font holds, computed instead of sampled, and played like samples.

Comes in:   the name of a patch, a key and a velocity.
Goes out:   voices as a SoundFont's presets have them, and the samples they read.
May import: the standard library, numpy, the rest of the band, and the schema of tables.
Never:      composing, mixing, chance that is not seeded by patch and key, the web, the clock.
"""
