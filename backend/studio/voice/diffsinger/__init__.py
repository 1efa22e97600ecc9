"""DiffSinger banks: the singers that people bring, as OpenUtau packs them.

Comes in:   a folder with ONNX models and their descriptions; phrases to sing.
Goes out:   what the bank can do, and singing at 44.1 kHz with the times of its phonemes.
May import: the standard library, numpy, soxr, onnxruntime, yaml, the values of backend.studio.
Never:      torch, the web, the queue, the database, the environment, the clock.
"""
