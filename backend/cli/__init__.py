"""The command line: what a person may ask of the studio without a browser.

Comes in:   words in a terminal, by `python3 run.py` or `flask --app backend.cli.app`.
Goes out:   lines to read, a line of JSON, files of a song.
May import: everything but app and worker; `cli.app` alone imports app.
Never:      work that a service already does.
"""
