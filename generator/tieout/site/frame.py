"""Tables of a finished page, framed to scroll on a phone and kept out of the search index."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from tieout.views.shared.plain import literal

_HEADING_OR_TABLE = re.compile(
    r"<h[1-6]\b[^>]*>(?P<heading>.*?)</h[1-6]>"
    r'|<p class="chart__title">(?P<title>.*?)</p>'
    r'|(?P<text><div class="(?:table-plain|ledger)"></div>\s*)?<table>(?P<table>.*?)</table>',
    re.DOTALL,
)
_MANY = 8
"""So many columns have less room between them, and small letters on paper."""
_ALIGNED = re.compile(r' align="(left|right|center)"')
_HEAD = re.compile(r"<th( class=\"[a-z]+\")?>")
_ROW = re.compile(r"(?<=<tr>\n)<td(?P<class>[^>]*)>(?P<text>(?:(?!</td>).)+)</td>", re.DOTALL)
_GROUP = re.compile(
    r'(?P<first><tbody>\n)?<tr>\n<th scope="row"[^>]*>'
    r'(?P<text><span class="part[^>]*>[^<]*</span>)</th>'
    r"(?P<rest>(?:\n<td[^>]*></td>)*)\n</tr>"
)
_FIGURE = r"[a-z0-9-]+/[0-9]{4}-[a-z0-9]+/[a-z0-9_.-]+"
_REFERENCE = re.compile(
    rf'<a href="(?P<href>[^"]*)" title="(?P<figure>{_FIGURE})(?: = (?P<value>-?[0-9.]+)'
    r'(?: (?P<unit>[^"<>]+))?)?">'
    r"(?P<text>[^<]*)</a>"
)
_MARKUP = re.compile(r'<a class="headerlink".*?</a>|<[^>]*>', re.DOTALL)


def frame_tables(html: str) -> str:
    """Wrap each table in a region that scrolls by itself, by keyboard too, named by its heading.

    Of a chart that is its title; a second table under one heading is called so. Its columns and
    rows have heads, and rows under a heading are a group, for those who hear them. Tables of
    numbers, of arithmetic and of claims are left out of the search index; tables of words are kept
    in.
    """
    heading = ""
    named: Counter[str] = Counter()

    def frame(match: re.Match[str]) -> str:
        nonlocal heading
        if match["table"] is None:
            above = match["heading"] or match["title"] or ""
            heading = unescape(_MARKUP.sub("", above)).strip()
            return match[0]
        named[heading] += 1
        again = f" ({named[heading]})" if named[heading] > 1 else ""
        name = f'aria-label="{literal(heading + again)}"'
        marker = match["text"] or ""
        is_words = "table-plain" in marker and 'class="arith"' not in match["table"]
        unsearched = "" if is_words else ' data-search-exclude="true"'
        region = f'class="table" role="region" tabindex="0" {name}'
        rows = _ALIGNED.sub(_as_class, match["table"]).replace("<th></th>", "<td></td>")
        rows = _HEAD.sub(r'<th scope="col"\1>', rows)
        rows = _GROUP.sub(_as_group, _ROW.sub(_with_head, rows))
        many = " figures--many" if rows.partition("</tr>")[0].count("</t") >= _MANY else ""
        table = f'<table class="figures{many}" {name}{unsearched}>{rows}</table>'
        return f"{marker}<div {region}>\n{table}\n</div>"

    return _HEADING_OR_TABLE.sub(frame, html)


def _with_head(row: re.Match[str]) -> str:
    """The first cell of a row names it."""
    return f'<th scope="row"{row["class"]}>{row["text"]}</th>'


def _as_group(row: re.Match[str]) -> str:
    """A heading within the table, with the rows below it as a body of their own."""
    columns = 1 + row["rest"].count("<td")
    opened = row["first"] or "</tbody>\n<tbody>\n"
    cell = f'<th scope="rowgroup" colspan="{columns}">{row["text"]}</th>'
    return f'{opened}<tr class="group">\n{cell}\n</tr>'


def mark_figures(html: str) -> str:
    """Make attributes of the ids and exact values that Markdown has as the titles of links."""
    return _REFERENCE.sub(_as_attribute, html)


def _as_attribute(reference: re.Match[str]) -> str:
    href, text = reference["href"], reference["text"]
    value = f' data-value="{reference["value"]}"' if reference["value"] else ""
    unit = f' data-unit="{reference["unit"]}"' if reference["unit"] else ""
    figure = f'data-figure="{reference["figure"]}"{value}{unit}'
    if href == "#":
        return f"<span {figure}>{text}</span>"
    return f'<a href="{href}" {figure}>{text}</a>'


def _as_class(aligned: re.Match[str]) -> str:
    """Alignment as a class: HTML no longer knows the attribute, the page's policy no style."""
    return {"left": "", "right": ' class="num"', "center": ' class="mid"'}[aligned[1]]
