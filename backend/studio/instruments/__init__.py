"""The band: General MIDI instruments played from a SoundFont.

Comes in:   parts as they are played (notes in seconds, controllers, bends) and a SoundFont file.
Goes out:   one dry stereo stem a part, float32, the same bytes every time.
May import: the standard library, numpy, scipy, numba, soundfile, and the value types of the studio.
Never:      composing, mixing, the web, the queue, the database, the environment, the clock.
"""
