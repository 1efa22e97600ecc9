"""The HTTP process: the application that gunicorn loads as ``backend.app:create_app()``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    # `cd backend && python app.py` must find the package that this file is in, and not take its folder for one.
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from flask import Response, abort
from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI
from pydantic import ValidationError

from backend import config, log, wiring
from backend.api import (
    account,
    acts,
    admin,
    admission,
    albums,
    app_passwords,
    auth,
    banks,
    bulk,
    catalogue,
    cors,
    create,
    credit_desk,
    credits,
    csrf,
    docs,
    downloads,
    effects,
    errors,
    finding,
    generated,
    headers,
    identity,
    jobs,
    letters,
    library,
    limits,
    listening,
    lyrics,
    media,
    messages,
    metrics,
    music,
    opinions,
    pages,
    paths,
    playlist_songs,
    playlists,
    projects,
    proxies,
    shares,
    songs,
    streaming,
    streams,
    system,
    takes,
    transfers,
    turns,
    upload,
    uploads,
    users,
    vocals,
    voices,
)
from backend.api.door import invalid
from backend.api.rest import route  # noqa: F401 - puts its address at the door of the players
from backend.db.session import Database, TablesNotReady
from backend.services.services import Services

VERSION = wiring.VERSION
DOORS = (
    auth,
    letters,
    account,
    app_passwords,
    music,
    vocals,
    jobs,
    songs,
    bulk,
    library,
    albums,
    opinions,
    listening,
    finding,
    streaming,
    takes,
    downloads,
    effects,
    projects,
    generated,
    playlists,
    playlist_songs,
    shares,
    create,
    upload,
    uploads,
    transfers,
    voices,
    banks,
    lyrics,
    media,
    catalogue,
    credits,
    credit_desk,
    users,
    messages,
    admin,
    metrics,
    system,
)
SECURITY: Any = {
    "key": {"type": "http", "scheme": "bearer", "description": "`Authorization: Bearer <access or key>`"},
    "token": {"type": "apiKey", "in": "header", "name": "Authorization", "description": "`Token <key>`"},
    "session": {"type": "apiKey", "in": "cookie", "name": identity.SESSION},
    "guest": {"type": "apiKey", "in": "cookie", "name": identity.GUEST},
    "refresh": {"type": "apiKey", "in": "cookie", "name": identity.REFRESH},
}


def create_app(settings: config.Settings | None = None, services: Services | None = None) -> OpenAPI:
    """Build the application; without arguments from the environment."""
    settings = settings or config.load()
    if services is None:
        config.keep_private()
        log.setup(settings, "api")
        services = wiring.build(settings)
    app = OpenAPI(
        "backend",
        info=Info(title="Mini Studio", version=VERSION, description="Words in, mastered songs out."),
        security_schemes=SECURITY,
        doc_ui=False,
        static_folder=None,
        validation_error_callback=_refuse,
    )
    app.secret_key = settings.secret_key
    app.url_map.strict_slashes = app.url_map.merge_slashes = False
    app.config["MAX_CONTENT_LENGTH"] = settings.max_content_length_mb * 2**20
    app.config["SESSION_COOKIE_NAME"] = "unused"
    app.config["X_ACCEL_REDIRECT"] = settings.x_accel_redirect
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.extensions.update(studio=services, streams=streams.Places())
    errors.install(app)
    headers.install(app, settings.allowed_hosts)
    metrics.install(app)
    paths.install(app)
    cors.install(app, settings.cors_allowed_origins)
    identity.install(app)
    limits.install(
        app, services.rate_storage, enabled=settings.rate_limit_enabled, per_minute=settings.rate_limit_per_min
    )
    csrf.install(app)
    admission.install(app)
    acts.install(app)
    for resource in DOORS:
        app.register_api(resource.door)
    docs.install(app)
    pages.install(app, config.PROJECT_ROOT / "frontend" / "dist")
    if settings.production:
        app.wsgi_app = proxies.behind_proxies(app.wsgi_app, settings.trusted_proxies)  # type: ignore[method-assign, assignment]
    app.wsgi_app = turns.in_turns(app.wsgi_app)  # type: ignore[method-assign, assignment]
    return app


def main() -> None:
    """Serve on the settings' address, as `python3 run.py` does but for the workers."""
    from gunicorn.app.wsgiapp import WSGIApplication  # noqa: PLC0415 - only the process that serves needs it

    try:
        settings = config.load()
        config.keep_private()
        database = Database(settings.database_url)
        database.migrate()
        database.close()
    except (config.BadSettings, TablesNotReady) as mistakes:
        sys.exit(str(mistakes))
    address = f"{settings.host}:{settings.port}"
    sys.argv = ["gunicorn", "-c", "python:backend.serving", "--bind", address, "backend.app:create_app()"]
    sys.argv += ["--pythonpath", str(config.PROJECT_ROOT)]
    WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]").run()


def _refuse(wrong: ValidationError) -> Response:
    """Turn what flask-openapi3 found in a path, query or header into our own refusal."""
    abort(errors.refused(invalid(wrong)))


if __name__ == "__main__":
    main()
