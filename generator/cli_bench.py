"""The command `tieout bench`, all its parts together."""

from __future__ import annotations

from generator.cli_article import bench
from generator.cli_import import bench_edgar

bench.add_command(bench_edgar)
