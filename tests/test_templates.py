"""A folder's own templates take the place of ours, file by file, and their faults have a place."""

# ruff: noqa: TID251  what MkDocs makes of a fault is among what is tested

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from mkdocs.config import load_config
from tieout.build import DOCS, render_docs
from tieout.cli.main import main
from tieout.edition import Edition
from tieout.problems import BriefsRejected, Problem
from tieout.site.plugin import TieoutPlugin
from tieout.views.templates import PACKAGED

from tests.conftest import RECORD, File

ROOT = Path(__file__).parent.parent
COLOURS = "theme/assets/colours.css"


@pytest.fixture
def drawn(file_briefs: File) -> Path:
    """A folder with one brief, as somebody keeps it who has the package alone."""
    root = file_briefs({"acme/2026-q2.yml": RECORD}).parent
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / DOCS).mkdir(parents=True)
    return root


@pytest.fixture
def root(drawn: Path, short_builds: None) -> Path:
    """The same, where pictures do not matter."""
    return drawn


def own(root: Path, name: str, text: str | bytes) -> None:
    path = root / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def render(root: Path) -> None:
    render_docs(root, root / DOCS, Edition(date(2026, 12, 1)))


def told(root: Path) -> Problem:
    with pytest.raises(BriefsRejected) as rejected:
        render(root)
    (problem,) = rejected.value.problems
    return problem


def build(root: Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["--root", str(root), "build"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stderr


def test_one_file_of_ones_own_leaves_the_others(root: Path) -> None:
    render(root)
    about, brief = (root / DOCS / name for name in ("about.md", "acme/2026-q2/index.md"))
    before = brief.read_text("utf-8")
    own(root, "pages/about.md.jinja", "# Who we are\n")
    render(root)
    assert about.read_text("utf-8") == "# Who we are\n"
    assert brief.read_text("utf-8") == before


def test_a_macro_of_ones_own_is_taken_by_our_pages(root: Path) -> None:
    ours = (PACKAGED / "partials/brief-head.md.jinja").read_text("utf-8")
    own(root, "partials/brief-head.md.jinja", f"{ours}\nOur own line.\n")
    render(root)
    assert "Our own line." in (root / DOCS / "acme/2026-q2/index.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "line", "finding"),
    [
        ("# About\n\n{{ title }}\n", 3, "the template asks for `title`, which there is not"),
        ("{% for a in [1] %}\n{{ a.b }}\n{% endfor %}", 2, "the template asks for `b`, which"),
        ("\n{% if %}\n", 2, "the template does not read: "),
        ("{% for a in [1] %}\n", 1, "the template does not read: "),
        ("{{ 1 | shorten }}", 1, "the template does not read: No filter named 'shorten'"),
        ("\n{% include 'x.md' %}", 2, "the template takes in `x.md`, and there is no such file"),
        ("\n{% include 'pages/about.md.jinja' %}", 2, "the template takes in itself"),
        ("\n{{ 1 / 0 }}", 2, "the template cannot be filled: division by zero"),
        ("\n{{ 1 + 'a' }}", 2, "the template cannot be filled: unsupported operand"),
        (b"# \xc3\x9cber\n\n\xdcber", 3, "the template does not read: it has signs that are no"),
    ],
)
def test_a_fault_has_its_file_and_line(
    root: Path, text: str | bytes, line: int, finding: str
) -> None:
    own(root, "pages/about.md.jinja", text)
    problem = told(root)
    assert str(problem.place) == f"templates/pages/about.md.jinja:{line}:1"
    assert problem.finding.startswith(finding)
    assert "remove the file" in problem.remedy


def test_a_fault_in_what_a_page_takes_in_is_told_where_it_is(root: Path) -> None:
    own(root, "partials/brief-head.md.jinja", "\n\n{{ brief.verdikt }}")
    assert str(told(root).place) == "templates/partials/brief-head.md.jinja:3:1"


def test_what_our_page_misses_in_ones_own_file_is_told_by_our_line(root: Path) -> None:
    own(root, "macros/briefs.md.jinja", "{# nothing is left #}")
    problem = told(root)
    assert problem.place.file.startswith("templates/pages/")
    assert "macros/briefs.md.jinja" in problem.finding
    assert problem.remedy.startswith("this line came with tieout")


def test_a_card_of_ones_own_is_held_to_the_same(root: Path) -> None:
    own(root, "cards/brief.svg.jinja", "<svg>\n{{ text }}</svg>")
    assert str(told(root).place) == "templates/cards/brief.svg.jinja:2:1"


def test_a_fault_of_ours_stays_a_bug(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is sent to mend a file that is not theirs."""
    monkeypatch.setattr("tieout.views.shared.prose.plain", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        render(root)


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("partials/footer.html", "<p>\n{{ nothing.at_all }}</p>", "partials/footer.html:2:1"),
        ("partials/footer.html", "<p>\n\n{% if %}</p>", "partials/footer.html:3:1"),
        ("404.html", b"<p>\xff</p>", "404.html:1:1"),
    ],
)
def test_a_fault_in_the_theme_ends_the_build_with_its_line(
    root: Path, name: str, text: str | bytes, place: str
) -> None:
    own(root, f"theme/{name}", text)
    code, said = build(root)
    assert code == 1
    assert f"templates/theme/{place}: the template " in said
    assert "Traceback" not in said
    assert not (root / "site").exists()


def test_a_style_of_ones_own_takes_the_place_of_ours(root: Path) -> None:
    own(root, "theme/assets/upkeep.css", "/* ours now */\n")
    assert build(root)[0] == 0
    assert (root / "site/assets/upkeep.css").read_text() == "/* ours now */\n"
    assert (root / "site/assets/tieout.css").stat().st_size > 1000


def dark_of(drawing: bytes) -> list[bytes]:
    """The colours of a drawing's dark edition."""
    return re.findall(rb":target [^}]*}", drawing)


def test_colours_of_ones_own_reach_pages_charts_and_cards(drawn: Path) -> None:
    """One file: the dark edition alone keeps its accent, which it names by itself."""
    root = drawn
    shutil.rmtree(root / "briefs")
    shutil.copytree(ROOT / "tests/golden/full/briefs", root / "briefs")
    render(root)
    before = {path: path.read_bytes() for path in (root / DOCS).rglob("*") if path.is_file()}
    ours = (PACKAGED / COLOURS).read_text("utf-8")
    own(root, COLOURS, ours.replace("#0a5a86", "#7a1f5c"))
    render(root)
    changed = {path.name for path, text in before.items() if path.read_bytes() != text}
    spec = next((root / DOCS).rglob("*.vl.json")).read_text("utf-8")
    assert "#7a1f5c" in spec
    assert "#0a5a86" not in spec
    assert "card.png" in changed
    assert "vega.js" in changed
    dark = [
        line for path, text in before.items() if path.suffix == ".svg" for line in dark_of(text)
    ]
    now = [line for path in before if path.suffix == ".svg" for line in dark_of(path.read_bytes())]
    assert dark == now != []
    assert "index.md" not in changed


@pytest.mark.parametrize(
    ("before", "after", "told_as"),
    [
        (
            "--accent: light-dark(#0a5a86, #86c4e8)",
            "--accent: blue",
            ":15:1: `--accent` is `blue`, which is no colour",
        ),
        ("--accent: light-dark(#0a5a86, #86c4e8);", "", ":1:1: `--accent` is not there"),
        (
            "--accent: light-dark(#0a5a86,",
            "--accent: light-dark(var(--chart-1),",
            ":26:1: `--accent` comes back to itself",
        ),
        ("--ink: light-dark(#1b1f24, #e9e6df);", "", ":1:1: `--ink` is not there"),
    ],
)
def test_a_fault_in_colours_of_ones_own_is_told_where_it_is(
    root: Path, before: str, after: str, told_as: str
) -> None:
    own(root, COLOURS, (PACKAGED / COLOURS).read_text("utf-8").replace(before, after))
    assert told_as in str(told(root))


def test_a_preview_shows_a_fault_above_the_last_good_pages(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plugin = TieoutPlugin()
    plugin.on_startup(command="serve")
    assert plugin.on_config(load_config(str(root / "mkdocs.yml"))).extra["problems"] == []
    own(root, "pages/about.md.jinja", "{{ title }}")
    (problem,) = plugin.on_config(load_config(str(root / "mkdocs.yml"))).extra["problems"]
    assert problem.startswith("templates/pages/about.md.jinja:1:1: the template asks for `title`")
    assert problem in capsys.readouterr().err
    assert (root / DOCS / "about.md").read_text("utf-8").startswith("---\n")
