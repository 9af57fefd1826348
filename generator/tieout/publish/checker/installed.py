"""Whether what the page Check runs on is here: `.ci/parts` puts it beside this module."""

from __future__ import annotations

from pathlib import Path

PARTS = Path(__file__).with_name("parts")
LEFT_OUT = "the page check/ is left out: what it runs on is not installed (.ci/parts brings it)"
ENGINE = ("pyodide.mjs", "pyodide.asm.mjs")
"""Scripts, which a page loads as they are."""
CORE = "pydantic_core-*.whl"
PACKED = {"interpreter": "pyodide.asm.wasm", "library": "python_stdlib.zip", "core": CORE}
"""What a page loads packed, by the names that its script has for them."""


def are_here() -> bool:
    """Whether the page can be made: all its parts are there."""
    return all(any(PARTS.glob(name)) for name in (*ENGINE, *PACKED.values()))
