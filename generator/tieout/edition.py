"""What a build is told of the world around it: its day, and where its pages and files stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Edition:
    """The day that counts as today, and the addresses that pages and feeds name in full."""

    as_of: date
    site: str = ""
    """The site's address with a slash at its end: `https://example.org/briefs/`; empty if unknown.
    """
    editor: str = ""
    """What stands before a file's path in the repository's web editor; empty if there is none."""
    name: str = "Tieout"
    """What the site is called."""
    description: str = ""
    """What it is, in a sentence."""
    language: str = "en"
    """The language of its pages, as the theme calls it."""

    def page(self, path: str) -> str:
        """The full address of a page or file of the site, by its path from the root."""
        return f"{self.site}{quote(path)}"

    def edit(self, file: str) -> str:
        """Where a file of the repository is edited in the browser; empty if nowhere."""
        return f"{self.editor}{quote(file)}" if self.editor else ""
