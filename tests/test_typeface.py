"""Cards and drawings are the same bytes whichever fonts a machine has."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tieout.charts import typeface
from tieout.examine import examine
from tieout.views.brief.card import texts
from tieout.views.brief.line import BriefLine

from tests.rows import lines

ROOT = Path(__file__).parent.parent
BRIEFS = ROOT / "tests/golden/full"
DRAW = """
import hashlib, json, sys
from datetime import date
from pathlib import Path

from tieout.charts import brief_charts
from tieout.charts.drawing import picture
from tieout.edition import Edition
from tieout.examine import examine
from tieout.publish.cards import cards
from tieout.facts.store import Facts
from tieout.views.brief.line import cover
from tieout.views.colours import palettes_of
from tieout.views.shared.brief_figures import shelves_of

briefs, templates, cache = map(Path, sys.argv[1:])
found = examine(briefs, date(2026, 12, 1))
acme = found.issuers["acme"]
facts, company = Facts.of({"acme": acme}), acme.company.model
drawn = {
    chart.name: picture(chart, palettes_of((templates,))).svg.encode()
    for chart in brief_charts(facts, "acme/2026-q2", company)[:1]
}
lines = [cover(shelf).line for shelf in shelves_of(acme, facts)][-1:]
made = cards(lines, (templates,), cache, Edition(date.min), set())
drawn |= {str(path): png for path, png in made}
print(json.dumps({name: hashlib.sha256(bytes).hexdigest() for name, bytes in drawn.items()}))
"""
MEASURE = """
import hashlib, vl_convert
svg = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">%s</svg>'
text = '<text y="20" font-family="Liberation Sans">Revenue</text>'
print(hashlib.sha256(vl_convert.svg_to_png(svg % text)).hexdigest())
"""


def font(family: str) -> bytes:
    """A typeface in which every sign is the same wide, empty box."""
    name = family.encode("utf-16-be")
    names = (struct.pack(">6H", 3, 1, 0x409, what, len(name), 0) for what in (1, 6))
    glyph = struct.pack(">hhhhh", 1, 0, 0, 2000, 700)  # one outline of four corners
    glyph += struct.pack(">HH4B", 3, 0, 1, 1, 1, 1)
    glyph += struct.pack(">4h", 0, 2000, 0, -2000) + struct.pack(">4h", 0, 0, 700, 0)
    cmap = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + struct.pack(
        ">HHIIIIII", 13, 0, 28, 0, 1, 0x20, 0x2FFF, 1
    )
    tables = {
        b"OS/2": struct.pack(">HhHHH", 4, 2000, 400, 5, 0).ljust(96, b"\0"),
        b"cmap": cmap,
        b"glyf": glyph,
        b"head": struct.pack(
            ">IIIIHHqqhhhhHHhhh", 65536, 65536, 0, 0x5F0F3CF5, 0, 1000, 0, 0, 0, 0, 2000, 700, 0, 8,
            2, 1, 0,
        ),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 65536, 800, -200, 0, 2100, *[0] * 11, 2),
        b"hmtx": struct.pack(">HhHh", 2100, 0, 2100, 0),
        b"loca": struct.pack(">III", 0, 0, len(glyph)),
        b"maxp": struct.pack(">IH", 65536, 2).ljust(32, b"\0"),
        b"name": struct.pack(">HHH", 0, 2, 30) + b"".join(names) + name,
        b"post": struct.pack(">I", 0x30000).ljust(32, b"\0"),
    }  # fmt: skip
    head = struct.pack(">IHHHH", 65536, len(tables), 128, 3, 32)
    at, directory, body = 12 + 16 * len(tables), b"", b""
    for tag, table in tables.items():
        directory += struct.pack(">4sIII", tag, 0, at + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return head + directory + body


@pytest.fixture
def machines(tmp_path: Path) -> Mapping[str, Path]:
    """What two machines tell of their fonts: one has none, one a Liberation Sans of boxes."""
    told = {}
    for name in ("none", "own"):
        folder = tmp_path / name
        folder.mkdir()
        told[name] = tmp_path / f"{name}.conf"
        told[name].write_text(f"<fontconfig><dir>{folder}</dir></fontconfig>")
    (tmp_path / "own/sans.ttf").write_bytes(font(typeface.FAMILY))
    return told


def ran(fonts: Path, script: str, *arguments: Path) -> str:
    command = (sys.executable, "-c", script, *arguments)
    environment = os.environ | {"FONTCONFIG_FILE": str(fonts), "HOME": str(fonts.parent)}
    return subprocess.check_output(command, env=environment, text=True)


def test_a_machines_own_fonts_change_no_card_and_no_drawing(
    machines: Mapping[str, Path], tmp_path: Path
) -> None:
    drawn = {
        name: json.loads(ran(fonts, DRAW, BRIEFS, ROOT / "templates", tmp_path / f"{name}-cache"))
        for name, fonts in machines.items()
    }
    assert {"revenue", "acme/2026-q2/card.png"} <= drawn["none"].keys()
    assert drawn["own"] == drawn["none"]


def test_the_library_by_itself_would_take_the_machines_fonts(machines: Mapping[str, Path]) -> None:
    """Else the test above would hold nothing."""
    assert ran(machines["own"], MEASURE) != ran(machines["none"], MEASURE)


def test_what_else_runs_here_keeps_the_machines_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that a test starts, say."""
    typeface._leave_out_the_machines_fonts.cache_clear()
    monkeypatch.setenv("FONTCONFIG_FILE", "/of/the/machine")
    typeface.painted('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')
    assert os.environ["FONTCONFIG_FILE"] == "/of/the/machine"


# Letters that the type does not have


@pytest.fixture(scope="module")
def brief() -> BriefLine:
    found = examine(BRIEFS, date(2026, 12, 1))
    return lines(found.issuers)[0]


def card(brief: BriefLine) -> list[str]:
    return [text.text for text in texts(brief, "Notes 注")]


@pytest.mark.parametrize(
    ("company", "shown"),
    [
        ("阿里巴巴", "ACME"),
        ("阿里巴巴 Alibaba", "Alibaba (ACME)"),
        ("삼성전자", "ACME"),
        ("Ørsted", "Ørsted (ACME)"),
        ("Газпром", "Газпром (ACME)"),
    ],
)
def test_a_name_is_shown_in_the_letters_of_the_type(
    brief: BriefLine, company: str, shown: str
) -> None:
    party = replace(brief.party, name=company, ticker="ACME")
    written = card(replace(brief, party=party, names=("2026-Q2", "Q2 2026")))
    assert written[0] == "Notes"
    assert shown in written


def test_half_a_statement_is_none(brief: BriefLine) -> None:
    first = brief.headlines[0]
    said = replace(first.level, text="₹1bn")
    headlines = (replace(first, label="平台收入"), replace(first, level=said, notes=("来源",)))
    verdict = "Revenue up 4%; 平台收入 down 2%."
    written = card(replace(brief, verdict=verdict, headlines=headlines))
    assert "Revenue up 4%." in written
    assert "INR 1bn" in written
    assert written.count(first.label) == 1
    assert not any(ord(letter) > 0x2FFF for line in written for letter in line)


def test_no_sign_that_a_card_may_have_is_a_box() -> None:
    def picture(sign: str) -> bytes:
        text = f'<text y="20" font-family="{typeface.FAMILY}">{sign}</text>'
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30">{text}</svg>'
        return typeface.painted(svg)

    box = picture("\u4e2d")
    signs = "AÄčŁŞøßğΩЖя0–—’…·€£¥₩₫₪−×≈→%"
    assert [sign for sign in signs if picture(sign) == box] == []
