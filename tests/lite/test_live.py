"""The lessons alive in the browser, with no server: everything that a learner does in them."""

import json

import pytest
from lite_hands import NOTEBOOKS, Live, serving, stored

ALL = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))


def texts(outputs):
    """What a cell says in words: streams and plain text, joined. Widgets, pictures and HTML are looked at elsewhere."""
    said = ["".join(output.get("text", "")) for output in outputs if output["output_type"] == "stream"]
    plain = [output["data"].get("text/plain", "") for output in outputs if "data" in output]
    return "".join(said) + "".join("".join(text) for text in plain)


@pytest.mark.parametrize("name", ALL)
def test_a_notebook_runs_to_its_end_and_says_what_it_says_elsewhere(live, name):
    came = live(name).run_all()
    wanted = {
        cell.id: [dict(output) for output in cell.outputs] for cell in stored(name).cells if cell.cell_type == "code"
    }

    def errors(cells):
        return [output["evalue"] for cell in cells for output in cell if output["output_type"] == "error"]

    assert errors(came.values()) == errors(wanted.values())
    assert wanted.keys() <= came.keys()  # `repair` adds a cell of its own
    differ = [(texts(came[id]), texts(wanted[id])) for id in wanted if texts(came[id]) != texts(wanted[id])]
    assert not differ


@pytest.fixture
def loss(live):
    """Lesson 1 with its first figure alive: (the notebook, the figure, the number of its cell)."""
    lesson = live("01_loss")
    number = lesson.cell("loss.fit_a_line")
    lesson.run(number)
    return lesson, lesson.figure(number), number


def changes(figure, action):
    """Do something, and wait until the picture and its numbers are others."""
    canvas = figure.locator("canvas.nbh-picture")
    before = canvas.get_attribute("data-frame"), figure.locator(".nbh-readouts").inner_text()
    action()
    figure.page.wait_for_function(
        "([canvas, frame]) => canvas.dataset.frame !== frame", arg=[canvas.element_handle(), before[0]]
    )
    figure.page.wait_for_timeout(150)
    return before[1] != figure.locator(".nbh-readouts").inner_text()


def test_a_figure_answers_to_keys_drags_presets_and_pin(loss):
    _, figure, _ = loss
    handle = figure.locator(".noUi-handle").first
    assert changes(figure, lambda: handle.press("ArrowRight"))
    grip = figure.locator(".nbh-grip").first
    box = grip.bounding_box()
    mouse = figure.page.mouse
    mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    mouse.down()
    assert changes(figure, lambda: mouse.move(box["x"] + 10, box["y"] - 30, steps=4))
    mouse.up()
    figure.get_by_role("button", name="Pin").click()
    figure.locator('.nbh-button[aria-pressed="true"]').first.wait_for()
    assert changes(figure, lambda: figure.get_by_role("button", name="Reset").click())


def test_running_a_cell_ten_times_leaves_one_explorer(loss):
    lesson, _, number = loss
    count = (
        "import gc, ipywidgets\n"
        "alive = [one for one in gc.get_objects() if type(one).__name__ == 'LiveExplorer' and one.comm is not None]\n"
        "print(len(alive), len(ipywidgets.widgets.widget._instances))"
    )
    lesson.run(number)
    lesson.figure(number)
    before = lesson.ask(count)
    for _ in range(10):
        lesson.run(number)
        lesson.figure(number)
    lesson.page.wait_for_timeout(500)
    assert lesson.ask(count) == before


def test_an_exercise_is_wrong_then_right_and_survives_what_never_ends(loss):
    lesson, _, _ = loss
    exercise, check = lesson.cell("def mse("), lesson.cell("loss.check(mse)")

    def judged(body):
        lesson.run(exercise, f"def mse(prediction, target):\n    {body}")
        return lesson.run(check)

    assert "mean" in judged("return np.sum((prediction - target) ** 2)")
    assert "does a loop in it never end" in judged("while True: pass")
    assert "calls itself without end" in judged("return max(map(lambda p: mse(p, target), [prediction]))")
    right = judged("return np.mean((prediction - target) ** 2)")
    assert "never end" not in right and "pass" in right.lower()
    assert lesson.ask("print(6 * 7)") == "42\n", "the kernel lives"


def test_progress_survives_a_reload_and_a_closed_browser_and_the_second_visit_needs_no_network(
    chromium, folder, watch, tmp_path
):
    answered = 'from course.practice import progress; progress.current().add("prediction", lesson="loss", id="doubled", choice="x", right=False)'
    kept = "from course.practice import progress; print([r['id'] for r in progress.current().records()])"
    with serving(folder.parents[1]) as root:
        address = f"{root}/some/where/"
        context = chromium[1](str(tmp_path))
        lesson = Live(context.new_page(), address, "01_loss")
        lesson.ask(answered)
        assert lesson.ask(kept) == "['doubled']\n"
        lesson.page.reload()
        lesson.wait_until_ready()
        assert lesson.ask(kept) == "['doubled']\n"
        context.close()
    # the server is gone: all comes from what the browser has kept
    context = chromium[1](str(tmp_path))
    lesson = Live(context.new_page(), address, "01_loss")
    assert lesson.ask(kept) == "['doubled']\n"
    number = lesson.cell("loss.fit_a_line")
    lesson.run(number)
    lesson.figure(number)
    context.close()


def test_the_clinic_puts_a_patients_code_into_a_cell_and_takes_a_table_of_ones_own(live):
    clinic = live("11_clinic")
    cells = clinic.page.evaluate(OUTPUT_COUNT)
    number = clinic.page.evaluate(NEW_CELL, "from course.lessons import clinic\nclinic.repair(1)")
    assert "in the cell below" in clinic.run(number)
    clinic.page.wait_for_function(f"() => ({OUTPUT_COUNT})() === {cells + 2}")
    # Uploaded through JupyterLab's own door, next to the notebook.
    table = "size,color,kind\n" + "\n".join(f"{k % 7 + 0.5},{'rb'[k % 2]},{'xy'[k % 7 > 3]}" for k in range(60))
    clinic.page.evaluate(
        """table => window.jupyterapp.serviceManager.contents.save('notebooks/mine.csv',
             { type: 'file', format: 'text', content: table }).then(() => null)""",
        table,
    )
    shown = clinic.run(number, 'import pandas\nclinic.your_table("mine.csv", target="kind")')
    assert "your_table" in shown and "60" in json.dumps(shown)


OUTPUT_COUNT = "() => window.jupyterapp.shell.currentWidget.content.model.cells.length"
NEW_CELL = """source => {
  const content = window.jupyterapp.shell.currentWidget.content;
  content.activeCellIndex = 0;
  return window.jupyterapp.commands.execute('notebook:insert-cell-below').then(() => {
    content.activeCell.model.sharedModel.setSource(source);
    return window.jupyterapp.commands.execute('notebook:change-cell-to-code').then(() => content.activeCellIndex); }); }"""


def test_while_python_starts_the_page_can_be_read_and_says_what_is_under_way(new_page, address):
    page = new_page()
    page.goto(f"{address}lab/index.html?path=notebooks/01_loss.ipynb")
    line = page.locator(".nbh-starting")
    line.wait_for()
    page.locator(".jp-Notebook h1").first.wait_for()
    assert page.evaluate("() => document.documentElement.dataset.kernel") is None, "not yet"
    assert line.get_by_role("progressbar").is_visible()
    page.wait_for_function("() => document.documentElement.dataset.kernel === 'ready'")
    assert page.locator(".nbh-starting").count() == 0
