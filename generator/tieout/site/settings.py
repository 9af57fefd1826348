"""What stands in `mkdocs.yml`: each mistake by its line, in words of those who keep a site."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from tieout.problems import Finding, shown
from tieout.records.text import RECORD_BYTES, decode, syntax_problem

SETTINGS = "mkdocs.yml"
_NAMED = re.compile(r"'([^']*)'|\"([^\"]*)\"")


class NoSettings(Exception):
    """A site has no settings that can be read; the message says why, and what to do."""


class Settings:
    """The file as it is typed, so that a mistake can be told at its line."""

    def __init__(self, root: Path) -> None:
        """Raises NoSettings where the file is missing, or no YAML."""
        path = root / SETTINGS
        if not path.is_file():
            raise NoSettings(f"there is no {SETTINGS} in {root}; start with: tieout init")
        text, problems = decode(path.read_bytes(), path.name, RECORD_BYTES)
        problems = [] if text else problems  # its characters are the maintainer's affair
        tree = None
        try:
            tree = yaml.compose(text, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            problems = [syntax_problem(error, text, path.name, 1)]
        for problem in problems[:1]:
            raise NoSettings(str(problem)) from None
        if not isinstance(tree, MappingNode):
            finding = "these are no settings; write a key and its value a line"
            raise NoSettings(f"{SETTINGS}:1:1: {finding}, first `site_name: ` and the site's name")
        self._tree = tree
        if "tieout" not in self.listed("plugins"):
            wrong = Finding("the plugin `tieout` is not among `plugins`", "add a line `- tieout`")
            raise NoSettings(self._told(wrong, self._keys("plugins")))

    def listed(self, key: str) -> Mapping[str, Node]:
        """The names in a list, each by itself or as the key of its options."""
        rows = self.value(key)
        found: dict[str, Node] = {}
        for row in rows.value if isinstance(rows, SequenceNode) else ():
            node = row.value[0][0] if isinstance(row, MappingNode) and row.value else row
            if isinstance(node, ScalarNode):
                found[node.value] = node
        return found

    def wrong(self, key: str, message: str, known: Collection[str]) -> NoSettings:
        """In our words what MkDocs says of a setting; `known` are the names of all settings."""
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            remedy = f"did you mean `{near[0]}`?" if near else "take the line out"
            return NoSettings(
                self._told(Finding(f"there is no setting `{shown(key)}`", remedy), self._keys(key))
            )
        value = self.value(key)
        finding, node = _OF_KEYS.get(key, _any)(self, key, message)
        return NoSettings(self._told(finding, node or value or self._tree))

    def page_missing(self, pages: Collection[str]) -> NoSettings | None:
        """What is wrong with the first entry of `nav` that names a page which is not written."""
        for node in _leaves(self.value("nav")):
            path = node.value.partition("#")[0]
            if path.endswith(".md") and path not in pages:
                called = {_called(page): page for page in pages}
                near = difflib.get_close_matches(_called(path), called, n=1)
                remedy = f"did you mean `{called[near[0]]}`?" if near else "take the entry out"
                wrong = Finding(f"`nav` names {shown(path, 200)}, which is no page", remedy)
                return NoSettings(self._told(wrong, node))
        return None

    def language(self) -> NoSettings:
        """The theme has no words in the language that is asked for."""
        node = _field(self.value("theme"), "language")
        language = node.value if isinstance(node, ScalarNode) else ""
        wrong = Finding(
            f"the theme has no language `{shown(language)}`",
            "write `language: en`, in which the pages are",
        )
        return NoSettings(self._told(wrong, node))

    def inherited(self) -> NoSettings:
        """The settings of the file that these are to inherit cannot be read."""
        node = self.value("INHERIT")
        wrong = Finding(
            f"the settings of `{_typed(node)}` cannot be read", "correct the path of `INHERIT`"
        )
        return NoSettings(self._told(wrong, node))

    def value(self, key: str) -> Node | None:
        """What is typed behind a key."""
        return _field(self._tree, key)

    def _keys(self, key: str) -> Node | None:
        return next((node for node, _ in self._tree.value if node.value == key), None)

    def _told(self, finding: Finding, node: Node | None) -> str:
        mark = (node or self._tree).start_mark
        return f"{SETTINGS}:{mark.line + 1}:{mark.column + 1}: {finding}"


_Wrong = tuple[Finding, Node | None]


def _field(node: Node | None, key: str) -> Node | None:
    pairs = node.value if isinstance(node, MappingNode) else ()
    return next((value for name, value in pairs if name.value == key), None)


def _leaves(node: Node | None) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, SequenceNode):
        for each in node.value:
            yield from _leaves(each)
    elif isinstance(node, MappingNode):
        for _, each in node.value:
            yield from _leaves(each)


def _called(page: str) -> str:
    return page.removesuffix(".md").removesuffix("/index")


def _named(message: str) -> str:
    found = _NAMED.search(message)
    return (found[1] or found[2] or "") if found else ""


def _typed(node: Node | None) -> str:
    return shown(node.value) if isinstance(node, ScalarNode) else "a list or a block"


def _theme(settings: Settings, key: str, message: str) -> _Wrong:  # noqa: ARG001  all are alike
    theme = settings.value(key)
    name = _field(theme, "name") or theme
    finding = f"the theme `{_typed(name)}` is not installed, or not with these options"
    return Finding(finding, "write `name: material`, for which the pages are made"), name


def _plugins(settings: Settings, key: str, message: str) -> _Wrong:
    name = _named(message)
    name = name.rpartition("/")[2]
    node = settings.listed(key).get(name)
    if "option" in message:
        finding = f"the plugin `{shown(name)}` does not take one of its options as it stands"
        return Finding(finding, "correct the option, or take it out"), node
    near = difflib.get_close_matches(name, ("tieout", "search"), n=1)
    remedy = f"did you mean `{near[0]}`?" if near else "install it, or take the line out"
    return Finding(f"the plugin `{shown(name)}` is not installed", remedy), node


def _extensions(settings: Settings, key: str, message: str) -> _Wrong:
    name = _named(message)
    finding = f"the extension `{shown(name)}` of Markdown cannot be used"
    return Finding(finding, "correct its name or options, or take it out"), settings.listed(
        key
    ).get(name)


def _docs_dir(settings: Settings, key: str, message: str) -> _Wrong:  # noqa: ARG001  as above
    node = settings.value(key)
    finding = f"`{_typed(node)}` is no folder" if node else "`docs_dir` is missing"
    return Finding(finding, "write `docs_dir: build/docs`, into which the pages are written"), node


def _site_name(settings: Settings, key: str, message: str) -> _Wrong:  # noqa: ARG001  as above
    node = settings.value(key)
    finding = "`site_name` is no text" if node else "`site_name` is missing"
    return Finding(finding, "write `site_name: ` and what the site is called"), node


def _address(settings: Settings, key: str, message: str) -> _Wrong:  # noqa: ARG001  as above
    node = settings.value(key)
    finding = f"`{key}` is `{_typed(node)}`, which is no address"
    return Finding(finding, "write it whole, like https://example.org/briefs/"), node


def _any(settings: Settings, key: str, message: str) -> _Wrong:
    node = settings.value(key)
    remedy = "correct it, or take the line out"
    if "<class 'bool'>" in message:
        remedy = "write true or false"
    elif "<class 'str'>" in message:
        remedy = "write a text"
    return Finding(f"`{key}` cannot be `{_typed(node)}`", remedy), node


_OF_KEYS: Mapping[str, Callable[[Settings, str, str], _Wrong]] = {
    "theme": _theme,
    "plugins": _plugins,
    "markdown_extensions": _extensions,
    "docs_dir": _docs_dir,
    "site_name": _site_name,
    "site_url": _address,
    "repo_url": _address,
}
"""What can be wrong with a setting, and what to write instead."""
