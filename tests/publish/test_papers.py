"""What stands at the door of the repository agrees with what is inside."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

HOME = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_citation_names_the_same_version_and_licenses():
    found = yaml.safe_load((HOME / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= found.keys()
    assert found["version"] == PROJECT["version"]
    assert " AND ".join(found["license"]) == PROJECT["license"]


def test_the_changelog_has_the_present_version():
    headings = re.findall(r"(?m)^## \[(.+?)\]", (HOME / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert headings[0] == "Unreleased" and headings[1] == PROJECT["version"]


def test_ci_runs_what_everybody_runs_on_the_oldest_python_promised():
    job = yaml.safe_load((HOME / ".github/workflows/ci.yml").read_text(encoding="utf-8"))["jobs"]["test"]
    assert job["steps"][-1] == {"run": ".ci/run"}
    assert (HOME / ".ci/run").stat().st_mode & 0o111
    assert PROJECT["requires-python"] == ">=" + job["strategy"]["matrix"]["python"][0]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_no_link_into_the_repository_is_broken(name):
    text = (HOME / name).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    links += re.findall(r"`((?:course|tests|nbcore)/[\w./]+\.\w+)`", text)
    assert [link for link in links if not (HOME / link).exists()] == []


def test_contributing_fits_on_a_page():
    words = (HOME / "CONTRIBUTING.md").read_text(encoding="utf-8").split()
    assert len(words) < 800
