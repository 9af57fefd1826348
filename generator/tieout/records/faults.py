"""What pydantic found wrong with a tree, as problems in an analyst's words, at their places."""

from __future__ import annotations

import difflib
import re
import types
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, zip_longest
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from tieout.figures.metrics import catalogue
from tieout.problems import Edit, Finding, Problem, shown
from tieout.records.text import Code
from tieout.records.yaml_tree import Path, Tree, resolve

LONGEST_NAME = 64
_MOST_LISTED = 12
_MOST_COMPARED = 300
_KEY = "[key]"
_WORD_ALIKE = 0.5
_SURE = 0.85
_LEAVE_OUT = ", or leave the line out"
_NO_PAIR = re.compile(r"(?P<field>[a-z_]+) ?[:=\uff1a] ?(?P<value>\S.*)")


def closest(name: str, known: Collection[str]) -> str | None:
    """The name among `known` that is spelled most like `name`, if any is close."""
    if len(name) > LONGEST_NAME:
        return None
    return _closest(name, tuple(islice(known, _MOST_COMPARED)))


@lru_cache(maxsize=1024)
def _closest(name: str, known: tuple[str, ...]) -> str | None:
    folded = {_folded(each): each for each in reversed(known)}
    close = difflib.get_close_matches(_folded(name), folded, n=3, cutoff=0.7)
    return next((folded[each] for each in close if _is_alike(_folded(name), each)), None)


def _is_alike(name: str, known: str) -> bool:
    """Whether word for word one may be meant by the other: `US-GAAP` is no slip for `J-GAAP`."""
    pairs = list(zip_longest(name.split("_"), known.split("_"), fillvalue=""))
    ratios = (difflib.SequenceMatcher(None, *pair).ratio() for pair in pairs if all(pair))
    return all(ratio >= _WORD_ALIKE for ratio in ratios)


def _folded(name: str) -> str:
    return name.lower().replace("-", "_")


def sure(name: str, near: str | None) -> Edit | None:
    """The edit to the name that was meant, where it is too close to be another."""
    if near is None:
        return None
    alike = difflib.SequenceMatcher(None, _folded(name), _folded(near)).ratio()
    return Edit(name, near) if alike >= _SURE else None


def explain(error: ValidationError, tree: Tree, model: type[BaseModel]) -> Iterator[Problem]:
    """One problem for each fault of the tree, but those that follow from one told already."""
    faults = error.errors(include_url=False)
    slips = {_near_miss(fault, model) for fault in faults if fault["type"] == "extra_forbidden"}
    for fault in faults:
        at = resolve(tree.places, fault["loc"])
        if any(at[:length] in tree.spoiled for length in range(len(at) + 1)):
            continue
        if fault["type"] == "missing" and fault["loc"] in slips:
            continue
        if fault["type"] == "too_short" and fault["input"]:
            continue  # what was typed there has faults of its own, told one by one
        yield _problem(fault, tree, model)


def _near_miss(fault: ErrorDetails, model: type[BaseModel]) -> Path:
    """The path of the field that an unknown one was probably meant to be."""
    *parent, name = fault["loc"]
    known = _fields(model, tuple(parent))
    joined = _joined(str(name), known)
    return (*parent, joined[0] if joined else closest(str(name), known) or "")


def _joined(name: str, known: Collection[str]) -> tuple[str, str] | None:
    """The field and its value, where no colon and space stand between them: `value:0.74`."""
    match = _NO_PAIR.fullmatch(name)
    return (match["field"], match["value"]) if match and match["field"] in known else None


def _problem(fault: ErrorDetails, tree: Tree, model: type[BaseModel]) -> Problem:
    path: Path = fault["loc"]
    if fault["type"] == "extra_forbidden":
        return _unknown_field(tree, path, model)
    if fault["type"] == "missing":
        return _missing_field(tree, path, model)
    if path and path[-1] == _KEY:
        place = tree.keys.get(resolve(tree.places, path[:-1])) or tree.places[()]
    else:
        place = tree.places[resolve(tree.places, path)]
    finding, remedy = in_words(fault, _field_name(path))
    if _is_needed(model, path):
        remedy = remedy.removesuffix(_LEAVE_OUT)
    return Problem(place, Code.VALUE, finding, remedy, edit=_edit(fault))


def _is_needed(model: type[BaseModel], path: Path) -> bool:
    """Whether the field at `path` may not be left out."""
    owner = _owner(model, path[:-1]) if path else None
    field = owner.model_fields.get(str(path[-1])) if owner else None
    return field is not None and field.is_required()


def _edit(fault: ErrorDetails) -> Edit | None:
    """What to write instead of a value, where its type knows."""
    cause, typed = fault.get("ctx", {}).get("error"), fault["input"]
    if fault["type"] == "literal_error" and isinstance(typed, str):
        return sure(typed, closest(typed, _allowed(fault)))
    if isinstance(cause, Finding) and cause.instead and isinstance(typed, str):
        return Edit(typed, cause.instead)
    return None


def _unknown_field(tree: Tree, path: Path, model: type[BaseModel]) -> Problem:
    *above, name = path
    parent = resolve(tree.places, tuple(above))
    place = tree.keys.get((*parent, name)) or tree.places[parent]
    known = _fields(model, tuple(above))
    if joined := _joined(str(name), known):
        finding = f"there is no colon with a space behind `{joined[0]}`"
        edit = Edit(str(name), ": ".join(joined))
        return Problem(place, Code.FIELD, finding, "write `key: value`, with a space", edit=edit)
    near = closest(str(name), known)
    if near:
        remedy = f"did you mean `{near}`?"
    elif name in catalogue() and "figures" in known:
        remedy = "it is a metric: write it below `figures:`, set in by two spaces"
    else:
        remedy = f"known here: {listed(known)}"
    finding = f"unknown field `{shown(str(name))}`"
    return Problem(place, Code.FIELD, finding, remedy, edit=sure(str(name), near))


def _missing_field(tree: Tree, path: Path, model: type[BaseModel]) -> Problem:
    *above, name = path
    place = tree.places[resolve(tree.places, tuple(above))]
    within = next((f" in `{step}`" for step in reversed(above) if isinstance(step, str)), "")
    owner = _owner(model, tuple(above))
    remedy = _how_to_add(owner.model_fields[str(name)], str(name)) if owner else f"add `{name}`"
    return Problem(place, Code.MISSING, f"`{name}` is missing{within}", remedy)


def _how_to_add(field: FieldInfo, name: str) -> str:
    """An example of the field, or what it says of itself."""
    if example := _example(field):
        return f"add a line like `{name}: {example}`"
    meaning = (field.description or "").rstrip(".")
    return f"add `{name}`: {meaning[:1].lower()}{meaning[1:]}"


def listed(names: Collection[str]) -> str:
    """Names in a message, not too many of them."""
    shortened = list(names)[:_MOST_LISTED]
    return ", ".join(shortened) + (", ..." if len(names) > _MOST_LISTED else "")


def _field_name(path: Path) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "the file")


def first_in_words(error: ValidationError) -> tuple[str, str]:
    """The first field of a model that its value does not fit, and what is wrong with it."""
    fault = error.errors(include_url=False)[0]
    field = str(fault["loc"][0])
    return field, "; ".join(in_words(fault, field))


def in_words(fault: ErrorDetails, field: str) -> tuple[str, str]:
    """The finding and the remedy for one value that does not fit its field."""
    cause = fault.get("ctx", {}).get("error")
    if isinstance(cause, ValueError):
        return _as_told(cause, field)
    typed = fault["input"]
    value = shown(typed) if isinstance(typed, str) else ""
    kind = fault["type"]
    if kind == "literal_error":
        return _one_of(value, field, fault)
    if typed == "" and not kind.startswith("string"):
        return f"`{shown(field)}` has no value", f"write it{_LEAVE_OUT}"
    for part, finding, remedy in _WORDS:
        if part in kind:
            return finding.format(field=shown(field), value=value), remedy
    return f"`{value}` does not fit `{shown(field)}`", "see the description of the field"


def _as_told(cause: ValueError, field: str) -> tuple[str, str]:
    """What a type of ours says of a value: of an empty one, that there is none."""
    if not isinstance(cause, Finding):
        finding, _, remedy = str(cause).partition("; ")
        return finding, remedy or f"mend `{shown(field)}`"
    if cause.finding.startswith("``"):
        return f"`{shown(field)}` has no value", cause.remedy
    return cause.finding, cause.remedy


def _one_of(value: str, field: str, fault: ErrorDetails) -> tuple[str, str]:
    allowed = _allowed(fault)
    near = closest(value, allowed)
    if not value:
        return f"`{shown(field)}` has no value", f"write one of: {', '.join(allowed)}"
    finding = f"`{value}` is none of the words for `{shown(field)}`"
    return finding, f"did you mean `{near}`?" if near else f"write one of: {', '.join(allowed)}"


def _allowed(fault: ErrorDetails) -> list[str]:
    return re.findall(r"'([^']*)'", str(fault.get("ctx", {}).get("expected", "")))


# What pydantic calls it, in part: what it is, and the way out.
_WORDS = (
    ("bool", "`{value}` is neither true nor false", f"write true{_LEAVE_OUT}"),
    ("int", "`{value}` is no whole number", "write it in digits, like 8"),
    ("greater_than", "`{value}` is too small", "write a number above zero"),
    ("too_short", "`{field}` has nothing in it", "write at least one"),
    ("too_long", "`{field}` is too long", "shorten it"),
    ("pattern", "`{value}` is not how `{field}` is written", "see the field's description"),
    ("string", "`{field}` is a block where one value is due", "write a single value"),
    (
        "tuple",
        "`{field}` is no list",
        "start each entry on a line of its own, with `- `",
    ),
    ("model", "`{field}` is no block of fields", "write its fields below it, set in by two spaces"),
    ("mapping", "`{field}` is no block of keys", "write its keys below it, set in by two spaces"),
    ("dict", "`{field}` is no block of keys", "write its keys below it, set in by two spaces"),
)


def _fields(model: type[BaseModel], path: Path) -> Sequence[str]:
    owner = _owner(model, path)
    return tuple(owner.model_fields) if owner else ()


def _owner(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The model of the block at `path`, found by walking down the types of the fields."""
    kind: Any = model
    for step in path:
        kind = _inside(kind, step)
    return _model(kind)


def _inside(kind: Any, step: str | int) -> Any:
    model = _model(kind)
    if model is not None:
        found = model.model_fields.get(str(step))
        return found.annotation if found else None
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated or origin in (Union, types.UnionType):
        return _inside(inner[0], step)
    if origin is tuple:
        return inner[0]
    if origin is not None and issubclass(origin, Mapping):
        return inner[1]
    return None


def _model(kind: Any) -> type[BaseModel] | None:
    while get_origin(kind) in (Annotated, Union, types.UnionType):
        kind = get_args(kind)[0]
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _example(field: FieldInfo) -> str:
    """How the field may be written, as it says itself or its type does."""
    if field.examples:
        return str(field.examples[0])
    if get_origin(field.annotation) is Literal:
        return str(get_args(field.annotation)[0])
    schemed = (each for each in field.metadata if isinstance(each, WithJsonSchema))
    schemas = (each.json_schema or {} for each in schemed)
    return next((str(schema["examples"][0]) for schema in schemas if "examples" in schema), "")
