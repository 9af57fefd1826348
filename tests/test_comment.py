"""A review from a run without rights is hostile until it is read: attacks on the way it takes."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt
from tieout.cli.main import main
from tieout.problems import Finding
from tieout.publish.review.comment import MARK
from tieout.publish.review.received import harmless, pull_request, read_artifact

GOLDEN = sorted(Path(__file__).with_name("review").glob("*.md"))
COMMIT = "a" * 40


def packed(files: dict[str, str | bytes], link: str = "") -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if name == link:
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, text)
    return content.getvalue()


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_our_own_comments_come_through_without_their_links(path: Path) -> None:
    text = path.read_text("utf-8")
    made = read_artifact(packed({"comment.md": text, "acme-2026-q2.png": b"\x89PNG"}))
    shown = MarkdownIt().enable("table").render(made)
    assert made.startswith(f"{MARK}\n")
    assert made.count("| `") == text.count("| `")
    assert "<a " not in shown


HOSTILE = [
    ("@everyone look", "everyone look"),
    ("[click](https://evil.example)", "click(httpsevil.example)"),
    ("![x](https://evil.example/x.png)", "x(httpsevil.example/x.png)"),
    ("<img src=x onerror=alert(1)>", "img src=x onerror=alert(1)"),
    ("see www.evil.example and http://evil.example", "see evil.example and httpevil.example"),
    ("closes #1, owner/repo#2, GH-3", "closes 1, owner/repo2, GH-3"),
    ("<!-- tieout review -->x", "-- tieout review --x"),
    ("&#64;everyone &lt;b&gt;", "64;everyone lt;bgt;"),
    ("`code @stays` @goes", "`code @stays` goes"),
    ("`open @everyone", "open everyone"),
    ("```\n@everyone\n```", "\neveryone\n"),
    (
        "<details><summary>7 follow from it</summary>",
        "<details><summary>7 follow from it</summary>",
    ),
    ("<details open><summary>x</summary>", "details opensummaryx/summary"),
    ("\u202ereversed\x07", " reversed "),
]


@pytest.mark.parametrize(("typed", "left"), HOSTILE, ids=[typed[:30] for typed, _ in HOSTILE])
def test_nothing_leads_anywhere_or_calls_anybody(typed: str, left: str) -> None:
    assert harmless(typed) == f"{MARK}\n{left}".rstrip("\n") + "\n"


BAD = [
    (b"", "cannot be read"),
    (b"PK\x03\x04 no archive", "cannot be read"),
    (packed({}), "has no comment.md"),
    (packed({"other.md": "x"}), "has no comment.md"),
    (packed({"../comment.md": "x", "/comment.md": "y"}), "has no comment.md"),
    (packed({"comment.md": "x" * 70_000}), "longer than a comment"),
    (packed({"comment.md": b"\0" * (200 << 20)}), "longer than a comment"),
    (packed({"comment.md": b"\xff\xfe"}), "cannot be read"),
    (packed({"comment.md": "/etc/passwd"}, link="comment.md"), "is no plain file"),
    (packed({f"{at}": "x" for at in range(300)} | {"comment.md": "x"}), "very many files"),
    (b"x" * (33 << 20), "larger than 32 MiB"),
]


@pytest.mark.parametrize(
    ("content", "told"), BAD, ids=[f"{at} {t}" for at, (_, t) in enumerate(BAD)]
)
def test_what_is_no_artifact_of_ours_is_refused(content: bytes, told: str) -> None:
    with pytest.raises(Finding, match=told):
        read_artifact(content)


def test_a_name_twice_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("comment.md", "one")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("comment.md", "two")
    with pytest.raises(Finding, match="or several"):
        read_artifact(content.getvalue())


def event(**other: Any) -> bytes:
    run = {"event": "pull_request", "head_sha": COMMIT, "head_repository": {"full_name": "s/fork"}}
    return json.dumps(
        {"workflow_run": {**run, **other}, "repository": {"full_name": "o/site"}}
    ).encode()


def pull(number: Any = 7, **other: Any) -> dict[str, Any]:
    head = {"sha": COMMIT, "repo": {"full_name": "s/fork"}}
    base = {"repo": {"full_name": "o/site"}}
    return {"number": number, "state": "open", "head": head, "base": base, **other}


def test_the_pull_request_is_the_one_of_the_events_commit() -> None:
    other = pull(8, head={"sha": "b" * 40, "repo": {"full_name": "s/fork"}})
    assert pull_request(event(), json.dumps([other, pull()]).encode()) == 7


@pytest.mark.parametrize(
    ("run", "pulls"),
    [
        (event(), [pull(state="closed")]),
        (event(), [pull(head={"sha": "b" * 40, "repo": {"full_name": "s/fork"}})]),
        (event(), [pull(head={"sha": COMMIT, "repo": {"full_name": "x/fork"}})]),
        (event(), [pull(base={"repo": {"full_name": "x/site"}})]),
        (event(), [pull(), pull(8)]),
        (event(), [pull("7; rm -rf /")]),
        (event(), [pull(-1)]),
        (event(), []),
        (event(event="push"), [pull()]),
        (b"{}", [pull()]),
        (b"[", [pull()]),
    ],
)
def test_another_pull_request_is_none(run: bytes, pulls: list[Any]) -> None:
    with pytest.raises(Finding):
        pull_request(run, json.dumps(pulls).encode())


def test_the_command_leaves_a_number_and_a_comment(tmp_path: Path) -> None:
    (tmp_path / "event.json").write_bytes(event())
    (tmp_path / "pulls.json").write_text(json.dumps([pull()]))
    (tmp_path / "review.zip").write_bytes(packed({"comment.md": f"{MARK}\n\n@you\n"}))
    command = ["comment", str(tmp_path / "review.zip"), "--event", str(tmp_path / "event.json")]
    command += ["--pulls", str(tmp_path / "pulls.json"), "--output", str(tmp_path / "out")]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out/number").read_text() == "7"
    assert (tmp_path / "out/comment.md").read_text() == f"{MARK}\n\nyou\n"
    done = CliRunner().invoke(main, [*command, "--previews", "https://example.com/previews/"])
    assert (tmp_path / "out/comment.md").read_text() == (
        f"{MARK}\n\nyou\n\nPreview, some minutes from now: <https://example.com/previews/7/>\n"
    )
