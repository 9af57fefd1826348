"""Somebody who reads the site in a browser and notices what goes wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page, Request, Response


@dataclass
class Reader:
    """A person with a browser, and whatever went wrong before their eyes."""

    browser: Browser
    address: str
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(
        self, path: str = "", width: int = 1280, *, scripts: bool = True, dark: bool = False
    ) -> Page:
        """A page of the site in a window of that width; what it asks of other hosts is refused."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
        )
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(f"{path}: {error}"))
        page.on("request", self._watch)
        page.on("requestfailed", lambda request: self.complaints.append(f"lost: {request.url}"))
        page.on("response", self._check)
        page.goto(self.address + path)
        return page

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:")):
            self.complaints.append(f"asked another host: {request.url}")

    def _check(self, answer: Response) -> None:
        if answer.status >= 400:
            self.complaints.append(f"{answer.status}: {answer.url}")
