"""The command `tieout bench`, all its parts together."""

from __future__ import annotations

from tieout.cli.article import bench
from tieout.cli.importing import bench_edgar

bench.add_command(bench_edgar)
