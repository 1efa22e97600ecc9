"""Backups of database and storage: taken while everything runs, checked when they are put back.

Comes in:   a folder to write to, or one to read from.
Goes out:   a folder that is whole or is not there at all; a studio as it was.
May import: db, storage, config, sqlalchemy.
Never:      flask requests, RQ, tasks, the environment; a file in a backup that changes.
"""
