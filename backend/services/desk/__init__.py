"""The administrator's desk: people, songs, jobs, storage, settings, figures, and what was done at it.

Comes in:   an administrator (api/access.py has looked), filters, numbers of people and songs.
Goes out:   rows for tables and figures for charts; changes that end or open accounts.
May import: jobs, db, storage, studio, config, sqlalchemy; other services.
Never:      flask requests, RQ, tasks, the environment; a secret in an answer.
"""
