"""The memory: people, songs, takes, files and jobs as rows.

Comes in:   a database URL; statements inside a transaction.
Goes out:   rows.
May import: flask_sqlalchemy, flask_migrate, sqlalchemy, studio value types.
Never:      the queue, HTTP requests, files.
"""
