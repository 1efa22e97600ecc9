"""The first door: HTTP requests in, answers out, one file a resource.

Comes in:   requests.
Goes out:   JSON, files, event streams; refusals in one form.
May import: services, studio.errors, log, flask and its extensions, pydantic.
Never:      SQL, the queue's own words, tasks, numpy; a decision about who may do what.
"""
