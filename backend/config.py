"""Everything that can be set from outside, read once, with every mistake reported at once.

Standard library only: `run.py` reads the same settings before anything is installed. `.env.example` lists every
variable; the environment wins over a `.env` file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from backend.values import Values

PROJECT_ROOT = Path(__file__).resolve().parent.parent

# The browsers' addresses that the printed examples of the API come from; dropped in production.
DEVELOPMENT_ORIGINS = ("http://127.0.0.1:8081", "http://localhost:3000", "http://127.0.0.1:3000")

# What is never shown, not even to the administrator: these hold passwords or are secrets.
SECRETS = frozenset({"secret_key", "database_url", "redis_url", "smtp_url", "llm_api_key", "metrics_token"})

SENDER = re.compile(r"([^<>@\r\n]*<)?[^<>@\s]+@[^<>@\s]+>?")


class BadSettings(Exception):
    """One or more settings are missing or wrong; the message has a line for each."""


@dataclass(frozen=True)
class Settings:
    """The studio's settings. Paths are absolute; ``redis_url`` is empty when no broker may be used."""

    host: str
    port: int
    production: bool
    secret_key: str
    allowed_hosts: tuple[str, ...]
    public_url: str
    trusted_proxies: tuple[str, ...]
    admin_email: str
    database_url: str
    rq_enabled: bool
    redis_url: str
    rq_queue_name: str
    cors_allowed_origins: tuple[str, ...]
    max_content_length_mb: int
    max_upload_mb: int
    upload_quota_mb: int
    max_bank_mb: int
    max_audio_seconds: int
    rate_limit_enabled: bool
    rate_limit_per_min: int
    guest_trial: int
    credits_enabled: bool
    prices_file: Path
    mail_dir: Path
    mail_from: str
    smtp_url: str
    llm_base_url: str
    llm_model: str
    llm_api_key: str
    voice_device: str
    ffmpeg: str
    stream_cache_mb: int
    x_accel_redirect: str
    metrics_token: str
    storage_dir: Path
    log_dir: Path
    styles_dir: Path

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, *, root: Path = PROJECT_ROOT) -> Settings:
        """Read the settings from the environment.

        Raises
        ------
        BadSettings
            with one line for each variable that is missing or wrong
        """
        return _Reader(os.environ if environ is None else environ, root).settings()

    def __repr__(self) -> str:
        shown = ", ".join(f"{f.name}={'***' if f.name in SECRETS else getattr(self, f.name)!r}" for f in fields(self))
        return f"Settings({shown})"


def read_env_file(path: Path) -> dict[str, str]:
    """Read ``NAME=value`` lines; blank lines and lines that begin with ``#`` are passed over."""
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.removeprefix("export ").partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}


def load(environ: Mapping[str, str] | None = None, *, root: Path = PROJECT_ROOT) -> Settings:
    """Read the settings from the environment and, where it is silent, from the ``.env`` file.

    The file is ``$DATA_DIR/.env`` for a studio that was started with ``--data``, else the project's own.
    """
    return _reader(environ, root).settings()


def env_file(environ: Mapping[str, str] | None = None, *, root: Path = PROJECT_ROOT) -> Path:
    """Where the settings of this studio are written."""
    return _home(os.environ if environ is None else environ, root) / ".env"


def set_secret(file: Path, secret: str, *, heading: str = "") -> None:
    """Let a file of settings name a ``SECRET_KEY``; all else in it stays, a new one begins with the heading."""
    kept = file.read_text(encoding="utf-8").splitlines() if file.is_file() else [heading]
    lines = [line for line in kept if not line.replace(" ", "").startswith("SECRET_KEY=")]
    part = file.with_name(".env.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write("\n".join([*lines, f"SECRET_KEY={secret}", ""]))
    part.replace(file)


def styles_dir(environ: Mapping[str, str] | None = None, *, root: Path = PROJECT_ROOT) -> Path:
    """Where the user's own styles are; for commands that need none of the other settings."""
    return _reader(environ, root).path("STYLES_DIR", "styles")


def _reader(environ: Mapping[str, str] | None, root: Path) -> _Reader:
    given = dict(os.environ if environ is None else environ)
    home = _home(given, root)
    return _Reader({**read_env_file(home / ".env"), **given}, home)


def _home(environ: Mapping[str, str], root: Path) -> Path:
    return Path(environ.get("DATA_DIR") or root).resolve()


def keep_private() -> None:
    """Let only this user read what the process writes from now on: the database, sounds, logs."""
    os.umask(0o077)


class _Reader(Values):
    """Knows what each setting is."""

    def settings(self) -> Settings:
        production = self.production()
        storage_dir = self.path("STORAGE_DIR", "storage")
        rq_enabled = self.flag("RQ_ENABLED", True)
        values: dict[str, Any] = {
            "host": self.text("HOST", "127.0.0.1"),
            "port": self.number("PORT", 8000, 1, 65_535),
            "production": production,
            "secret_key": self.secret(),
            "allowed_hosts": self.names("ALLOWED_HOSTS"),
            "trusted_proxies": self.networks("TRUSTED_PROXIES", "127.0.0.1,::1"),
            "admin_email": self.text("ADMIN_EMAIL", "").lower(),
            "database_url": self.database_url(storage_dir),
            "rq_enabled": rq_enabled,
            "redis_url": self.redis_url() if rq_enabled else "",
            "rq_queue_name": self.text("RQ_QUEUE_NAME", "mini_studio"),
            "cors_allowed_origins": self.origins(production),
            "max_content_length_mb": self.number("MAX_CONTENT_LENGTH_MB", 32, 1, 4096),
            "max_upload_mb": self.number("MAX_UPLOAD_MB", 512, 1, 65_536),
            "upload_quota_mb": self.number("UPLOAD_QUOTA_MB", 4096, 1, 1_000_000),
            "max_bank_mb": self.number("MAX_BANK_MB", 1024, 1, 65_536),
            "max_audio_seconds": self.number("MAX_AUDIO_SECONDS", 600, 1, 86_400),
            "rate_limit_enabled": self.flag("RATE_LIMIT_ENABLED", True),
            "rate_limit_per_min": self.number("RATE_LIMIT_PER_MIN", 60, 1, 1_000_000),
            "guest_trial": self.number("GUEST_TRIAL", 10, 0, 1_000_000),
            "credits_enabled": self.flag("CREDITS_ENABLED", True),
            "prices_file": self.path("PRICES_FILE", "prices.toml"),
            "mail_dir": self.path("MAIL_DIR", str(storage_dir / "mail")),
            "smtp_url": self.server("SMTP_URL", ("smtp://", "smtps://")),
            "llm_base_url": self.url("LLM_BASE_URL", ("http://", "https://")),
            "llm_model": self.text("LLM_MODEL", ""),
            "llm_api_key": self.text("LLM_API_KEY", ""),
            "metrics_token": self.text("METRICS_TOKEN", ""),
            "voice_device": self.one_of("VOICE_DEVICE", ("auto", "cpu", "cuda")),
            "ffmpeg": self.one_of("FFMPEG", ("auto", "none")),
            "stream_cache_mb": self.number("STREAM_CACHE_MB", 3000, 10, 1_000_000),
            "x_accel_redirect": self.x_accel_redirect(),
            "storage_dir": storage_dir,
            "log_dir": self.path("LOG_DIR", "logs"),
            "styles_dir": self.path("STYLES_DIR", "styles"),
        }
        values["public_url"] = self.public_url(values)
        values["mail_from"] = self.mail_from(values["public_url"])
        if production and not values["allowed_hosts"]:
            self.mistakes.append("ALLOWED_HOSTS is empty; production needs the host names the studio answers to.")
        if self.mistakes:
            raise BadSettings("\n".join(self.mistakes))
        return Settings(**values)

    def production(self) -> bool:
        if "APP_ENV" not in self.environ and "DEBUG" in self.environ:
            return not self.flag("DEBUG", True)
        return self.choice("APP_ENV", "development", {"development": False, "production": True})

    def secret(self) -> str:
        given = self.text("SECRET_KEY", "")
        if len(given) < 32:
            found = f"has {len(given)} characters" if given else "is missing"
            self.mistakes.append(
                f"SECRET_KEY {found}; it needs at least 32. `python3 run.py` writes a fresh one to .env."
            )
        return given

    def public_url(self, values: Mapping[str, Any]) -> str:
        """Where people find the studio; mails are written where no request says it."""
        if given := self.server("PUBLIC_URL", ("http://", "https://")):
            return given.rstrip("/")
        here = values["host"] if values["host"] == "127.0.0.1" else "localhost"
        host = values["allowed_hosts"][0].lstrip(".") if values["allowed_hosts"] else here
        return f"https://{host}" if values["production"] else f"http://{host}:{values['port']}"

    def mail_from(self, public_url: str) -> str:
        given = self.text("MAIL_FROM", f"Mini Studio <studio@{urlsplit(public_url).hostname}>")
        if not SENDER.fullmatch(given):
            self.mistakes.append(f"MAIL_FROM is {given!r}; it looks like Mini Studio <studio@mail.example>.")
        return given

    def x_accel_redirect(self) -> str:
        given = self.text("X_ACCEL_REDIRECT", "")
        if given and not (given.startswith("/") and given.endswith("/")):
            self.mistakes.append(f"X_ACCEL_REDIRECT is {given!r}; it looks like /stored/.")
        return given

    def redis_url(self) -> str:
        given = self.text("REDIS_URL", "")
        if given.lower() == "none":
            return ""
        return self.url("REDIS_URL", ("redis://", "rediss://", "unix://"))

    def database_url(self, storage_dir: Path) -> str:
        if given := self.url("DATABASE_URL", ("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            return given.replace("postgresql://", "postgresql+psycopg://", 1)
        if name := self.text("DB_NAME", ""):
            user, password = (quote(self.text(part, ""), safe="") for part in ("DB_USER", "DB_PASSWORD"))
            port = self.number("DB_PORT", 5432, 1, 65_535)
            return f"postgresql+psycopg://{user}:{password}@{self.text('DB_HOST', 'localhost')}:{port}/{quote(name)}"
        return f"sqlite:///{storage_dir / 'studio.db'}"

    def origins(self, production: bool) -> tuple[str, ...]:
        given = self.names("CORS_ALLOWED_ORIGINS")
        wrong = [origin for origin in given if origin != "*" and not origin.startswith(("http://", "https://"))]
        if wrong:
            self.mistakes.append(
                f"CORS_ALLOWED_ORIGINS holds {wrong[0]!r}; an origin looks like https://studio.example."
            )
        return given or (() if production else (*DEVELOPMENT_ORIGINS, "*"))
