"""What stands twice on a built site is said twice alike; one sign that differs is named."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from tieout.site.built import Built
from tieout.site.copies import differing_copies
from tieout.site.reading import read_page

PAGE = """\
<html lang="en"><head><title>Acme: FY2026 Q2 · Site</title>
<meta name="description" content="Revenue up 4.8%."></head><body>
<nav>Menu 1</nav>
<article class="md-content__inner md-typeset"><div class="above">Edit 2</div>
<h1 id="a">Revenue up 4.8%.<a class="headerlink" href="#a">#</a></h1>
<div class="table"><table><tr><td><a href="#s">1,250</a></td><td>−3 bp</td></tr></table></div>
<p>1,250 ÷ 1,193 − 1 = +4.8%, <code>about</code> <b>$5</b> &amp; more</p>
<pre><code class="language-sh">run 7</code></pre>
</article></body></html>
"""
COPY = """\
---
title: "Acme: FY2026 Q2"
description: "Revenue up 4.8%."
---

# Revenue up 4.8%.

| Revenue | Change |
| ---: | ---: |
| [1,250][3] | −3 bp |

1,250 ÷ 1,193 − 1 = +4.8%, `about` **$5** \\& more

```sh
run 7
```

[3]: #s "acme/2026-q2/2026-q2.revenue = 1250000000"
"""
DRAWING = "<svg><title>Revenue</title><text>$1.25bn</text><desc>Up 4.8%.</desc></svg>"


def site_of(folder: Path, page: str = PAGE, copy: str = COPY, drawing: str = DRAWING) -> list[str]:
    brief = folder / "acme/2026-q2"
    (brief / "charts").mkdir(parents=True)
    (brief / "index.html").write_text(page)
    (brief / "index.md").write_text(copy)
    (brief / "charts/revenue.svg").write_text(drawing)
    (brief / "charts/revenue.vl.json").write_text('{"description": "Up 4.8%."}')
    path = PurePosixPath("acme/2026-q2/index.html")
    checks = differing_copies(Built(folder), {path: read_page(page)})
    return [finding for check in checks for finding in check.findings()]


WITH_HEADS = PAGE.replace("<table>", "<table><tr><th>Revenue</th><th>Change</th></tr>")


def test_a_copy_without_front_matter_is_read_whole(tmp_path: Path) -> None:
    bare = COPY.partition("\n---\n\n")[2]
    assert site_of(tmp_path / "alike", WITH_HEADS, bare) == []
    assert site_of(tmp_path / "apart", WITH_HEADS, bare.replace("run 7", "run 8")) != []


def test_a_page_and_its_copy_say_the_same(tmp_path: Path) -> None:
    assert site_of(tmp_path, WITH_HEADS) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (">1,250<", ">1,260<"),
        ("−3 bp", "3 bp"),
        ("−3 bp", "−3 pp"),
        ("<b>$5", "<b>5"),
        ("<code>about</code>", ""),
        ("1,193", "1,913"),
        ("run 7", "run 8"),
        ("<title>Acme: FY2026 Q2", "<title>Acme: FY2026 Q3"),
        ('content="Revenue up 4.8%."', 'content="Revenue up 4.9%."'),
    ],
)
def test_one_sign_that_differs_is_named_with_both_files(
    tmp_path: Path, right: str, wrong: str
) -> None:
    assert right in WITH_HEADS
    (finding,) = site_of(tmp_path, WITH_HEADS.replace(right, wrong))
    assert finding.startswith("acme/2026-q2/index.html: ")
    assert "acme/2026-q2/index.md" in finding


def test_a_change_of_the_copy_is_named_too(tmp_path: Path) -> None:
    (finding,) = site_of(tmp_path, WITH_HEADS, COPY.replace("= +4.8%", "= +4.7%"))
    assert finding == (
        "acme/2026-q2/index.html: says `1 = +4.8%,` where acme/2026-q2/index.md says `1 = +4.7%,`"
    )


def test_a_drawing_that_is_described_otherwise_is_named(tmp_path: Path) -> None:
    (finding,) = site_of(tmp_path, WITH_HEADS, drawing=DRAWING.replace("4.8%", "4.9%"))
    assert finding == ("acme/2026-q2/charts/revenue.svg: is not described as revenue.vl.json is")
