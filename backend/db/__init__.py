"""The memory: people, songs, takes, files, jobs and credits as rows.

Comes in:   a database URL; statements inside a transaction.
Goes out:   rows.
May import: flask_sqlalchemy, flask_migrate, sqlalchemy, studio value types.
Never:      the queue, HTTP requests, files.
"""
