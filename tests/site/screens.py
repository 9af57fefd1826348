"""A brief of every kind, and what a reader has of it by the boxes of what the page shows."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Page
from project import ROOT

BRIEFS = ROOT / "tests/screens/briefs"
LATEST = {
    path.parent.name: f"{path.parent.name}/{max(each.stem for each in path.parent.glob('2*.yml'))}/"
    for path in sorted(BRIEFS.glob("*/company.yml"))
}
"""The latest brief of each kind of issuer."""

DESK, PHONE = (1440, 900), (390, 844)
PARTS = (".mast__issuer", ".mast__period", "h1", ".mast__release", ".score", ".strip")
_OUTSIDE = """
(parts, size) => parts.flatMap(part => {
  const found = document.querySelector(part);
  if (!found) return [`${part} is not there`];
  const box = found.getBoundingClientRect();
  const wrong = [];
  if (box.height === 0) wrong.push(`${part} has no height`);
  if (box.bottom > size[1]) wrong.push(`${part} ends at ${Math.ceil(box.bottom)} of ${size[1]}`);
  if (box.right > size[0] || box.left < 0) wrong.push(`${part} is cut off at a side`);
  return wrong;
})
"""
_BROKEN = r"""
() => {
  const broken = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode;
    const apart = "script, style, noscript, [hidden], .unseen, title, code";
    if (text.parentElement.closest(apart)) continue;
    for (const found of text.data.matchAll(/[−+]?[$€£¥₹]?\d[\d,.]*(?:bn|m|tn|%)?/g)) {
      const range = document.createRange();
      range.setStart(text, found.index);
      range.setEnd(text, found.index + found[0].length);
      const boxes = [...range.getClientRects()].filter(box => box.width > 0);
      const tops = new Set(boxes.map(box => Math.round(box.top)));
      if (tops.size > 1) broken.push(found[0]);
    }
  }
  return broken;
}
"""


def project_of_screens(folder: Path) -> Path:
    """What a build of these briefs reads."""
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(BRIEFS, folder / "briefs")
    return folder


def outside(page: Page, size: tuple[int, int]) -> list[str]:
    """Which parts of a brief's first screen a reader does not see whole, and why."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate("scrollTo(0, 0)")
    told: list[str] = page.evaluate(f"([parts, size]) => ({_OUTSIDE})(parts, size)", [PARTS, size])
    return told


def broken_numbers(page: Page) -> list[str]:
    """Numbers that stand on two lines: a digit, sign or unit apart from the rest."""
    told: list[str] = page.evaluate(_BROKEN)
    return told
