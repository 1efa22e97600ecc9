"""What people write to each other: sending, reading, attached songs, blocks, and what comes as it happens.

Comes in:   a caller, numbers of people and messages, plain words.
Goes out:   documents of messages and conversations, or a refusal.
May import: jobs, db, storage, studio, config, sqlalchemy, itsdangerous; other services.
Never:      flask requests, RQ, tasks, the environment; a message to somebody who is neither of its two.
"""
