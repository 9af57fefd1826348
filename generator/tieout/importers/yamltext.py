"""A document as the YAML that a careful person types: blocks for what is long, braces for rows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from tieout.records.yaml_tree import Node

# Plain in any place: starts with a letter or digit (or a minus before a digit), holds nothing that
# ends a value in braces, and neither ends with a colon nor has one, or a hash, beside a space.
_PLAIN = re.compile(
    r"(?:[A-Za-z0-9]|-(?=[0-9]))(?:[A-Za-z0-9 ._/&'()+%;-]|:(?=[A-Za-z0-9/]))*(?<! )"
)
_ROWS = ("listings", "restatements", "consensus", "guidance", "waivers", "splits")
_INDENT = "  "


def written(document: dict[str, Node], schema: str) -> str:
    """The file's text; `schema` is the way from it to that by which editors complete its fields."""
    lines = [f"# yaml-language-server: $schema={schema}", *_block(document, "")]
    return "\n".join(lines) + "\n"


def block_lines(key: str, node: Node, indent: str) -> list[str]:
    """The lines of one key with its value, set in by `indent`."""
    if isinstance(node, list) and key in _ROWS:
        rows = (line for row in node for line in row_lines(row, indent + _INDENT))
        return [f"{indent}{scalar(key)}:", *rows]
    if isinstance(node, dict) and any(not isinstance(inner, str) for inner in node.values()):
        return [f"{indent}{scalar(key)}:", *_block(node, indent + _INDENT)]
    if isinstance(node, dict) and _is_long(key, node):
        return [f"{indent}{scalar(key)}:", *_block(node, indent + _INDENT)]
    return [f"{indent}{scalar(key)}: {flow(node)}"]


def row_lines(row: Node, indent: str) -> list[str]:
    """The lines of one row of a list: a single one, unless a part of it has parts of its own."""
    if isinstance(row, dict) and any(isinstance(inner, dict) for inner in row.values()):
        lines = list(_block(row, indent + _INDENT))
        return [f"{indent}- {lines[0].lstrip()}", *lines[1:]]
    return [f"{indent}- {flow(row)}"]


def _block(document: dict[str, Node], indent: str) -> Iterator[str]:
    for key, node in document.items():
        yield from block_lines(key, node, indent)


def _is_long(key: str, node: dict[str, Node]) -> bool:
    """Whether texts are too long for one line."""
    return key == "released" or "title" in node


def flow(node: Node) -> str:
    """A value in one line."""
    if isinstance(node, dict):
        return "{" + ", ".join(f"{scalar(key)}: {flow(inner)}" for key, inner in node.items()) + "}"
    if isinstance(node, list):
        return "[" + ", ".join(flow(inner) for inner in node) + "]"
    return scalar(node)


def scalar(text: str) -> str:
    """A text, in quotes where YAML would read anything else into it."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
