"""Letters to people: what they say, the links in them, and how they are carried.

Comes in:   what a letter is about, and to whom it goes.
Goes out:   a job; when it runs, a mail to a server or a file in a folder.
May import: jobs, db, the spelling of addresses, jinja2, itsdangerous, sqlalchemy, smtplib.
Never:      flask requests, RQ, tasks, the environment; a token that is kept or logged.
"""
