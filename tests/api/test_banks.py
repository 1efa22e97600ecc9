"""Voicebanks over HTTP: the administrator brings them, everybody sees what they can do and on which terms."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from synthetic_banks import VARIANTS, make, make_vocoder, zipped
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart


def send(client, content, name="bank.zip"):
    boundary, body = encode_multipart({"file": FileStorage(BytesIO(content), name)})
    return client.post("/api/banks", data=body, content_type=f"multipart/form-data; boundary={boundary}")


def packed(tmp_path, variant="many_speakers", **how):
    return zipped(make(tmp_path / variant, VARIANTS[variant], **how), under="Synthia/")


def test_a_bank_sings_as_soon_as_it_was_brought(ada, client, tmp_path):
    from backend.api import bank_schemas

    answer = send(ada, packed(tmp_path))
    assert answer.status_code == 201, answer.text
    bank = answer.json["bank"]
    assert bank["id"].startswith("synthia-")
    assert bank["voices"] == [f"bank/{bank['id']}/{colour}" for colour in ("alto", "soft", "power")]
    assert bank["terms"] == [{"file": "license.txt", "text": "Sing what you like with it."}]
    assert bank["curves"]["colour"] is True
    assert bank["speed"] > 0
    assert client.get(f"/api/banks/{bank['id']}").json["bank"] == bank
    listed = client.get("/api/banks").json
    assert listed["banks"][0]["available"]
    bank_schemas.BankAnswer.model_validate(answer.json)
    bank_schemas.Banks.model_validate(listed)


def test_a_bank_without_its_vocoder_waits_for_it(ada, tmp_path):
    lacking = replace(VARIANTS["new"], has_vocoder=False)
    bank = send(ada, zipped(make(tmp_path / "bank", lacking))).json["bank"]
    assert not bank["available"]
    assert "needs the vocoder 'sine'" in bank["reason"]
    vocoder = send(ada, zipped(make_vocoder(tmp_path / "sine"))).json["bank"]
    assert (vocoder["kind"], vocoder["voices"]) == ("vocoder", [])
    assert ada.get(f"/api/banks/{bank['id']}").json["bank"]["available"]
    ada.delete(f"/api/banks/{vocoder['id']}")
    assert not ada.get(f"/api/banks/{bank['id']}").json["bank"]["available"]


def test_the_same_bank_is_here_only_once(ada, tmp_path):
    content = packed(tmp_path)
    first = send(ada, content).json["bank"]
    again = send(ada, content)
    assert (again.status_code, again.json["code"]) == (409, "conflict")
    assert ada.delete(f"/api/banks/{first['id']}").status_code == 200
    assert ada.get("/api/banks").json["banks"] == []
    assert ada.get(f"/api/banks/{first['id']}").status_code == 404


@pytest.mark.security
def test_only_the_administrator_brings_and_removes_banks(ada, clara, client, tmp_path, settings):
    content = packed(tmp_path)
    assert send(clara, content).status_code == 403
    assert send(client, content).status_code == 401
    bank = send(ada, content).json["bank"]
    assert clara.delete(f"/api/banks/{bank['id']}").status_code == 403
    assert client.delete(f"/api/banks/{bank['id']}").status_code == 401
    assert clara.get(f"/api/banks/{bank['id']}").status_code == 200


@pytest.mark.security
def test_nothing_is_kept_of_a_bank_that_is_refused(ada, settings):
    answer = send(ada, b"no zip at all")
    assert (answer.status_code, answer.json["code"]) == (422, "bad_bank")
    assert [path for path in (settings.storage_dir / "banks").rglob("*") if path.is_file()] == []


@pytest.mark.security
def test_a_bank_above_the_limit_is_refused(environment, request):
    environment["MAX_BANK_MB"] = "1"
    answer = send(request.getfixturevalue("ada"), bytes(2**20 + 1))
    assert (answer.status_code, answer.json["code"]) == (413, "too_large")
    assert "1 MB" in answer.json["error"]


@pytest.mark.parametrize("how", [{"data": {}}, {"data": {"file": "text"}}, {"json": {"file": "x"}}])
def test_a_request_without_a_file_is_told_so(ada, how):
    answer = ada.post("/api/banks", **how)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["file"])


def test_an_unknown_bank_is_not_found(ada):
    for answer in (ada.get("/api/banks/..%2f..%2fetc"), ada.delete("/api/banks/nobody")):
        assert answer.status_code == 404
