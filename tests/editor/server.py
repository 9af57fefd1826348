"""A session with the language server that editors run on, over its standard input and output."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

INSTALLED = Path(__file__).parents[2] / ".venv/editor"
_PROGRAM = INSTALLED / "node_modules/yaml-language-server/bin/yaml-language-server"
_ABILITIES = {
    "textDocument": {"completion": {"completionItem": {"snippetSupport": True}}},
    "workspace": {"configuration": True},
}


class Server:
    """The server at work on a folder, with the settings of its `.vscode`."""

    def __init__(self, root: Path) -> None:
        assert _PROGRAM.is_file(), "no language server is installed: make test installs it"
        self._settings = json.loads((root / ".vscode/settings.json").read_text("utf-8"))
        self._root = root
        self._found: dict[str, list[dict[str, Any]]] = {}
        self._asked = 0
        self._process = subprocess.Popen(
            [INSTALLED / "node", _PROGRAM, "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=root,
        )

    def __enter__(self) -> Self:
        where = {"processId": None, "rootUri": self._root.as_uri()}
        folders = [{"uri": self._root.as_uri(), "name": "briefs"}]
        self.ask("initialize", {**where, "workspaceFolders": folders, "capabilities": _ABILITIES})
        self._send("initialized", {})
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def underlined(self, texts: Mapping[str, str]) -> dict[str, list[tuple[int, str]]]:
        """What the editor underlines in files that are opened, all at once: line and message."""
        opened = {self.open(file, text): file for file, text in texts.items()}
        while not opened.keys() <= self._found.keys():
            self._hear(self._receive())
        found = {file: self._found.pop(uri) for uri, file in opened.items()}
        return {
            file: [(each["range"]["start"]["line"] + 1, each["message"]) for each in rows]
            for file, rows in found.items()
        }

    def open(self, file: str, text: str) -> str:
        """Type a text into a file that was not open before."""
        uri = (self._root / file).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send("textDocument/didOpen", {"textDocument": document})
        return uri

    def offered(self, file: str, text: str) -> list[str]:
        """What the editor completes where the text has a `|`."""
        items = self._at("completion", file, text) or {"items": []}
        return [item["label"] for item in items["items"]]

    def hover(self, file: str, text: str) -> str:
        """What the editor says of the place where the text has a `|`."""
        said = self._at("hover", file, text)
        return str(said["contents"]["value"]) if said else ""

    def ask(self, method: str, parameters: dict[str, Any]) -> Any:
        """The answer to a request."""
        self._asked += 1
        number = self._asked
        self._send(method, parameters, number)
        while True:
            message = self._receive()
            if message.get("id") == number and "method" not in message:
                return message.get("result")
            self._hear(message)

    def _at(self, what: str, file: str, text: str) -> Any:
        before, _, after = text.partition("|")
        uri = self.open(file, before + after)
        line = before.count("\n")
        character = len(before) - (before.rfind("\n") + 1)
        position = {"line": line, "character": character}
        place = {"textDocument": {"uri": uri}, "position": position}
        return self.ask(f"textDocument/{what}", place)

    def _hear(self, message: dict[str, Any]) -> None:
        """Answer what the server asks, and keep what it finds."""
        method, parameters = message.get("method"), message.get("params") or {}
        if method == "textDocument/publishDiagnostics":
            self._found[parameters["uri"]] = parameters["diagnostics"]
        elif method == "workspace/configuration":
            self._answer(message, [self._section(each) for each in parameters["items"]])
        elif method and "id" in message:
            self._answer(message, None)

    def _section(self, wanted: dict[str, str]) -> dict[str, Any]:
        """A section of the settings, as an editor hands it over."""
        start = wanted.get("section", "") + "."
        flat = {name: value for name, value in self._settings.items() if name.startswith(start)}
        nested: dict[str, Any] = {}
        for name, value in flat.items():
            *blocks, last = name.removeprefix(start).split(".")
            inner = nested
            for block in blocks:
                inner = inner.setdefault(block, {})
            inner[last] = value
        return nested

    def _answer(self, message: dict[str, Any], result: Any) -> None:
        self._write({"id": message["id"], "result": result})

    def _send(self, method: str, parameters: dict[str, Any], number: int | None = None) -> None:
        known = {} if number is None else {"id": number}
        self._write({"method": method, "params": parameters, **known})

    def _write(self, message: dict[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stream = self._process.stdin
        assert stream
        stream.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        stream.flush()

    def _receive(self) -> dict[str, Any]:
        stream = self._process.stdout
        assert stream
        length = 0
        while line := stream.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        assert length, "the language server has ended"
        message: dict[str, Any] = json.loads(stream.read(length))
        return message
