"""JupyterLab without a server: JupyterLite with the notebooks, the course's settings and its kernel.

`/lab/` is JupyterLab, and `/notebooks/` shows one notebook alone, which suits a phone.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from course.publish.pages import PublishError
from course.publish.site.pyodide import HOME

EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "@jupyterlite/pyodide-kernel-extension", "anywidget")
# Fetched as soon as a kernel starts, so that no cell has to wait for them. jedi stands for nothing: see pyodide.py.
LOADED = ["ipykernel", "comm", "pyodide-kernel", "jedi", "ipython", "micropip", "piplite", "nets-by-hand"]
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
HEAD = """<link rel="icon" href="{root}static/favicons/favicon.ico">
<link rel="stylesheet" href="{root}start.css">
<script src="{root}start.js" data-root="{root}"></script>
"""
# Where a browser takes icons from fonts of old kinds, there is a newer one beside them.
OLD_FONTS = re.compile(r"fa-(brands|regular|solid)-\d+\.(svg|eot|ttf|woff)$")

# What draws the diagrams of mermaid and vega, 3.5 MB in chunks of their own. Both are switched off: no lesson has one.
DIAGRAMS = re.compile(r"org\.eclipse\.elk|cytoscape|langium|mermaidAPI|KaTeX|vega-lite")


def build(out, notebooks, say=print):
    """Write JupyterLite into the folder `out`, which holds static/pyodide already."""
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        _contents(work / "content", notebooks)
        _write(work / "jupyter-lite.json", _config())
        _write(work / "overrides.json", settings())
        _extensions(work / "extensions")
        say("building JupyterLite")
        _jupyter_lite(work, work / "out")
        shutil.copytree(work / "out", out, dirs_exist_ok=True)
    for page, root in (("lab", "../"), ("notebooks", "../")):
        _into_head(out / page / "index.html", HEAD.format(root=root))
    for path in out.glob("build/*"):
        drawn_by = (
            path.suffix == ".js" and path.name[0].isdecimal() and DIAGRAMS.search(path.read_text(encoding="utf-8"))
        )
        if drawn_by or OLD_FONTS.match(path.name):
            path.unlink()


def _config():
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "Nets by Hand",
            "exposeAppInBrowser": True,  # start.js asks it whether the kernel is there
            "disabledExtensions": ["@jupyterlab/mermaid-extension", "@jupyterlab/vega5-extension"],
            "litePluginSettings": {
                KERNEL: {
                    "pyodideUrl": "./static/pyodide/pyodide.mjs",
                    "disablePyPIFallback": True,
                    "loadPyodideOptions": {"lockFileURL": "./static/pyodide/pyodide-lock.json", "packages": LOADED},
                }
            },
        },
    }


def settings():
    """The course's own settings of JupyterLab, those of `course lab` among them."""
    own = json.loads((HOME / "course/lab/labconfig/default_setting_overrides.json").read_text(encoding="utf-8"))
    return own | {"@jupyterlab/notebook-extension:tracker": {"kernelShutdown": False} | own.get("@jupyterlab/notebook-extension:tracker", {})}  # fmt: skip


def _contents(folder, notebooks):
    """As in the repository, so that a notebook's links to the code lead somewhere."""
    shutil.copytree(
        notebooks, folder / "notebooks", ignore=lambda _, names: [n for n in names if not n.endswith(".ipynb")]
    )
    shutil.copytree(HOME / "nbcore", folder / "nbcore", ignore=shutil.ignore_patterns("__pycache__", "files"))


def _extensions(folder):
    source = Path(sys.prefix, "share/jupyter/labextensions")
    for name in EXTENSIONS:
        if not (source / name / "package.json").is_file():
            raise PublishError(
                f'making the site needs the JupyterLab extension {name}, which is not in {source}; pip install ".[site]"'
            )
        shutil.copytree(source / name, folder / name)


def _jupyter_lite(work, out):
    _write(work / "jupyter_lite_config.json", {
        "LiteBuildConfig": {
            "apps": ["lab", "notebooks"], "contents": [str(work / "content")], "output_dir": str(out), "no_sourcemaps": True,
            "no_unused_shared_packages": True, "ignore_sys_prefix": ["federated_extensions"],
        },
        "FederatedExtensionAddon": {"extra_labextensions_path": [str(work / "extensions")]},
    })  # fmt: skip
    command = [sys.executable, "-m", "jupyterlite_core", "build", f"--lite-dir={work}"]
    done = subprocess.run(command, cwd=work, capture_output=True, text=True)
    if done.returncode:
        if "No module named jupyterlite_core" in done.stderr:
            raise PublishError('making the site needs JupyterLite; `make site` installs it, or: pip install ".[site]"')
        raise PublishError(f"JupyterLite could not be built: {(done.stderr or done.stdout).strip().splitlines()[-1]}")


def _into_head(page, html):
    text = page.read_text(encoding="utf-8")
    if "<head>" not in text:
        raise PublishError(
            f"{page.name} of JupyterLite has no <head> for the course's own script; has JupyterLite changed?"
        )
    page.write_text(text.replace("<head>", "<head>\n" + html, 1), encoding="utf-8")


def _write(path, value):
    path.write_text(json.dumps(value, indent=1), encoding="utf-8")
