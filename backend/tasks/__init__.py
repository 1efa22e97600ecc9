"""The queue's door: each task unwraps a run, calls one service, and is done.

Comes in:   the services and a run (a claimed job).
Goes out:   a call of the service that does the work.
May import: services, backend.jobs.progress.
Never:      flask, SQL, the API.
"""
