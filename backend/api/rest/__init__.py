"""The OpenSubsonic face: calls under ``/rest/``, answered in XML, JSON or JSONP.

Comes in:   calls of music players, by GET or as a form.
Goes out:   answers in the one envelope of the protocol, files, pictures.
May import: flask, services, the rest of the api.
Never:      SQL, the queue, cookies.
"""
