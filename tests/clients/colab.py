"""Google Colab, as far as it can be had here: its versions of the packages, and a stand-in for google.colab.output.

    python tests/clients/colab.py [01_loss ...]

The notebooks fetch the course as their first cell does it on Colab, but from this clone's wheel; then each runs to its end.
What Colab's page makes of a figure is not tried: that needs Colab.
"""

import shutil
import sys

import nbformat
from tools import HOME, UV, WORK, Report, environment, run, wheel

PACKAGES = ("ipykernel==6.17.1", "ipython==7.34.0", "ipywidgets==7.7.1", "numpy==2.0.2", "matplotlib==3.10.0",
            "pillow==11.3.0", "platformdirs==4.5.0", "pyyaml==6.0.3", "markdown-it-py==4.0.0", "tornado==6.5.1")  # fmt: skip
VIEW = "application/vnd.jupyter.widget-view+json"
MANAGER = "https://ssl.example/manager.js"
OUTPUT = f"""\
from types import SimpleNamespace

_widgets = SimpleNamespace(_installed_url=None)


def enable_custom_widget_manager():
    _widgets._installed_url = "{MANAGER}"
"""

report = Report()
bin = environment("colab", *PACKAGES, "nbclient", "typing-extensions")
run(UV, "pip", "install", "--quiet", "--python", bin / "python", "--no-deps", wheel(), "anywidget", "psygnal")
site = next(bin.parent.rglob("site-packages"))
(site / "google" / "colab").mkdir(parents=True)
(site / "google" / "colab" / "__init__.py").touch()
(site / "google" / "colab" / "output.py").write_text(OUTPUT)
started = WORK / "colab ipython" / "profile_default" / "startup"
started.mkdir(parents=True, exist_ok=True)
(started / "colab.py").write_text("import google.colab.output\n")  # as Colab's kernel does
own = {
    "IPYTHONDIR": str(started.parents[1]),
    "JPY_SESSION_NAME": "colab",
    "NETS_BY_HAND_PROGRESS": str(WORK / "colab.jsonl"),
}

for lesson in sorted((HOME / "notebooks").glob("[0-9]*.ipynb")):
    if sys.argv[1:] and lesson.stem not in sys.argv[1:]:
        continue
    place = WORK / f"colab {lesson.name}"
    shutil.copy(lesson, place)
    said = run(bin / "jupyter-execute", "--inplace", place, env=own, check=False)
    made = nbformat.read(place, as_version=4)
    outputs = [output for cell in made.cells for output in cell.get("outputs", ())]
    shown = [output.metadata.get(VIEW, {}) for output in outputs if VIEW in output.get("data", {})]
    told = all(about.get("colab", {}).get("custom_widget_manager", {}).get("url") == MANAGER for about in shown)
    alone = [
        output for output in outputs if VIEW in output.get("data", {}) and len(output.data) < 3
    ]  # no picture, no words
    report.holds(
        f"{lesson.stem}: {len(shown)} figures and questions, each naming its manager",
        shown and told and not alone,
        said,
    )
report.end()
