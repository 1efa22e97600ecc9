"""The queue: who does which heavy work, since when, how far it is, and how long it will take.

Comes in:   new jobs inside the caller's transaction; claims, reports and results of the processes that run them.
Goes out:   views of jobs, changes of a job, estimates; ids on the broker's queue.
May import: rq, redis, sqlalchemy, backend.db, backend.log, backend.studio.errors (how a refusal is told).
Never:      songs, people, music, HTTP.
"""
