"""Songs as files: audio, MIDI, charts and project files, out and in.

Comes in:   a Song, or an uploaded file.
Goes out:   files with their sums, or decoded audio and checked MIDI.
May import: numpy, soundfile, soxr, lameenc, mutagen, mido, Pillow, analysis, the desk, and the value types of studio.
Never:      the clock, so that the same song gives the same bytes; a file that others could see half-written.
"""
