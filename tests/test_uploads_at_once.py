"""A real studio under uploads: many large ones at once leave its memory alone, and kill -9 costs a piece at most."""

from __future__ import annotations

import base64
import os
import signal
import socket
import time

import pytest
import requests

from bench import uploads

pytestmark = pytest.mark.slow

TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture(scope="module")
def studio(tmp_path_factory):
    with uploads.studio(tmp_path_factory.mktemp("studio"), 1) as running:
        yield running


def test_many_large_uploads_at_once_while_a_song_is_made(studio):
    address, run = studio
    found = uploads.measure(address, run, uploads=8, megabytes=12, songs=1)
    assert found["statuses"] == {201: 8}
    assert max(found["grown_mb"]) < 50


def test_what_had_arrived_is_there_after_kill_9(studio):
    address, run = studio
    client = uploads.account(address)
    sound = uploads._wav_head(200_000) + os.urandom(800_000)
    told = f"filename {base64.b64encode(b'long.wav').decode()}"
    begun = client.post(
        f"{address}/api/upload/resumable",
        headers={**TUS, "Upload-Length": str(len(sound)), "Upload-Metadata": told},
    )
    place = address + begun.headers["Location"]
    half = len(sound) // 2
    with _begin_to_send(address, begun.headers["Location"], client.headers["Authorization"], sound, half):
        _wait_for(lambda: _offset(client, place) >= half - 2**17)
        for process in uploads.web_processes(run):
            os.kill(process.pid, signal.SIGKILL)
    there = _wait_for(lambda: _offset(client, place))
    assert half - 2**17 <= there <= half
    head = {**TUS, "Upload-Offset": str(there), "Content-Type": "application/offset+octet-stream"}
    assert client.patch(place, data=sound[there:], headers=head).status_code == 204
    job = f"{address}/api/jobs/{client.get(place).json()['job_id']}"
    _wait_for(lambda: client.get(job).json()["status"] not in ("queued", "started"))
    result = client.get(job).json()["result"]
    assert client.get(address + result["url"]).content == sound


def _begin_to_send(address, path, key, sound, half):
    """Send a part of a piece, and leave the sender standing there."""
    host, port = address.removeprefix("http://").split(":")
    door = socket.create_connection((host, int(port)))
    head = (
        f"PATCH {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: {key}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
    )
    head += f"Content-Type: application/offset+octet-stream\r\nContent-Length: {len(sound)}\r\n\r\n"
    door.sendall(head.encode() + sound[:half])
    return door


def _offset(client, place) -> int:
    return int(client.head(place, headers=TUS).headers["Upload-Offset"])


def _wait_for(what, longest_s: float = 60.0):
    until = time.monotonic() + longest_s
    while time.monotonic() < until:
        try:
            if found := what():
                return found
        except (requests.ConnectionError, KeyError):
            pass
        time.sleep(0.1)
    raise AssertionError("It did not come true.")
