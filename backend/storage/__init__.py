"""Where bytes live: stored files under one root, named by relative paths.

Comes in:   finished files and folders, uploads.
Goes out:   paths that are certain to lie inside the root.
May import: the standard library.
Never:      who may read a file, HTTP, the database.
"""
