"""Who only reads: Sphinx, Jupyter Book, nbconvert, papermill. Each lesson's pictures and questions are there, and no error.

python tests/clients/readers.py
"""

import re
import shutil

import nbformat
from tools import HOME, WORK, Report, environment, run, wheel

NAMES = ("00_network", "01_loss", "03_backprop")
VIEW = "application/vnd.jupyter.widget-view+json"
ASKED = "Run this cell in JupyterLab to answer"

report = Report()


def outputs(path):
    return [output for cell in nbformat.read(path, as_version=4).cells for output in cell.get("outputs", ())]


def pictures(path):
    return sum("image/png" in output.get("data", {}) for output in outputs(path))


def questions(path):
    return sum(ASKED in "".join(output.get("data", {}).get("text/html", "")) for output in outputs(path))


WANTED = {
    name: (pictures(HOME / "notebooks" / f"{name}.ipynb"), questions(HOME / "notebooks" / f"{name}.ipynb"))
    for name in NAMES
}


def shows(page, name):
    """Does this HTML page show each picture and question of the lesson, and nothing that wants a kernel?"""
    text = re.sub(r"<script.*?</script>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    seen = len(re.findall(r"<img\b[^>]*(?:_images/|data:image/png)", text)), text.count(ASKED)
    views = page.read_text(encoding="utf-8").count(f'<script type="{VIEW}"')
    return seen == WANTED[
        name
    ] and not views, f"{name}: {seen} pictures and questions, {WANTED[name]} wanted; {views} widgets"


def all_show(what, folder):
    told = [shows(folder / f"{name}.html", name) for name in NAMES]
    report.holds(f"{what}: {sum(WANTED[name][0] for name in NAMES)} pictures, every question, no dead widget",
                 all(well for well, _ in told), told)  # fmt: skip


def site(name):
    """A folder with the three lessons."""
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for lesson in NAMES:
        shutil.copy(HOME / "notebooks" / f"{lesson}.ipynb", folder)
    return folder


sphinx = environment("sphinx", "sphinx", "myst-nb")
folder = site("by sphinx")
(folder / "conf.py").write_text(
    'extensions = ["myst_nb"]\nnb_execution_mode = "off"\nmyst_enable_extensions = ["dollarmath"]\n'
)
(folder / "index.md").write_text("# Three lessons\n\n```{toctree}\n" + "\n".join(NAMES) + "\n```\n")
run(sphinx / "sphinx-build", "-q", "-b", "html", folder, folder / "out")
all_show("Sphinx with myst-nb", folder / "out")

book = environment("book", "jupyter-book<2")
folder = site("by jupyter-book")
(folder / "_config.yml").write_text("title: Three lessons\nexecute:\n  execute_notebooks: 'off'\n")
(folder / "_toc.yml").write_text(
    f"format: jb-book\nroot: {NAMES[0]}\nchapters:\n- file: {NAMES[1]}\n- file: {NAMES[2]}\n"
)
run(book / "jupyter-book", "build", "-q", folder)
all_show("Jupyter Book", folder / "_build" / "html")

course = environment("programs", wheel(), "nbconvert", "papermill")
own = {"NETS_BY_HAND_PROGRESS": str(WORK / "readers.jsonl"), "IPYTHONDIR": str(WORK / "ipython")}
folder = site("by nbconvert")
run(course / "jupyter-nbconvert", "--to", "html", *[folder / f"{name}.ipynb" for name in NAMES], env=own)
all_show("nbconvert to HTML", folder)

folder = site("by nbconvert, executed")
run(course / "jupyter-nbconvert", "--to", "html", "--execute", *[folder / f"{name}.ipynb" for name in NAMES], env=own)
all_show("nbconvert --execute to HTML", folder)

for what, words in {
    "papermill": lambda path: (course / "papermill", "--kernel", "python3", "--no-progress-bar", path, path),
    "jupyter execute": lambda path: (course / "jupyter-execute", "--inplace", path),
}.items():
    folder = site(f"by {what}")
    for name in NAMES:
        run(*words(folder / f"{name}.ipynb"), env=own, cwd=folder)
    made = {name: folder / f"{name}.ipynb" for name in NAMES}
    dead = sum(VIEW in output.get("data", {}) for path in made.values() for output in outputs(path))
    seen = {name: (pictures(path), questions(path)) for name, path in made.items()}
    report.holds(
        f"{what}: every picture and question is in the notebook, and no widget", seen == WANTED and not dead, seen
    )

report.end()
