"""What people call the browser or program that signed in, read from how it names itself."""

from __future__ import annotations

# The first word that is there wins: browsers also carry the names of those they descend from.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chromium", "Chromium"),
    ("HeadlessChrome", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
NAMELESS = "Nameless program"
MAX_NAME = 80


def device_name(user_agent: str) -> str:
    """Name a device such as ``Firefox on Linux``, or a program by its first word, such as ``curl/8.5``."""
    browser = next((name for word, name in BROWSERS if f"{word}/" in user_agent), "")
    system = next((name for word, name in SYSTEMS if word in user_agent), "")
    if browser:
        return f"{browser} on {system}" if system else browser
    first = next(iter(user_agent.split()), "")
    return first[:MAX_NAME] or NAMELESS
