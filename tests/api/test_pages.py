"""The studio's page at every address that is not the API's."""

from __future__ import annotations

import pytest


@pytest.fixture
def built(app, tmp_path):
    pages = tmp_path / "dist"
    (pages / "assets").mkdir(parents=True)
    (pages / "index.html").write_text("<!doctype html><title>Studio</title>")
    (pages / "icon.svg").write_text("<svg/>")
    (pages / "assets" / "app-1a2b.js").write_text("run()")
    app.config["PAGES"] = pages
    return app.test_client()


@pytest.mark.parametrize("path", ["/", "/library", "/song/7", "/a/b/c", "/apiary"])
def test_every_address_of_the_studio_is_the_page(built, path):
    answer = built.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert "Studio" in answer.text
    assert "no-cache" in answer.headers["Cache-Control"]


def test_assets_are_kept_for_ever(built):
    answer = built.get("/assets/app-1a2b.js")
    assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
    assert "immutable" in answer.headers["Cache-Control"]


def test_files_beside_the_page_are_sent(built):
    assert built.get("/icon.svg").mimetype == "image/svg+xml"


@pytest.mark.parametrize(
    "path", ["/api/x", "/music/x", "/media/x", "/assets/none.js", "/api", "/docs/assets/other/x.js"]
)
def test_addresses_of_the_api_are_never_the_page(built, path):
    answer = built.get(path)
    assert (answer.status_code, answer.mimetype) == (404, "application/json")


@pytest.mark.security
@pytest.mark.parametrize("path", ["/../secret", "/%2e%2e/secret", "/assets/../../secret", "/..%2fsecret"])
def test_no_address_leads_out_of_the_pages(built, tmp_path, path):
    (tmp_path / "secret").write_text("classified")
    assert "classified" not in built.get(path).text


@pytest.mark.security
def test_the_desk_is_shown_to_administrators_and_says_no_to_others(built, clara, ada):
    for path in ("/admin", "/admin/", "/admin/users"):
        assert [client.get(path).status_code for client in (built, clara, ada)] == [401, 403, 200]
    seen = ada.get("/admin/").headers["ETag"]
    for client in (built, clara):
        refused = client.get("/admin/", headers={"If-None-Match": seen})
        assert "Studio" in refused.text, "what is refused has the page that says so"
        assert "no-store" in refused.headers["Cache-Control"]


def test_before_the_pages_are_built_one_is_told_what_to_type(app, tmp_path):
    app.config["PAGES"] = tmp_path / "nothing"
    assert "python3 run.py" in app.test_client().get("/library").text
