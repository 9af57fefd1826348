"""Charts: what they say is what the facts say, and every drawing is complete in itself.

`charts/briefs` holds invented issuers, `charts/expected` their charts and the shapes all share;
`pytest tests/test_charts.py --rewrite` writes these anew, for review.
"""

from __future__ import annotations

import itertools
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from tieout.charts import Chart, Palettes, brief_charts, issuer_charts, shapes, theme, typeface
from tieout.charts.colours import EDITIONS, Palette
from tieout.charts.drawing import Drawn, UnsafeDrawing, _strip, picture
from tieout.charts.theme import FONT_STACK
from tieout.facts.rows import published
from tieout.facts.store import Facts
from tieout.figures import display
from tieout.records.read import Issuer, read_briefs
from tieout.views.colours import palettes_of
from tieout.views.templates import PACKAGED

from tests.conftest import SAMPLE

OURS = palettes_of((PACKAGED,))
FOLDER = Path(__file__).with_name("charts")
CASES = {"acme": "acme/2026-q2", "halves": "halves/2026-h1"}
SHAPES = {
    "bars_over_line": shapes.bars_over_line,
    "paired_bars": shapes.paired_bars,
    "estimates": shapes.estimates,
    "moves": shapes.moves,
    "tiles": shapes.tiles,
}
KINDS = {
    "revenue": "bars_over_line",
    "profit": "bars_over_line",
    "segments": "paired_bars",
    "estimates": "estimates",
    "price": "moves",
    "key-metrics": "tiles",
    "segment-history": "tiles",
}
SVG = "{http://www.w3.org/2000/svg}"
_NOTHING_BUT = re.compile(r"https?://(?!www\.w3\.org/2000/svg\")")


@cache
def issuers(root: Path) -> Mapping[str, Issuer]:
    read, problems = read_briefs(root / "briefs", root)
    assert problems == []
    return read


def charts_of(read: Mapping[str, Issuer], record: str) -> dict[str, Chart]:
    """All charts of a brief and of its issuer's page, by name."""
    facts, company = Facts.of(read), read[record.partition("/")[0]].company.model
    made = (*brief_charts(facts, record, company), *issuer_charts(facts, record, company))
    return {chart.name: chart for chart in made}


@cache
def invented(record: str = "acme/2026-q2") -> dict[str, Chart]:
    return charts_of(issuers(FOLDER), record)


@cache
def real(record: str = "baba/2026-q2") -> dict[str, Chart]:
    return charts_of(issuers(SAMPLE), record)


@cache
def everything() -> list[Chart]:
    sets = (*map(invented, CASES.values()), *map(real, ("baba/2026-q2", "baba/2025-q2")))
    return [chart for charts in sets for chart in charts.values()]


@cache
def drawn(name: str) -> Drawn:
    return picture(invented()[name], OURS)


def parsed(svg: str) -> Element:
    return fromstring(svg)  # noqa: S314  our own drawing


def _expected(name: str, found: object, rewrite: bool) -> object:
    path = FOLDER / "expected" / f"{name}.json"
    if rewrite:
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return json.loads(path.read_text(encoding="utf-8"))


def _said(chart: Chart) -> object:
    """What differs from chart to chart of one kind."""
    said = {
        "title": chart.title,
        "description": chart.description,
        "columns": chart.table.columns,
        "rows": chart.table.rows,
        "datasets": chart.spec["datasets"],
    }
    return json.loads(json.dumps(said))


@pytest.mark.parametrize("case", CASES)
def test_charts_say_what_was_reviewed(case: str, pytestconfig: pytest.Config) -> None:
    found = {name: _said(chart) for name, chart in invented(CASES[case]).items()}
    assert found == _expected(case, found, pytestconfig.getoption("rewrite"))


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_is_as_reviewed(name: str, pytestconfig: pytest.Config) -> None:
    found = SHAPES[name]()
    assert found == _expected(f"shape-{name}", found, pytestconfig.getoption("rewrite"))


@pytest.mark.parametrize("kind", KINDS)
def test_charts_of_one_kind_share_a_specification_and_differ_in_their_figures(kind: str) -> None:
    charts = [chart for chart in everything() if chart.name == kind]
    assert len(charts) >= 2
    for chart in charts:
        shape = shape_of(chart, kind)
        shared = {**chart.spec, "datasets": {"once": chart.spec["datasets"]["once"]}}
        assert shared == shape | {"description": chart.description}


def shape_of(chart: Chart, kind: str) -> dict[str, Any]:
    """Rows of segments are higher where a name takes several lines."""
    if kind != "segments":
        return SHAPES[KINDS[kind]]()
    names = [row["name"] for row in chart.spec["datasets"]["rows"]]
    return shapes.paired_bars(1 + max(name.count("\n") for name in names))


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_drawing_has_the_colours_that_the_library_itself_would_give_it(name: str) -> None:
    short = replace(OURS.dark, ink="#FFF", paper="#abc", categories=OURS.dark.categories[::-1])
    for palettes in (OURS, Palettes(OURS.light, short)):
        svg = picture(invented()[name], palettes).svg
        for edition in EDITIONS:
            config = {**theme.config(palettes.of(edition)), "font": typeface.FAMILY, "aria": False}
            direct = typeface.drawn({**invented()[name].spec, "config": config})
            assert _coloured(svg, edition) == sorted(_painted(direct))


def _coloured(svg: str, edition: str) -> list[tuple[str, str]]:
    """What a drawing of ours fills and strokes with in an edition."""
    chosen = "" if edition == "light" else ":target "
    (style,) = re.findall("<style>(.*?)</style>", svg)
    rules = dict(re.findall(rf"(?:^|}}){chosen}\.(\w+){{(\w+:#\w+)", style))
    names = " ".join(re.findall(r'class="([^"]*)"', svg)).split()
    painted = (rules[name].partition(":") for name in names)
    return sorted([*_painted(svg), *((kind, colour) for kind, _, colour in painted)])


def _painted(svg: str) -> list[tuple[str, str]]:
    """What an SVG fills and strokes with."""
    return re.findall(r'(fill|stroke)="(#[^"]*)"', svg)


def test_growth_that_an_issuer_states_is_a_hollow_point() -> None:
    chart = real()["revenue"]
    rows, captions = (chart.spec["datasets"][name] for name in ("rows", "captions"))
    stated = [row["stated"] for row in rows]
    assert stated == [row[2].endswith("as stated") for row in chart.table.rows]
    assert any(stated)
    assert not all(stated)
    assert captions[1]["text"] == "Growth on the year, %; hollow: as stated by the issuer"
    profit = real()["profit"].spec["datasets"]["captions"]
    assert profit[1]["text"] == "Share of revenue, %"


def test_a_long_name_of_a_segment_stays_above_its_bar() -> None:
    names = [row["name"] for row in real()["segments"].spec["datasets"]["rows"]]
    assert "Alibaba International Digital\nCommerce Group" in names


def test_a_brief_has_five_charts_and_an_issuer_four() -> None:
    facts, company = Facts.of(issuers(SAMPLE)), issuers(SAMPLE)["baba"].company.model
    of_brief = [chart.name for chart in brief_charts(facts, "baba/2026-q2", company)]
    of_issuer = [chart.name for chart in issuer_charts(facts, "baba/2026-q2", company)]
    assert of_brief == ["revenue", "segments", "estimates", "profit", "price"]
    assert of_issuer == ["revenue", "profit", "key-metrics", "segment-history"]


def test_without_figures_there_is_no_chart() -> None:
    assert invented("first/2025-q1") == {}


def test_an_older_brief_does_not_change_when_a_later_one_is_added() -> None:
    acme = issuers(FOLDER)["acme"]
    before = dict(acme.records)
    del before["2026-q2"]
    earlier = {"acme": Issuer(acme.slug, acme.company, before, acme.articles)}
    assert charts_of(earlier, "acme/2026-q1") == invented("acme/2026-q1")


@pytest.mark.parametrize(
    ("name", "metric", "measure", "field"),
    [
        ("revenue", "revenue", "level", "amount"),
        ("revenue", "revenue", "yoy", "ratio"),
        ("profit", "adjusted_ebita", "level", "amount"),
        ("profit", "adjusted_ebita_margin", "level", "ratio"),
    ],
)
def test_every_number_of_a_bar_chart_is_the_fact_as_published(
    name: str, metric: str, measure: Any, field: str
) -> None:
    facts = Facts.of(issuers(SAMPLE))
    chart = real()[name]
    billion = Decimal(10) ** 9 if field == "amount" else Decimal(1)
    values = {row["period"]: row[field] for row in chart.spec["datasets"]["rows"]}
    known = {
        f"{figure.label.year}-{figure.label.part}": figure
        for figure in facts.history("baba", metric, measure=measure)[-12:]
    }
    assert len(values) == 12
    assert {period: Decimal(str(value)) * billion for period, value in values.items()} == {
        period: published(figure) for period, figure in known.items()
    }
    column = chart.table.columns.index(chart.table.columns[1 if field == "amount" else 2])
    cells = [row[column].removesuffix(", as stated") for row in chart.table.rows]
    assert cells == [display.shown(figure) for figure in known.values()]


def test_every_estimate_is_drawn_with_its_actual_and_surprise() -> None:
    facts = Facts.of(issuers(SAMPLE))
    rows = real()["estimates"].spec["datasets"]["rows"]
    figures = facts.for_record("baba/2026-q2")
    estimates = [figure for figure in figures if figure.kind == "consensus"]
    surprises = [figure for figure in figures if figure.measure == "surprise"]
    assert len(rows) == len(estimates) == len(surprises)
    assert sorted(row["surprise_text"] for row in rows) == sorted(map(display.shown, surprises))
    pairs = sorted((row["actual"], row["estimate"]) for row in rows)
    scales = [10**9 if figure.operands[0].value > 10**9 else 1 for figure in surprises]
    assert pairs == sorted(
        (float(figure.operands[0].value / scale), float(figure.operands[1].value / scale))
        for figure, scale in zip(surprises, scales, strict=True)
    )


def test_shares_of_all_segments_make_up_the_group() -> None:
    rows = real()["segments"].spec["datasets"]["rows"]
    assert abs(sum(Decimal(str(row["left"])) for row in rows) - 100) <= Decimal("0.02")
    assert rows[-1]["name"] == "Remainder (derived)"


def test_a_quarter_without_a_record_is_a_gap_and_no_zero() -> None:
    rows = invented()["revenue"].spec["datasets"]["rows"]
    assert [row["period"] for row in rows][2] == "2025-Q3"
    assert (rows[2]["amount"], rows[2]["amount_text"], rows[2]["ratio"]) == (None, "", None)
    assert invented()["revenue"].table.rows[2] == ("FY2025 Q3", display.NOTHING, display.NOTHING)
    assert "no figure for one of 6 periods" in invented()["revenue"].description


def test_a_segment_that_was_cut_anew_is_another_line() -> None:
    rows = invented()["segment-history"].spec["datasets"]["rows"]
    known = {
        tile: [row["period"] for row in rows if row["tile"] == tile and row["value"] is not None]
        for tile in ("Goods", "Tools <b>& Dies</b>")
    }
    assert known == {
        "Goods": ["2025-Q1", "2025-Q2", "2025-Q4"],
        "Tools <b>& Dies</b>": ["2026-Q1", "2026-Q2"],
    }


def test_a_segment_keeps_its_colour_from_chart_to_chart() -> None:
    mix = {row["name"]: row["slot"] for row in invented()["segments"].spec["datasets"]["rows"]}
    history = {
        row["tile"]: row["slot"] for row in invented()["segment-history"].spec["datasets"]["rows"]
    }
    assert {name: history[name] for name in mix} == mix
    assert len(set(history.values())) == len(history)


def test_prices_before_the_release_come_first_and_quotes_are_no_closes() -> None:
    chart = invented()["price"]
    rows = [(row["section"], row["name"], row["close"]) for row in chart.spec["datasets"]["rows"]]
    assert rows == [
        ("Before the release", "Close, 22 Jul: $50.00", True),
        ("After the release", "Pre-market, 23 Jul: $51.00", False),
        ("After the release", "Close, 23 Jul: $52.50 *", True),
    ]
    assert chart.table.rows[2][-1] == "the auction price"


def test_a_price_whose_only_source_is_the_article_says_so() -> None:
    chart = real()["price"]
    notes = {row[0]: row[-1] for row in chart.table.rows}
    assert "no source but an article" in notes["Close before release"]


def test_a_description_gives_the_first_and_the_last_figure() -> None:
    for chart in (invented()["revenue"], invented()["profit"]):
        first, last = chart.table.rows[0], chart.table.rows[-1]
        assert f"{first[1]} in {first[0]} to {last[1]} in {last[0]}" in chart.description


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from itertools.chain([key], _texts(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def test_a_specification_refers_to_nothing_outside_itself() -> None:
    for chart in everything():
        spec = {key: value for key, value in chart.spec.items() if key != "$schema"}
        outside = ("url", "href", "usermeta")
        assert not [text for text in _texts(spec) if "://" in text or text in outside]
        assert chart.spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/v6")


@pytest.mark.parametrize("name", KINDS)
def test_a_drawing_is_one_image_with_a_name_and_a_description(name: str) -> None:
    svg = parsed(drawn(name).svg)
    title, description = svg[0], svg[1]
    assert (title.tag, title.text) == (f"{SVG}title", invented()[name].title)
    assert (description.tag, description.text) == (f"{SVG}desc", invented()[name].description)
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert svg.get("font-family") == FONT_STACK
    ids = [element.get("id", "") for element in svg.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)
    assert svg.get("id") == "dark"


@pytest.mark.parametrize("name", KINDS)
def test_a_drawing_refers_to_nothing_outside_itself(name: str) -> None:
    text = drawn(name).svg
    assert not _NOTHING_BUT.search(text)
    assert not re.search(r"href|<script|<image|foreignObject|@import", text)
    assert all(target.startswith("#") for target in re.findall(r"url\(([^)]*)\)", text))


@pytest.mark.parametrize("name", KINDS)
def test_a_drawing_can_be_read_on_a_telephone(name: str) -> None:
    assert drawn(name).width <= 346
    sizes = [
        float(element.get("font-size", "").removesuffix("px"))
        for element in parsed(drawn(name).svg).iter(f"{SVG}text")
    ]
    assert sizes
    assert min(sizes) >= 10


def test_names_of_contributors_are_text_on_a_drawing() -> None:
    svg = drawn("segments").svg
    assert "Tools &lt;b&gt;&amp; Dies&lt;/b&gt;" in svg
    assert "Tools <b>& Dies</b>" in {text.text for text in parsed(svg).iter(f"{SVG}text")}


@pytest.mark.parametrize("name", KINDS)
def test_the_same_chart_gives_the_same_bytes(name: str) -> None:
    assert picture(invented()[name], OURS) == drawn(name)


@pytest.mark.parametrize(
    "element",
    [
        Element(f"{SVG}image"),
        Element(f"{SVG}style"),
        Element(f"{SVG}path", {"href": "https://example.org"}),
        Element(f"{SVG}path", {"{http://www.w3.org/1999/xlink}href": "#a"}),
        Element(f"{SVG}path", {"fill": "url( https://example.org/a.svg#b)"}),
        Element(f"{SVG}path", {"onclick": "alert(1)"}),
    ],
    ids=["image", "style", "href", "xlink", "fill", "handler"],
)
def test_what_would_load_or_run_is_not_published(element: Element) -> None:
    with pytest.raises(UnsafeDrawing):
        _strip(element, "revenue-light")


def _linear(colour: str) -> list[float]:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _contrast(colour: str, paper: str) -> float:
    """The contrast ratio of the Web Content Accessibility Guidelines."""
    lights = sorted(
        sum(
            weight * part
            for weight, part in zip((0.2126, 0.7152, 0.0722), _linear(each), strict=True)
        )
        for each in (colour, paper)
    )
    return (lights[1] + 0.05) / (lights[0] + 0.05)


@pytest.mark.parametrize("palette", [OURS.light, OURS.dark], ids=EDITIONS)
def test_text_and_marks_stand_out_from_the_page(palette: Palette) -> None:
    text = (palette.ink, palette.quiet, palette.contrast)
    marks = (palette.bar, palette.past, palette.zero, *palette.categories)
    assert min(_contrast(colour, palette.paper) for colour in text) >= 4.5
    assert min(_contrast(colour, palette.paper) for colour in marks) >= 3


# Machado, Oliveira and Fernandes (2009), severity 1: linear colour as seen without one receptor.
VISION = {
    "all three": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def _lab(colour: str, vision: str) -> tuple[float, float, float]:
    linear = _linear(colour)
    red, green, blue = (
        max(0.0, sum(weight * part for weight, part in zip(row, linear, strict=True)))
        for row in VISION[vision]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("palette", [OURS.light, OURS.dark], ids=EDITIONS)
def test_colours_of_segments_stay_apart_in_every_colour_vision(
    palette: Palette, vision: str
) -> None:
    seen = [_lab(colour, vision) for colour in palette.categories]
    assert min(math.dist(one, other) for one, other in itertools.combinations(seen, 2)) >= 10
