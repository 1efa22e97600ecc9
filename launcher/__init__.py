"""The launcher: from a fresh clone to a running, supervised studio.

Comes in:   the words after `python3 run.py`.
Goes out:   an installed environment, running processes, an exit status.
May import: the standard library and `backend.config`, which is standard library too.
Never:      anything that has to be installed first; an address of a registry.
"""
