"""What a user can do, one file an activity; permission and transaction are decided here.

Comes in:   a caller, plain values, files.
Goes out:   plain documents (dicts of JSON values), or a refusal.
May import: jobs, db, storage, studio, config, sqlalchemy, and the libraries for secrets and uploads.
Never:      flask requests, RQ, tasks, the environment.
"""
