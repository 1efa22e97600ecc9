"""Music players: what apps on phones and computers ask of the studio, in the terms of OpenSubsonic.

Comes in:   calls of a person whose player proved it by a key or an app password.
Goes out:   documents as the OpenSubsonic schema has them, files, and streams.
May import: the other services, db, storage.
Never:      HTTP, XML, the queue.
"""
