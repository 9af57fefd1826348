"""The page Check in a browser: it answers as the command does, and nothing pasted leaves it."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, Request, expect
from project import EPOCH
from tieout.cli.main import main
from tieout.records.handed import fields_of
from tieout.records.read import Issuer, read_briefs

from tests.claims_cases import Case, cases, write_brief
from tests.conftest import SAMPLE
from tests.test_slips import BASE, SLIPS, broken

PATIENCE = 120_000  # milliseconds: a machine with much else to do
PHRASE = "Wombatonium"
STORY = f"""\
Walmart sells more {PHRASE}

Walmart had revenue of $179.5 billion in its third quarter of fiscal 2026, up 5.8%.
Operating income of Walmart was $6.69 billion in the third quarter.
"""
_ASK = """
([address, questions]) => import(address).then(async ({ ask }) => {
  const answers = [];
  for (const [job, question] of questions) answers.push(await ask(job, question));
  return answers;
})
"""


@dataclass
class Desk:
    """The page, open in one browser for all tests, and every request that it made."""

    page: Page
    address: str
    requests: list[Request]

    def ask(self, *questions: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
        """What the desk of the page answers, asked as its panes ask."""
        script = f"{self.address}assets/check-desk.js"
        answers: list[dict[str, Any]] = self.page.evaluate(_ASK, [script, list(questions)])
        return answers

    def fresh(self) -> None:
        """The page as it is on opening, its text pane first."""
        self.page.goto(f"{self.address}check/")


@pytest.fixture(scope="module")
def desk(browser: Browser, address: str) -> Iterator[Desk]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    requests: list[Request] = []
    context.on("request", lambda request: requests.append(request))  # noqa: PLW0108  a built-in has no name to remove it by
    page.goto(f"{address}check/")
    yield Desk(page, address, requests)
    expect.set_options(timeout=5_000)
    context.close()


def document(slug: str, issuer: Issuer) -> dict[str, Any]:
    """What the API says of an issuer, as the page hands it to the desk."""
    records = [fields_of(each.model) for each in issuer.records.values()]
    return {"issuer": slug, "company": fields_of(issuer.company.model), "records": records}


def command(*arguments: object) -> str:
    result = CliRunner(env={"SOURCE_DATE_EPOCH": EPOCH}).invoke(
        main, [str(each) for each in arguments]
    )
    assert "Traceback" not in result.output
    return result.stdout


def check(desk: Desk, text: str) -> None:
    desk.page.fill("#desk-text", text)
    desk.page.get_by_role("button", name="Check", exact=True).click()


# Loading and privacy


def test_nothing_is_loaded_before_a_text_is_handed_in(desk: Desk) -> None:
    desk.page.wait_for_load_state("networkidle")
    asked = [each.url.removeprefix(desk.address) for each in desk.requests]
    assert "assets/check.js" in asked
    assert [url for url in asked if url.startswith(("assets/check/", "api/"))] == []


def test_a_pasted_text_is_answered_and_does_not_leave(desk: Desk) -> None:
    check(desk, STORY)
    expect(desk.page.locator("#held")).to_have_text("Held against Walmart FY2026 Q3")
    summary = "3 numbers: 2 tie, 1 conflicts."
    expect(desk.page.locator(".checked__summary")).to_have_text(summary)
    mark = desk.page.locator(".mark--conflict")
    expect(mark).to_contain_text("$6.69 billion")
    mark.click()
    now = desk.page.locator(".number--now")
    expect(now).to_contain_text("conflicts")
    expect(now).to_contain_text("operating income: $6.696bn")
    urls = [each.url for each in desk.requests]
    assert any("interpreter-" in url for url in urls)
    assert all(url.startswith((desk.address, "blob:" + desk.address)) for url in urls)
    assert all(each.method == "GET" and each.post_data is None for each in desk.requests)
    assert PHRASE.lower() not in " ".join(urls).lower()


def test_verdicts_are_filtered_and_walked_through_by_key(desk: Desk) -> None:
    desk.page.get_by_role("button", name="conflicts 1").click()
    expect(desk.page.locator(".number:visible")).to_have_count(1)
    desk.page.keyboard.press("j")
    expect(desk.page.locator(".mark--now")).to_have_text("$6.69 billion")
    desk.page.get_by_role("button", name="all 3").click()
    desk.page.keyboard.press("k")
    expect(desk.page.locator(".mark--now")).to_have_text("5.8%")
    with desk.page.expect_download() as download:
        desk.page.get_by_role("button", name="JSON").click()
    rows = json.loads(Path(download.value.path()).read_text())
    assert [row["verdict"] for row in rows] == ["ties", "ties", "conflict"]


def test_a_second_visit_loads_no_part_again(desk: Desk) -> None:
    before = len(desk.requests)
    desk.fresh()
    check(desk, STORY)
    expect(desk.page.locator(".checked__summary")).to_be_visible()
    again = [each.url.removeprefix(desk.address) for each in desk.requests[before:]]
    assert [url for url in again if url.endswith(".bin")] == []


def test_the_worker_can_ask_for_nothing_once_it_has_its_parts(desk: Desk) -> None:
    source = (SAMPLE.parents[1] / "templates/theme/assets/check-worker.js").read_text()
    assert source.index("giveUpTheNet();") < source.index('machine.globals.get("answer")')
    policy = desk.page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute(
        "content"
    )
    assert policy is not None
    assert "script-src 'self' 'wasm-unsafe-eval'; " in policy
    desk.page.goto(f"{desk.address}claims/")
    other = desk.page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content")
    assert other == policy.replace(" 'wasm-unsafe-eval'", "")
    desk.fresh()


# What is no such text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "There is no text yet"),
        ("Unheard Industries earned $5 million, up 25% from $4 million.", "agrees with 25%"),
        ("Walmart had revenue of $9,876 billion.", "Choose the issuer and the period above"),
        ("<!doctype html><p>Walmart had revenue of $179.5 billion.", "This is a page in HTML"),
        ("Walmart " + "7" * 1_000_000, "The text has 1,000,008 characters"),
        ("\x00\x01\x02\x03 Walmart \x04", "The file is no text"),
        ("沃尔玛第三季度收入为1795亿美元", "The text names no issuer of this site"),
    ],
    ids=["empty", "unknown", "no period", "html", "digits", "binary", "another language"],
)
def test_what_cannot_be_checked_is_told(desk: Desk, text: str, told: str) -> None:
    check(desk, text)
    expect(desk.page.locator("#pane-text .desk__box")).to_contain_text(told)


def test_a_text_that_names_nobody_is_held_against_the_issuer_that_is_chosen(desk: Desk) -> None:
    desk.page.fill("#desk-text", STORY.replace("Walmart", "The retailer"))
    desk.page.focus("#desk-issuer")
    desk.page.select_option("#desk-issuer", label="Walmart")
    expect(desk.page.locator("#held")).to_have_text("Held against Walmart FY2026 Q3")
    desk.page.select_option("#desk-issuer", label="found in the text")


def test_markup_in_a_text_runs_nothing(desk: Desk) -> None:
    desk.page.expose_function("__pwn", lambda: ran.append(1))
    ran: list[int] = []
    bad = '<img src=x onerror=__pwn()><script>__pwn()</script>"><svg onload=__pwn()>'
    check(desk, f"Walmart {bad}\n\n{STORY.replace('179.5 billion', f'179.5 billion {bad}')}")
    expect(desk.page.locator(".checked__text")).to_contain_text("<img src=x onerror=")
    assert desk.page.locator(":is(.checked, .desk) :is(img, script, svg)").count() == 0
    assert ran == []


def test_a_desk_that_does_not_answer_is_ended_and_the_page_stays(
    browser: Browser, address: str
) -> None:
    page = browser.new_page()
    page.clock.install()
    page.route(
        "**/check-worker.js",
        lambda route: route.fulfill(
            body='postMessage({stage: "ready"})', content_type="text/javascript"
        ),
    )
    page.goto(f"{address}check/")
    page.fill("#desk-text", STORY)
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_timeout(500)
    page.clock.fast_forward(61_000)
    expect(page.locator(".desk__box")).to_contain_text("within 60 seconds")
    expect(page.get_by_role("button", name="Check", exact=True)).to_be_enabled()
    page.close()


def test_without_scripts_the_command_is_shown(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}check/")
    expect(page.locator("body")).to_contain_text("tieout press story.html --site")
    expect(page.locator(".desk__without")).to_be_visible()
    page.close()


# A record and an article


def test_the_next_record_is_begun_and_a_slip_mended_at_a_click(desk: Desk) -> None:
    page = desk.page
    desk.fresh()
    page.get_by_role("tab", name="A record").click()
    page.focus("#record-issuer")
    page.locator("#record-issuer option[value=wmt]").wait_for(state="attached")
    page.select_option("#record-issuer", "wmt")
    typed = page.locator("#record-text")
    expect(typed).to_have_value(re.compile("fiscal: 2027-Q2"))
    page.select_option("#record-period", "2026-q3")
    expect(typed).to_have_value(re.compile("fiscal: 2026-Q3"))
    typed.fill(typed.input_value().replace("million USD", "milion USD", 1))
    pane = page.locator("#pane-record")
    pane.get_by_role("button", name="Check", exact=True).click()
    expect(pane.locator("h2")).to_have_text("briefs/wmt/2026-q3.yml: 1 error, 0 warnings")
    expect(pane.locator(".message")).to_contain_text("write million USD")
    typed.fill(f"{typed.input_value()}# typed since\n")
    pane.get_by_role("button", name="Mend it").click()
    expect(pane.get_by_role("button", name="Mend it")).to_be_visible()
    assert typed.input_value().endswith("# typed since\n")
    pane.get_by_role("button", name="Mend it").click()
    expect(pane.locator("h2")).to_contain_text("0 errors")
    assert typed.input_value().endswith("# typed since\n")
    expect(pane.locator("summary")).to_contain_text("What follows from its figures")
    brief = html.unescape(page.request.get(f"{desk.address}wmt/2026-q3/").text())
    assert pane.locator(".desk__heading").inner_text() in brief
    expect(pane.locator(".desk__screen tr").first).to_contain_text("on the year")


def test_what_was_typed_is_kept(desk: Desk) -> None:
    """A pasted record is the issuer's that is chosen then; what makes way can be had back."""
    page = desk.page
    desk.fresh()
    page.get_by_role("tab", name="A record").click()
    typed, pane = page.locator("#record-text"), page.locator("#pane-record")
    record = page.request.get(f"{desk.address}wmt/2026-q3/record.yml").text()
    pasted = record.replace("million USD", "milion USD", 1)
    typed.fill(pasted)
    pane.get_by_role("button", name="Check", exact=True).click()
    expect(pane).to_contain_text("No issuer is chosen")
    page.focus("#record-issuer")
    page.locator("#record-issuer option[value=wmt]").wait_for(state="attached")
    page.select_option("#record-issuer", "wmt")
    expect(page.locator("#record-period option[value='2026-q2']")).to_be_attached()
    expect(typed).to_have_value(pasted)
    pane.get_by_role("button", name="Check", exact=True).click()
    expect(pane.locator("h2")).to_have_text("briefs/wmt/2026-q3.yml: 1 error, 0 warnings")
    page.select_option("#record-period", "2026-q2")
    expect(typed).to_have_value(re.compile("fiscal: 2026-Q2"))
    pane.get_by_role("button", name="Put back what was typed").click()
    expect(typed).to_have_value(pasted)


def test_an_article_is_written_as_the_command_writes_it(desk: Desk, tmp_path: Path) -> None:
    page = desk.page
    desk.fresh()
    check(desk, STORY)
    page.get_by_role("button", name="Make it an article").click()
    page.fill("#article-publisher", "Example")
    page.fill("#article-published", "2025-11-21")
    page.get_by_role("button", name="Write the file").click()
    file = page.locator("#article-file")
    expect(file).to_be_visible()
    story = tmp_path / "story.txt"
    story.write_text(STORY)
    shutil.copytree(SAMPLE / "briefs/wmt", tmp_path / "briefs/wmt")
    told = command(
        "--root", tmp_path, "article", "add", story, "--covers", "wmt/2026-q3",
        "--publisher", "Example", "--published", "2025-11-21",
    )  # fmt: skip
    written = tmp_path / told.strip()
    assert page.locator("label[for=article-file]").inner_text() == told.strip()
    assert file.input_value() == written.read_text()


# The same code


def chosen_texts() -> list[Case]:
    """Some texts of each file."""
    by_file: dict[str, list[Case]] = {}
    for case in cases():
        if case.record:
            by_file.setdefault(case.file, []).append(case)
    return [case for found in by_file.values() for case in found[:3]]


def test_texts_have_the_verdicts_of_the_command_byte_for_byte(desk: Desk, tmp_path: Path) -> None:
    texts = chosen_texts()
    assert len(texts) >= 30
    questions, told = [], []
    for number, case in enumerate(texts):
        root = tmp_path / str(number)
        brief = write_brief(case, root)
        slug, _, period = brief.partition("/")
        issuer = read_briefs(root / "briefs", root)[0][slug]
        (root / "story.txt").write_text(case.text, encoding="utf-8")
        press = ("--root", root, "press", root / "story.txt", "--covers", brief)
        told.append(command(*press, "--format", "json").rstrip("\n"))
        question = {
            "text": (root / "story.txt").read_text(encoding="utf-8"),
            "documents": [document(slug, issuer)],
            "issuers": [slug],
            "covers": {slug: period},
            "colours": "",
        }
        questions.append(("text", question))
    answers = desk.ask(*questions)
    rows = [answer.get("rows") for answer in answers]
    assert rows == told
    assert sum(len(json.loads(each)) for each in told) > 150


def test_slips_have_the_messages_of_the_command_byte_for_byte(desk: Desk, tmp_path: Path) -> None:
    today = str(datetime.fromtimestamp(int(EPOCH), UTC).date())
    questions, told = [], []
    folder = tmp_path / "briefs/acme"
    folder.mkdir(parents=True)
    for _, slip in SLIPS:
        name, text = broken(slip)
        for file, good in BASE.items():
            (folder / file).write_text(good)
        (folder / name).write_text(text)
        told.append(
            command("--root", tmp_path, "check", folder / name, "--format", "json").rstrip()
        )
        stems = {file.removesuffix(".yml"): good for file, good in BASE.items()}
        stem = name.removesuffix(".yml")
        question = {"issuer": "acme", "files": {**stems, stem: text}, "articles": {}}
        questions.append(("record", {**question, "name": stem, "today": today}))
    answers = desk.ask(*questions)
    differing = [
        (slip["slip"], told_, answer.get("rows"))
        for (_, slip), told_, answer in zip(SLIPS, told, answers, strict=True)
        if told_ != answer.get("rows")
    ]
    assert differing == []
