"""Playlists: songs in an order of one's own, alone or with others, or by a rule.

Comes in:   who is calling, and what is to become of which playlist.
Goes out:   playlists and what is in them, as the caller may see it.
May import: db, storage, the songs and callers of services, sqlalchemy, Pillow.
Never:      flask requests, RQ, tasks, the environment; a song that the caller may not see.
"""
