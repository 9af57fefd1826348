"""HTML that a browser would repair without a word is named; cases are in wellformed.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tieout.site.wellformed import disorder

from tests.conftest import read_yaml

CASES = read_yaml(Path(__file__).with_name("wellformed.yml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["html"])
def test_html_out_of_order_is_named(case: dict[str, Any]) -> None:
    assert list(disorder(case["html"])) == case.get("findings", [])
