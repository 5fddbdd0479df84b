"""The course's command line: `nets-by-hand` to learn, `python -m course build` to publish.

`nets-by-hand` and `python -m course` are the same program. Each command imports what it needs when it runs, so that a missing package is one clear sentence.
"""

import argparse
import importlib.util
import os
import re
import sys
import tempfile
from importlib import metadata
from pathlib import Path

from course.lab import folder as learners

HOME = Path(__file__).resolve().parents[1]

# The course's networks are small. Spread over several cores, their products gain nothing on an idle machine, and on a busy
# one they wait for each other. Kernels inherit this; whoever sets it otherwise is heard.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# What JupyterLab would otherwise ask the network: its news, its newest version, PyPI's list of extensions.
# That it does not offer the news either is a setting: lab/labconfig/default_setting_overrides.json. The other one there
# shows in the status bar below whether the kernel is busy. In the notebook's toolbar, which is where it would be, each
# change of it makes JupyterLab lay out the page, three or four times for one move of a slider.
# lab/jupyter_server_config.json keeps sliders from stuttering and widgets' ids out of saved notebooks.
# lab/labconfig/page_config.json keeps JupyterLab's own formulas where sliveshow is installed, whose own know less of LaTeX.
OFFLINE = [
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
]


TEACHING = (
    (
        "lecture",
        "make notebooks to present from",
        """\
Makes a notebook to present from for each lesson: its deck (deck.md), live.

To present one, open it in JupyterLab, run all its cells, and then either
  - choose Sliveshow > Start from first cell. One slide at a time, notes hidden, sliders alive. `make teach` installs it;
  - or, with nothing installed, View > Presentation Mode and View > Simple Interface.

The right arrow, Page Down, the space bar or a clicker goes on: it lifts what is covered, brings a figure's next state, and
then turns the page; the left arrow and Page Up go back. A digit chooses a state. S opens the speaker's view in a second
window (notes, the next slide, a clock against the plan), D makes the slides dark, P pins the picture, R resets it.""",
    ),
    (
        "slides",
        "make slides as one HTML file, or a PDF",
        """\
Makes one HTML file for each lesson. It opens with no network and no Python, its figures go through the same states with
the same keys as the lecture (S is the speaker's view, D is dark), and it prints one slide a page.""",
    ),
    (
        "assignment",
        "make notebooks to hand in",
        """\
Makes a notebook with the exercises of each lesson: handout/ for the students, source/ with the solutions for you.
The folder is a course for nbgrader: run `nbgrader generate_assignment 01_loss` in it, and give your students what
that puts into release/. Without nbgrader, give them handout/.""",
    ),
)


def main(argv=None):
    """Runs one command and returns its exit code: 0 for done, 1 for a failure that was said."""
    parser = _parser()
    chosen, others = parser.parse_known_args(argv)
    if others and chosen.run is not lab:
        parser.error(f"{others[0]} is not an option of `{chosen.command}`; see: {parser.prog} {chosen.command} --help")
    try:
        return chosen.run(chosen, others)
    except (Failure, learners.NoFolder) as failure:
        problem = str(failure)
    except ModuleNotFoundError as error:
        if error.name.partition(".")[0] in ("course", "nbcore"):
            raise
        problem = _missing(error.name)
    except KeyboardInterrupt:
        return 130
    print(f"course {chosen.command}: {problem.replace('COMMAND', chosen.command)}", file=sys.stderr)
    return 1


class Failure(Exception):
    """Ends a command with one sentence."""


def _parser():
    called = Path(sys.argv[0]).stem
    parser = argparse.ArgumentParser(
        prog="nets-by-hand" if called.startswith("nets-by-hand") else "python -m course",
        description="Nets by Hand: how neural networks are trained. With no command, it opens the course in JupyterLab.",
    )
    parser.set_defaults(run=lab, command="lab", folder=None)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    command = commands.add_parser(
        "lab",
        help="open the course in JupyterLab",
        allow_abbrev=False,
        description="Opens the course's first page in JupyterLab. Other arguments, such as "
        "--no-browser or --port=9000, go to JupyterLab.",
    )
    _takes_folder(command, "where your notebooks are, or shall be put; default: nets-by-hand, in the present folder")
    command.set_defaults(run=lab)

    command = commands.add_parser(
        "copy",
        help="put the notebooks into a folder, and open nothing",
        description="Puts the notebooks into a folder, or brings them up to date there, as `lab` does, and opens nothing: "
        "for a hub, or to open them in another program.",
    )
    _takes_folder(command, "where your notebooks are, or shall be put; default: nets-by-hand, in the present folder")
    command.set_defaults(run=copy)

    command = commands.add_parser(
        "build",
        help="make the notebooks from the lessons' sources",
        description="Makes the notebooks from the lessons' sources, executed. "
        "One that you have edited is kept aside first.",
    )
    command.add_argument("lessons", nargs="*", metavar="LESSON", help="for example loss, or 01; all when none is named")
    command.add_argument(
        "--check", action="store_true", help="write nothing; fail when a notebook is out of step with its source"
    )
    command.set_defaults(run=build)

    command = commands.add_parser(
        "claims",
        help="check what the lessons say",
        description="Counts the claims of each lesson (lines `% claim: ...` in its source, and `proof:` in its "
        "predictions and quiz), runs them, and says which do not hold.",
    )
    command.add_argument("lessons", nargs="*", metavar="LESSON", help="for example loss, or 01; all when none is named")
    command.add_argument(
        "--unproven",
        action="store_true",
        help="also list the sentences that give a number and have no claim below them",
    )
    command.set_defaults(run=claims)

    for name, makes, description in TEACHING:
        command = commands.add_parser(
            name, help=makes, description=description, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        command.add_argument(
            "lessons", nargs="*", metavar="LESSON", help="for example loss, or 01; all when none is named"
        )
        command.add_argument(
            "--out", metavar="FOLDER", type=Path, default=Path("build", name), help="default: build/" + name
        )
        if name != "assignment":
            _talk_options(command)
        if name == "slides":
            command.add_argument(
                "--pdf", action="store_true", help="print each to a PDF, too; needs Chromium or Chrome"
            )
        command.set_defaults(run=teach)

    command = commands.add_parser(
        "site",
        help="make the whole course as a folder for a web server",
        description="Makes a folder that any web server serves: pages to read, slides, and JupyterLab with all lessons "
        "alive in the browser. To look at it: python -m http.server --directory build/site",
    )
    command.add_argument(
        "--out", metavar="FOLDER", type=Path, default=Path("build", "site"), help="default: build/site"
    )
    command.add_argument(
        "--without-slides", action="store_true", help="leave the slides out, which take longest to make"
    )
    command.set_defaults(run=site)

    command = commands.add_parser(
        "binder",
        help="print links that open the course on Binder and Colab",
        description="Prints, as Markdown, a badge and links for each lesson, which open it on "
        "mybinder.org and in Google Colab from your copy of the course on GitHub.",
    )
    command.add_argument("repository", metavar="OWNER/NAME", help="your copy's name on GitHub")
    command.set_defaults(run=binder)

    command = commands.add_parser(
        "doctor",
        help="find out why something does not work",
        description="Looks whether everything is here that the course needs, and says in plain "
        "words what is wrong and how to mend it.",
    )
    command.set_defaults(run=doctor)

    command = commands.add_parser(
        "keep",
        help="keep the notebooks that you have edited aside",
        description="Copies every notebook that you have edited to notebooks/kept, where no "
        "update touches it. `make update` does this first.",
    )
    _takes_folder(command, "where your notebooks are")
    command.set_defaults(run=keep)

    command = commands.add_parser(
        "restore",
        help="make notebooks as they came",
        description="Makes notebooks as they came. Those that you have edited are first copied to notebooks/kept.",
    )
    command.add_argument("lessons", nargs="*", metavar="LESSON", help="for example loss, or 01; all when none is named")
    _takes_folder(command, "where your notebooks are")
    command.set_defaults(run=restore)
    return parser


def _takes_folder(command, help):
    command.add_argument("--folder", metavar="PLACE", type=Path, help=help)


def _talk_options(command):
    command.add_argument(
        "--minutes",
        type=int,
        choices=(25, 50, 90),
        default=50,
        help="how long the class is; a deck marks its slides for each",
    )
    command.add_argument(
        "--link",
        metavar="URL",
        default="",
        help="where the class finds the course: the first slide shows it, with a QR code",
    )


def lab(chosen, arguments):
    """Opens notebooks/index.ipynb in JupyterLab."""
    _require_learner_packages()
    folder = learners.find(chosen.folder, HOME)
    if folder != HOME:
        learners.fill(folder, package=HOME / "course")
    paths = [str(HOME / "course" / "lab"), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, paths))
    with tempfile.TemporaryDirectory(prefix="nets-by-hand-", ignore_cleanup_errors=True) as shelter:
        _take_shelter(Path(shelter))
        from jupyterlab.labapp import LabApp

        extensions = HOME / "course" / "lab" / "labextensions"
        ours = [*_first_page(folder, arguments), *OFFLINE, f"--LabApp.extra_labextensions_path={extensions}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            ours.append("--allow-root")  # as in most containers; who is root already gains nothing by being sent away
        LabApp.launch_instance(_unless_given(ours, arguments) + arguments)
    return 0


def copy(chosen, _others):
    """Fills a learner's folder."""
    folder = learners.find(chosen.folder, HOME)
    if folder == HOME:
        raise Failure(f"this is a clone of the course; its notebooks are in {HOME / 'notebooks'}")
    learners.fill(folder, package=HOME / "course")
    return 0


def _first_page(folder, arguments):
    """What JupyterLab serves, and where in it the course's first page is; a caller may have it serve another folder."""
    served = [a.partition("=")[2] for a in arguments if re.match(r"--(ServerApp\.root_dir|notebook-dir)=", a)]
    root = Path(served[-1]).expanduser().absolute() if served else folder
    index = (folder / learners.INDEX).absolute()
    if not index.is_relative_to(root):
        print(f"The course's first page is not in {root}, so JupyterLab opens without it. It is {index}.")
        return []
    ours = [] if served else [f"--ServerApp.root_dir={root}"]
    return [*ours, f"--LabApp.default_url=/lab/tree/{index.relative_to(root).as_posix()}"]


def _take_shelter(shelter):
    """Gives Jupyter folders to write in for this session, where the usual ones, in the home directory, are closed to it."""
    from jupyter_core import paths

    own = Path("~").expanduser()
    wanted = {
        "JUPYTER_CONFIG_DIR": paths.jupyter_config_dir(),
        "JUPYTER_DATA_DIR": paths.jupyter_data_dir(),
        "JUPYTER_RUNTIME_DIR": paths.jupyter_runtime_dir(),
        "IPYTHONDIR": os.environ.get("IPYTHONDIR", own / ".ipython"),
        "MPLCONFIGDIR": os.environ.get("MPLCONFIGDIR", own / ".config"),
    }
    closed = [name for name, folder in wanted.items() if not learners.can_write(Path(folder))]
    for name in closed:
        os.environ[name] = str(shelter / name.lower())
    if closed:
        print(f"{own} cannot be written to. The course works; JupyterLab's settings and your progress are not kept.")


def _unless_given(ours, arguments):
    """Our arguments, less those that the caller gives too: JupyterLab refuses to be told twice."""
    given = {argument.partition("=")[0] for argument in arguments}
    return [argument for argument in ours if argument.partition("=")[0] not in given]


def build(chosen, _others):
    """Makes the notebooks, or with --check says which are stale."""
    if not (HOME / "pyproject.toml").is_file():
        raise Failure("this makes the notebooks from the lessons' sources; run it in a clone of the course")
    try:
        from course.publish import build as publish
        from course.publish import minutes, pages
    except ModuleNotFoundError as error:
        raise Failure(_missing(error.name, "test")) from None
    notebooks = HOME / "notebooks"
    try:
        found = pages.discover(HOME / "course" / "lessons")
        wanted = pages.choose(found, chosen.lessons)
        if not chosen.check:
            publish.build(wanted, notebooks)
            publish.refresh([page for page in found if page not in wanted], notebooks)
            minutes.write(HOME)
            return 0
        problems = publish.stale(wanted, notebooks)
        problems += [] if chosen.lessons else publish.orphans(found, notebooks) + minutes.stale(HOME)
    except (pages.PublishError, OSError) as error:
        raise Failure(str(error)) from None
    for problem in problems:
        print(f"course build: {problem}", file=sys.stderr)
    if not problems:
        print(f"{len(wanted)} of {len(wanted)} notebooks are in step with their sources")
    return 1 if problems else 0


def claims(chosen, _others):
    """Counts and runs the claims of the lessons."""
    try:
        from course.publish import claims as publish
        from course.publish import pages
    except ModuleNotFoundError as error:
        raise Failure(_missing(error.name, "test")) from None
    found, failures = 0, []
    try:
        for page in pages.choose(pages.discover(HOME / "course" / "lessons"), chosen.lessons):
            report = publish.run(page)
            print(f"{page.name:20} {report.count:4} claims, {len(report.failures)} false, {report.seconds:.1f} s")
            for line, sentence in publish.unproven(page.text()) if chosen.unproven and page.folder else ():
                print(f"    line {line}: {sentence}")
            found += report.count
            failures += report.failures
    except (pages.PublishError, OSError) as error:
        raise Failure(str(error)) from None
    for failure in failures:
        print(failure, file=sys.stderr)
    print(f"{'together':20} {found:4} claims, {len(failures)} false")
    return 1 if failures else 0


def teach(chosen, _others):
    """Makes lecture notebooks, slides or assignments."""
    try:
        from course.publish import pages
        from course.publish import teach as publish
    except ModuleNotFoundError as error:
        raise Failure(_missing(error.name, "teach")) from None
    make = {"lecture": publish.lectures, "slides": publish.slides, "assignment": publish.assignments}[chosen.command]
    try:
        lessons = [
            page for page in pages.choose(pages.discover(HOME / "course" / "lessons"), chosen.lessons) if page.folder
        ]
        options = {name: getattr(chosen, name) for name in ("minutes", "link", "pdf") if hasattr(chosen, name)}
        make(lessons, chosen.out, **options)
    except (pages.PublishError, OSError) as error:
        raise Failure(str(error)) from None
    return 0


def site(chosen, _others):
    """Makes the site."""
    try:
        from course.publish import pages
        from course.publish import site as publish
    except ModuleNotFoundError as error:
        raise Failure(_missing(error.name, "site")) from None
    try:
        found = pages.discover(HOME / "course" / "lessons")
        publish.build(found, HOME / "notebooks", chosen.out, slides=not chosen.without_slides)
    except (pages.PublishError, OSError) as error:
        raise Failure(str(error)) from None
    return 0


def binder(chosen, _others):
    """Prints the links for Binder."""
    from course.publish.binder import links
    from course.publish.pages import discover

    try:
        print(links(chosen.repository, discover(HOME / "course" / "lessons")))
    except ValueError as error:
        raise Failure(str(error)) from None
    return 0


def doctor(_chosen, _others):
    """Says what is wrong with this installation."""
    from course.doctor import examine

    return 1 if examine() else 0


def keep(chosen, _others):
    """Keeps edited notebooks aside in notebooks/kept."""
    from course.publish.keep import keep as keep_aside

    keep_aside(learners.existing(chosen.folder, HOME) / "notebooks")
    return 0


def restore(chosen, _others):
    """Makes notebooks as they came, edited ones kept aside."""
    from course.publish import pages

    folder = learners.existing(chosen.folder, HOME)
    if folder == HOME:
        raise Failure("this is a clone of the course, which Git restores; run: make restore")
    try:
        found = pages.choose(pages.discover(HOME / "course" / "lessons"), chosen.lessons)
    except pages.PublishError as error:
        raise Failure(str(error)) from None
    learners.restore(folder, [page.name for page in found] if chosen.lessons else [], package=HOME / "course")
    return 0


def _require_learner_packages():
    """Fails, saying what to run, when a package that the lessons need is not installed."""
    try:
        wanted = metadata.requires("nets-by-hand") or []
    except metadata.PackageNotFoundError:
        raise Failure(_missing("nets-by-hand")) from None
    for requirement in wanted:
        name, marker = re.match(r"([\w.-]+)[^;]*(.*)", requirement).groups()
        if "extra" in marker and not re.search(r"""extra == ['"]lab['"]""", marker):
            continue
        try:
            metadata.version(name)
        except metadata.PackageNotFoundError:
            raise Failure(_missing(name)) from None


def _missing(name, extra=""):
    """What to run when a package is missing: in a clone, in an environment of uvx (which has no pip), anywhere else."""
    extra = f"[{extra}]" if extra else ""
    if learners.is_clone(HOME):
        run = f'in the course\'s folder, python -m pip install --constraint requirements.lock --editable ".{extra}"'
    elif importlib.util.find_spec("pip") is None:
        run = f'uvx --from "nets-by-hand{extra}" nets-by-hand COMMAND'
    else:
        run = f'{sys.executable} -m pip install --upgrade "nets-by-hand{extra}"'
    return f"{name} is not installed in this Python ({sys.executable}); run: {run}"


if __name__ == "__main__":
    sys.exit(main())
