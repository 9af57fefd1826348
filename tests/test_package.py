"""The wheel: what a stranger installs, and starts a site from in an empty folder."""

from __future__ import annotations

import json
import re
import resource
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from tieout.cli.main import _COMMANDS, main
from tieout.examine import examine
from tieout.records import starter

ROOT = Path(__file__).parent.parent
PROJECT = ROOT / "generator/tieout/records/starter/project"
FULL = "altair jinja2 mkdocs trafilatura vl_convert".split()
_IMPORTED = """
import sys
from tieout.cli.main import main
try:
    main(sys.argv[1:])
finally:
    sys.stderr.write(f"\\n{' '.join(sys.modules)}")
"""


def wheel_of(source: Path, folder: Path) -> Path:
    command = (sys.executable, "-m", "pip", "wheel", source, "--wheel-dir", folder)
    options = "--no-deps --no-build-isolation --no-index --quiet --disable-pip-version-check"
    subprocess.run((*command, *options.split()), check=True)
    (wheel,) = folder.glob("tieout-*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wheel_of(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The environment of somebody who has the wheel, and neither the clone nor git."""
    folder = tmp_path_factory.mktemp("installed")
    shutil.unpack_archive(wheel, folder, "zip")
    dead = dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9")
    return {"PYTHONPATH": str(folder), "PATH": "/nowhere", "HOME": str(folder), **dead}


def run(where: Path, environment: Mapping[str, str], *command: str) -> str:
    done = subprocess.run(
        (sys.executable, "-m", *command),
        cwd=where, env=dict(environment), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


# The wheel


def test_the_wheel_brings_all_that_a_site_needs_and_no_briefs(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    templates = {
        f"tieout/templates/{path.relative_to(ROOT / 'templates')}"
        for path in (ROOT / "templates").rglob("*")
        if path.is_file()
    }
    code = {
        str(path.relative_to(ROOT / "generator"))
        for path in (ROOT / "generator").rglob("*")
        if path.is_file() and path.suffix != ".pyc" and ".egg-info" not in str(path)
    }
    forms = (ROOT / ".github/ISSUE_TEMPLATE").glob("[!c]*.yml")
    shared = {
        f"tieout/records/starter/project/{name}"
        for name in (
            *("mkdocs.yml", "CONTRIBUTING.md", "dot-github/pull_request_template.md"),
            *(f"dot-github/ISSUE_TEMPLATE/{form.name}" for form in forms),
        )
    }
    brought = {name for name in names if ".dist-info/" not in name}
    assert brought == templates | code | shared


def test_the_source_archive_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """Its files are of another time and another mask of permissions than those here."""
    pack = (
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "--target",
        "sdist",
        "--directory",
        tmp_path,
    )
    subprocess.run(pack, cwd=ROOT, check=True, capture_output=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    assert wheel_of(archive, tmp_path / "again").read_bytes() == wheel.read_bytes()


def test_the_metadata_says_what_it_is_and_what_it_runs_on(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    told, _, readme = archive.read(name).decode().partition("\n\n")
    assert readme == (ROOT / "README.md").read_text("utf-8")
    assert "Requires-Python: >=3.11\n" in told
    for minor in range(11, 15):
        assert f"Classifier: Programming Language :: Python :: 3.{minor}\n" in told
    assert len(re.findall(r"^Project-URL: \w+, https://", told, re.MULTILINE)) == 3


def test_every_dependency_ends_before_the_release_that_may_break_it() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    bound = re.compile(r"[a-z0-9-]+>=[\d.]+,<[\d.]+")
    assert [each for each in declared if not bound.fullmatch(each)] == ["tzdata"]


def test_a_stranger_has_a_site_in_three_commands(
    installed: Mapping[str, str], tmp_path: Path
) -> None:
    """In a path with spaces, without the clone, git or a network; plain MkDocs builds it too."""
    init = run(tmp_path, installed, "tieout", "init", "my site")
    assert "my site/briefs/acme/2026-q2.yml" in init
    folder = tmp_path / "my site"
    assert "1 records read: 0 errors" in run(folder, installed, "tieout", "check")
    assert re.search(r"\d+ pages in site/", run(folder, installed, "tieout", "build"))
    page = (folder / "site/acme/2026-q2/index.html").read_text("utf-8")
    assert "Acme" in page
    assert "<title>FY2026 Q2" in page or "My site" in page
    shutil.rmtree(folder / "site")
    run(folder, installed, "mkdocs", "build", "--quiet")
    assert (folder / "site/acme/2026-q2/index.html").is_file()


# A new folder


def init(folder: Path) -> Result:
    result = CliRunner().invoke(main, ["init", str(folder)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_new_folder_has_all_that_its_keepers_need(tmp_path: Path) -> None:
    assert init(tmp_path / "site").exit_code == 0
    assert {
        *"mkdocs.yml README.md CONTRIBUTING.md .gitignore .editorconfig".split(),
        *".github/workflows/site.yml .vscode/settings.json .vscode/extensions.json".split(),
        *".github/ISSUE_TEMPLATE/new-quarter.yml .github/workflows/form.yml".split(),
        *"briefs/record.schema.json briefs/company.schema.json".split(),
        *"briefs/acme/company.yml briefs/acme/2026-q2.yml build/docs/.gitkeep".split(),
    } <= contents(tmp_path / "site").keys()
    assert not [name for name in contents(tmp_path / "site") if "dot-" in name or ".new-" in name]


def test_the_sample_has_no_problem(tmp_path: Path) -> None:
    init(tmp_path)
    assert examine(tmp_path, date(2026, 1, 1)).problems == ()


@pytest.mark.parametrize(
    ("name", "title"),
    [("my-site", "My site"), ("a: b # c", "A b c"), ("研究", "研究"), ('"', "Briefs")],
)
def test_the_site_is_named_after_its_folder(name: str, title: str) -> None:
    settings = starter.new_project(name)["mkdocs.yml"]
    assert re.search(r"^site_name: (.*)$", settings, re.MULTILINE)[1] == json.dumps(title)  # type: ignore[index]


def test_nothing_that_is_there_is_changed(tmp_path: Path) -> None:
    mine = {"mkdocs.yml": "mine", "README.md": "", "briefs/beta/company.yml": "name: Beta"}
    for name, text in mine.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    result = init(tmp_path)
    assert result.exit_code == 0
    after = contents(tmp_path)
    assert {name: after[name] for name in mine} == mine
    assert f"left as it is: {tmp_path}/mkdocs.yml\n" in result.stderr
    assert f"left as it is: {tmp_path}/README.md\n" in result.stderr
    assert ".github/workflows/site.yml" in after
    assert not [name for name in after if name.startswith("briefs/acme/")], "no sample is wanted"
    assert init(tmp_path).stdout == ""
    assert contents(tmp_path) == after


def test_no_link_is_followed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "site", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (folder / ".github").symlink_to(outside)
    (folder / "README.md").symlink_to(outside / "missing")
    result = init(folder)
    assert result.exit_code == 0
    assert list(outside.iterdir()) == []
    assert f"{folder}/.github/workflows/site.yml ({folder}/.github is a link)" in result.stderr
    assert f"left as it is: {folder}/README.md\n" in result.stderr


def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / ".vscode").write_text("")
    result = init(tmp_path)
    assert f"{tmp_path}/.vscode/settings.json ({tmp_path}/.vscode is no folder)" in result.stderr
    assert (tmp_path / "mkdocs.yml").is_file()


def test_what_fails_halfway_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == "README.md":
            raise OSError(28, "No space left on device", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", full)
    (tmp_path / "there").write_text("before")
    result = init(tmp_path / "new/site")
    assert result.exit_code == 1
    assert "README.md: the disk is full; make room on it" in result.stderr
    assert sorted(tmp_path.rglob("*")) == [tmp_path / "there"]


@pytest.mark.parametrize("name", ["site", "comment", "form", "upkeep", "shards"])
def test_a_workflow_of_a_new_folder_passes_its_audit(name: str) -> None:
    workflow = PROJECT / f"dot-github/workflows/{name}.yml"
    zizmor, lint = (Path(sys.executable).with_name(name) for name in ("zizmor", "actionlint"))
    options = "--offline --persona auditor --no-progress --color never".split()
    for command in (
        (zizmor, *options, workflow),
        (lint, "-shellcheck=", "-pyflakes=", "-no-color", workflow),
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("name", "called"),
    [("site", "publish"), ("comment", "comment"), ("form", "form"), ("upkeep", "upkeep")],
)
def test_a_workflow_of_a_new_folder_is_short_and_calls_ours(name: str, called: str) -> None:
    """What it calls is there, and can be called with what it hands over."""
    text = (PROJECT / f"dot-github/workflows/{name}.yml").read_text("utf-8")
    (job,) = yaml.safe_load(text.replace("@VERSION@", "1.0.0"))["jobs"].values()
    path, _, pin = job["uses"].removeprefix("OWNER/tieout/").partition("@")
    ours = yaml.safe_load((ROOT / path).read_text("utf-8"))
    assert (path, pin) == (f".github/workflows/{called}.yml", "v1.0.0")
    assert list(job["with"]) == list(ours[True]["workflow_call"]["inputs"]) == ["version"]
    wanted: dict[str, str] = {}
    for each in ours["jobs"].values():
        wanted |= {n: r for n, r in each["permissions"].items() if wanted.get(n) != "write"}
    assert job["permissions"] == wanted
    assert list(job.get("secrets", ())) == list(ours[True]["workflow_call"].get("secrets", ()))
    assert len(text.splitlines()) <= 17


def test_a_workflow_in_shards_names_as_many_as_it_starts() -> None:
    text = (PROJECT / "dot-github/workflows/shards.yml").read_text()
    shards = yaml.safe_load(text)["jobs"]["shard"]["strategy"]["matrix"]["shard"]
    assert shards == list(range(1, len(shards) + 1))
    assert f'--shard "$SHARD/{len(shards)}"' in text


def test_editors_find_the_schemas(tmp_path: Path) -> None:
    init(tmp_path)
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text())
    for schema, files in settings["yaml.schemas"].items():
        assert (tmp_path / schema).is_file()
        assert list(tmp_path.glob(files)) or "articles" in files
    assert yaml.safe_load((tmp_path / ".github/dependabot.yml").read_text())["version"] == 2


# Commands


@pytest.mark.parametrize(
    ("call", "unused"),
    [
        (["--version"], [*FULL, "pydantic", "yaml", "tieout.examine"]),
        (["--help"], [*FULL, "pydantic", "yaml", "tieout.examine"]),
        (["check"], FULL),
        (["schema"], FULL),
        (["init", "here"], FULL),
        (["press", "--help"], FULL),
        (["serve", "--help"], ["altair", "mkdocs"]),
    ],
    ids=lambda value: value[0],
)
def test_no_command_imports_what_it_does_not_use(
    call: list[str], unused: list[str], tmp_path: Path
) -> None:
    (tmp_path / "briefs").mkdir()
    command = (sys.executable, "-c", _IMPORTED, *call)
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert set(done.stderr.splitlines()[-1].split()) & set(unused) == set()


def test_the_version_is_told_in_a_fifth_of_a_second_of_the_processor() -> None:
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run((sys.executable, "-m", "tieout", "--version"), check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(spent) < 0.2


@pytest.mark.parametrize("name", _COMMANDS)
def test_every_command_of_the_list_is_there(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert f"main {name}" in result.stdout
    assert _COMMANDS[name].told in CliRunner().invoke(main, ["--help"]).stdout
