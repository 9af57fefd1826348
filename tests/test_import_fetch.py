"""Asking the SEC, with a world of our own: no test goes further than this computer."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
from click.testing import CliRunner
from tieout.cli.main import main
from tieout.importers.body import BODY_BYTES
from tieout.importers.fetch import Reply, World, fetch
from tieout.problems import Finding

CONTACT = "analyst@example.com"
BODY = (Path(__file__).with_name("importers") / "weeks" / "body.json").read_bytes()


@dataclass
class Sec:
    """Answers in turn, and keeps what was asked, waited and told."""

    answers: Iterator[Reply | Exception]
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def ask(self, path: str, headers: dict[str, str]) -> Reply:
        self.asked.append((path, headers))
        answer = next(self.answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def world(self) -> World:
        return World(self.ask, self.waited.append, self.told.append)


def reply(status: int = 200, body: bytes = b"{}", retry_after: str = "") -> Reply:
    return Reply(status, retry_after, BytesIO(body).read)


def sec(*answers: Reply | Exception) -> Sec:
    return Sec(iter(answers))


def test_the_sec_is_told_who_asks() -> None:
    one = sec(reply(body=b'{"cik": 1}'))
    assert fetch("320193", CONTACT, one.world()) == b'{"cik": 1}'
    path, headers = one.asked[0]
    assert path == "/api/xbrl/companyfacts/CIK0000320193.json"
    assert headers["User-Agent"] == "tieout analyst@example.com"


def test_a_busy_sec_is_asked_again_after_a_pause_that_grows() -> None:
    busy = sec(reply(503), reply(429, retry_after="7"), OSError(110, "timed out"), reply())
    assert fetch("1", CONTACT, busy.world()) == b"{}"
    assert busy.waited == [1.0, 7.0, 4.0]
    assert busy.told[0] == "the SEC answers 503; asking again in 1 s"


def test_progress_is_told_by_the_mebibyte() -> None:
    large = sec(reply(body=b"x" * (5 << 19)))
    assert len(fetch("1", CONTACT, large.world())) == 5 << 19
    assert large.told == ["1 MiB read", "2 MiB read"]


def test_a_body_that_is_cut_off_is_asked_for_again() -> None:
    short = Reply(200, "", BytesIO(b'{"cik"').read, length=10)
    cut = sec(short, reply(body=b'{"cik": 1}'))
    assert fetch("1", CONTACT, cut.world()) == b'{"cik": 1}'
    assert cut.told == [
        "data.sec.gov cannot be reached (the answer is cut off); asking again in 1 s"
    ]


def test_a_body_that_drips_is_given_up() -> None:
    seconds = iter(range(0, 10_000, 200))
    slow = sec(Reply(200, "", lambda _: b" "))
    world = World(slow.ask, slow.waited.append, slow.told.append, lambda: next(seconds))
    with pytest.raises(Finding, match="has taken 5 minutes and is not whole"):
        fetch("1", CONTACT, world)


class Served(BaseHTTPRequestHandler):
    """A server of our own that is busy, then breaks off, then gives the body."""

    asked: ClassVar[list[tuple[str, str | None]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["User-Agent"]))
        turn = len(self.asked)
        self.send_response(429 if turn == 1 else 200)
        self.send_header("Retry-After", "0")
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY[: len(BODY) // 2] if turn == 2 else BODY)

    def log_message(self, *_: object) -> None:
        """Say nothing: the test reads what was asked."""


def test_the_command_asks_a_real_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "briefs").mkdir()
    with HTTPServer(("127.0.0.1", 0), Served) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        local = partial(http.client.HTTPConnection, "127.0.0.1", server.server_port)
        monkeypatch.setattr(
            "http.client.HTTPSConnection", lambda _, timeout: local(timeout=timeout)
        )
        monkeypatch.setattr("time.sleep", lambda _: None)
        arguments = ["--root", str(tmp_path), "import", "edgar", "--cik", "1900001"]
        done = CliRunner().invoke(main, [*arguments, "--contact", CONTACT, "--ticker", "ACME"])
        server.shutdown()
    assert done.exit_code == 0, done.output
    assert (
        Served.asked
        == [("/api/xbrl/companyfacts/CIK0001900001.json", "tieout analyst@example.com")] * 3
    )
    assert "the SEC answers 429; asking again in 0 s" in done.output
    assert "the answer is cut off" in done.output
    assert (tmp_path / "briefs" / "acme" / "2022-q1.yml").exists()


Answers = Callable[[], list[Reply | Exception]]
REFUSED: dict[str, tuple[str, str, Answers, str]] = {
    "offline": ("1", CONTACT, lambda: [OSError(101, "Network is unreachable")] * 5,
        "data.sec.gov cannot be reached (network is unreachable); see whether this computer"),
    "no contact": ("1", "", list, "the SEC wants to know who asks; give your e-mail address"),
    "bad contact": ("1", "me\r\nHost: x", list, "the contact is no e-mail address"),
    "bad cik": ("../1", CONTACT, list, "`../1` is no CIK"),
    "no cik": ("0", CONTACT, list, "`0` is no CIK"),
    "unknown": ("99", CONTACT, lambda: [reply(404)], "the SEC answers 404; see whether 99 is"),
    "forbidden": ("1", CONTACT, lambda: [reply(403)], "the SEC refuses this contact"),
    "busy": ("1", CONTACT, lambda: [reply(500)] * 5, "the SEC answers 500; try again later"),
    "moved": ("1", CONTACT, lambda: [reply(302)], "the SEC answers 302"),
    "endless": ("1", CONTACT, lambda: [reply(body=b" " * (BODY_BYTES + 1))], "larger than 32 MiB"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_had_is_told_with_a_way_out(case: str) -> None:
    cik, contact, answers, message = REFUSED[case]
    with pytest.raises(Finding) as told:
        fetch(cik, contact, sec(*answers()).world())
    assert message in str(told.value)
