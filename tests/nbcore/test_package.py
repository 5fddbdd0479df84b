"""The package as a whole: what it imports, what it carries, how it opens."""

import ast
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import nbcore

ROOT = Path(nbcore.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_chapter_imports_numpy_and_the_standard_library_only_and_opens_with_a_paragraph(path):
    tree = ast.parse(path.read_text())
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert {name.split(".")[0] for name in names} <= {"nbcore", "numpy"} | sys.stdlib_module_names
    assert len(ast.get_docstring(tree).split()) > 20


def test_importing_every_chapter_loads_nothing_else_and_warns_of_nothing():
    code = """if True:
        import sys, numpy
        before = set(sys.modules)
        import nbcore
        assert not [name for name in sys.modules if name.startswith("nbcore.")], "import nbcore reads no chapter"
        for name in nbcore.__all__:
            getattr(nbcore, name)
        outside = {name.split(".")[0] for name in set(sys.modules) - before}
        print(*sorted(outside - set(sys.stdlib_module_names) - {"nbcore", "numpy"}))
    """
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, cwd=ROOT.parent)
    assert (done.stdout.strip(), done.stderr) == ("", "")


def test_the_package_lists_its_chapters_and_names_them_when_one_is_not_there():
    chapters = {path.stem for path in ROOT.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert chapters - {"__init__", "checks"} == set(dir(nbcore))
    with pytest.raises(AttributeError, match="no chapter 'loses'; it has activations"):
        nbcore.loses


def test_every_data_file_is_small_and_has_its_source_and_licence_beside_it():
    files = [path for path in (ROOT / "data" / "files").iterdir() if path.suffix != ".txt"]
    assert len(files) == 3
    for path in files:
        note = path.with_name(path.name.split(".")[0] + ".txt").read_text()
        assert "Source:" in note and "Licence:" in note
        assert path.stat().st_size < 300_000


def test_numpy_keeps_its_own_error_state_after_our_code_has_run():
    before = np.geterr()
    nbcore.losses.MeanSquaredError()(np.array([1e200]), np.array([0.0]))
    assert np.geterr() == before
