"""The catalogues of other languages hold what the site says, all of it, and nothing else."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from tieout.facts.labels import loss_label
from tieout.figures.metrics import catalogue
from tieout.figures.periods import FiscalLabel, Span
from tieout.figures.said import days, period, printed, unit_name
from tieout.figures.saying import changed, framed, joined, said, say, several
from tieout.figures.typed import Unit
from tieout.views.language.catalogue import ENGLISH, Language, language_of
from tieout.views.shared.plain import plain

from tests.conftest import ROOT

PACKAGE, TEMPLATES = ROOT / "generator/tieout", ROOT / "templates"
CATALOGUES = sorted((PACKAGE / "views/language").glob("*.po"))
SAYS = {"say": (1,), "several": (1, 2), "joined": (1,)}
_HEADING = re.compile(r'^#+ \{\{ say\("([^"]+)"\) \}\}$', re.MULTILINE)
Message = str | tuple[str, str]


def said_in_code(path: Path) -> Iterator[Message]:
    """Babel passes over calls within calls, so code is read as what it is."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYS:
            told = [each.value for each in node.args[:2] if isinstance(each, ast.Constant)]
            texts = [each for each in told if isinstance(each, str) and each]
            if node.func.id == "several" and len(texts) == 2:
                yield texts[0], texts[1]
            elif node.func.id != "several" and texts[:1] == [node_text(node)]:
                yield texts[0]


def node_text(call: ast.Call) -> object:
    """The first thing that a call is handed, if it is written out."""
    return call.args[0].value if isinstance(call.args[0], ast.Constant) else None


def said_in_files() -> Iterator[Message]:
    """By templates and scripts."""
    kinds = {".jinja": "jinja2.ext:babel_extract", ".html": "jinja2.ext:babel_extract"}
    for path in sorted(TEMPLATES.rglob("*")):
        method = kinds.get(path.suffix) or ("javascript" if path.suffix == ".js" else "")
        if method:
            with path.open("rb") as file:
                for _, message, _, _ in extract(method, file, keywords=SAYS):
                    yield message if isinstance(message, str) else (message[0], message[1])


@pytest.fixture(scope="module")
def messages() -> set[Message]:
    """Everything that the site says, and the labels of metrics."""
    found: set[Message] = set(said_in_files())
    for path in sorted(PACKAGE.rglob("*.py")):
        found.update(said_in_code(path))
    labels = [metric.label for metric in catalogue().values()]
    losses = {loss_label(metric.label) for metric in catalogue().values() if metric.losses}
    return found | set(labels) | losses - {""}


def kept(path: Path) -> dict[Message, Any]:
    with path.open("rb") as file:
        return {each.id: each.string for each in read_po(file) if each.id}


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_lacks_nothing_and_has_nothing_more(path: Path, messages: set[Message]) -> None:
    assert set(kept(path)) == messages


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_what_is_filled_in_stands_in_each_translation(path: Path) -> None:
    wrong = []
    for message, told in kept(path).items():
        forms = [told] if isinstance(told, str) else list(told)
        named = names(message if isinstance(message, str) else message[1])
        wrong += [message for form in forms if not form or names(form) != named]
    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_the_ids_of_headings_stay_as_they_are(path: Path) -> None:
    """A heading's words lead back to its English, from which its id is made."""
    language = language_of(path.stem)
    assert language is not None
    texts = [each.read_text("utf-8") for each in TEMPLATES.rglob("*.md.jinja")]
    headings = {heading for text in texts for heading in _HEADING.findall(text)}
    assert headings
    back = {heading: language.in_english(language.message(heading)) for heading in headings}
    assert {
        heading: each for heading, each in back.items() if each.lower() != heading.lower()
    } == {}


@pytest.fixture(scope="module")
def chinese() -> Language:
    language = language_of("zh")
    assert language is not None
    return language


def test_a_saying_is_english_until_it_is_said(chinese: Language) -> None:
    told = joined("; ", (say("{metric} {moved}", metric=say("Revenue"), moved=say("flat")), "X"))
    assert told == "Revenue flat; X"
    assert said(told, chinese) == "营业收入同比基本持平；X"
    assert ENGLISH.text(told) is told


def test_a_saying_is_kept_with_all_that_it_is_made_of(chinese: Language) -> None:
    """A dossier that was kept is said in another language as before."""
    told = framed("<b>{text}</b>", text=plain(several("{count} number", "{count} numbers", 3)))
    again = pickle.loads(pickle.dumps(told))  # noqa: S301  it is our own
    assert (again, said(again, chinese)) == ("<b>3 numbers</b>", "<b>3 个数字</b>")


def test_marks_around_what_is_not_said_are_a_mere_text() -> None:
    assert type(framed("<b>{text}</b>", text="Acme")) is str
    assert type(changed(str.lower, "Acme")) is str


def test_numbers_keep_their_digits_and_units(chinese: Language) -> None:
    assert said(printed("about +33% to +37%"), chinese) == "约 +33% 至 +37%"
    assert said(unit_name(Unit("CNY", Unit("CNY").scale * 1_000_000)), chinese) == "RMB 百万"
    assert (
        said(period(FiscalLabel.parse("2026-Q2").trailing), chinese) == "截至 FY2026 Q2 的 12 个月"
    )


def test_days_are_written_as_babel_has_them(chinese: Language) -> None:
    span = Span(start=date(2025, 7, 1), end=date(2025, 9, 30))
    assert days(span) == "1 Jul to 30 Sep 2025"
    assert said(days(span), chinese) == "7月1日 至 2025年9月30日"


@pytest.mark.parametrize("code", ["de", "zh-Hant", "../zh", ""])
def test_a_language_without_a_catalogue_is_none(code: str) -> None:
    assert language_of(code) is None
