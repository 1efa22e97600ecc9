"""What the documents say is there: links, commands, options, endpoints, licences, the plan of the house."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backend.config import PROJECT_ROOT
from launcher import checks, main
from launcher.studio import Studio

DOCUMENTS = sorted({*PROJECT_ROOT.glob("*.md"), *PROJECT_ROOT.glob("docs/**/*.md"), *PROJECT_ROOT.glob("deploy/*.md")})
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"python3 run\.py((?: [^\s`|\"')]+)*)")
IDS = r"JOB_ID|SONG_ID|USER_ID|RESULT_ID|BANK_ID|LYRICS_ID|UPLOAD_ID|TRANSFER_ID|TOKEN|DOWNLOAD|PLAYLIST_ID|USERNAME"
NAMED = {str(path.relative_to(PROJECT_ROOT)): path.read_text(encoding="utf-8") for path in DOCUMENTS}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path):
    targets = [target for target in LINK.findall(document.read_text(encoding="utf-8")) if "://" not in target]
    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_commands_exist(document: Path):
    said = [words.split() for words in COMMAND.findall(re.sub(r"\s+", " ", document.read_text(encoding="utf-8")))]
    firsts = {words[0].rstrip(".,;:") for words in said if words and not words[0].startswith("-")}
    assert firsts <= set(main.COMMANDS) | {"..."}


def test_options_of_a_start_are_all_explained(capsys):
    with pytest.raises(SystemExit):
        main.main(["--help"])
    known = set(re.findall(r"--[a-z-]+", capsys.readouterr().out.partition("options:")[2])) - {"--help"}
    table = NAMED["README.md"].partition("| option |")[2].partition("## ")[0]
    assert known == set(re.findall(r"`(--[a-z-]+)", table))


def test_kinds_of_checks_are_all_named():
    kinds = {*checks.kinds(Studio()), "performance"}
    named = NAMED["README.md"].partition("Kinds:")[2].partition("\n\n")[0]
    assert set(re.findall(r"`(\w+)`", named)) == kinds


@pytest.mark.slow
def test_flask_commands_exist():
    from backend.cli import app as command_line

    said = set(re.findall(r"run\.py flask ([a-z][a-z-]+)", re.sub(r"\s+", " ", " ".join(NAMED.values()))))
    commands = {command.name for command in command_line.COMMANDS} | {"db"}
    assert said <= commands and "create-admin" in said


def test_endpoints_in_the_guides_exist(app):
    patterns = [re.sub(r"<[^>]+>", "X", rule.rule).rstrip("/") for rule in app.url_map.iter_rules()]
    said = set(re.findall(r"/(?:api|music)/[\w/-]+", NAMED["docs/api-guide.md"]))
    assert said
    missing = {path for path in said if re.sub(IDS, "X", path).rstrip("/") not in patterns}
    assert missing == set()


def test_every_locked_package_has_its_licence_in_the_notice():
    notice = (PROJECT_ROOT / "NOTICE").read_text(encoding="utf-8")
    locks = " ".join(path.read_text(encoding="utf-8") for path in PROJECT_ROOT.glob("requirements*.lock"))
    packages = set(re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==", locks, re.MULTILINE))
    assert packages <= set(re.findall(r"^  ([\w.-]+) +\S", notice, re.MULTILINE))


def test_every_room_stands_in_the_plan_of_the_house():
    plan = NAMED["ARCHITECTURE.md"]
    rooms = [path.parent.name for path in PROJECT_ROOT.glob("*/__init__.py") if path.parent.name != "tests"]
    rooms += [path.parent.name for path in (PROJECT_ROOT / "backend").glob("*/__init__.py")]
    assert [room for room in rooms if f"{room}/" not in plan] == []


def test_the_styles_that_the_documents_promise_are_there():
    from backend.studio.composer import styles

    listed = NAMED["docs/styles.md"].split("## The styles there are")[1].split("##")[0]
    promised = {" ".join(label.split()) for label in listed.strip().removesuffix(".").split(",")}
    assert promised == {style.label for style in styles.built_in().values()} and len(promised) >= 40
