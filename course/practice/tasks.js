// A list of things to try in a figure. It knows no goals: the kernel ticks off what is reached, and a hand the rest.

let lists = 0;

function make(tag, className, parent, attributes = {}) {
  const node = document.createElement(tag);
  node.className = className;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  parent.append(node);
  return node;
}

// The figure that a reader takes it to be about: the last one of this explorer above the list, or else the first below.
function nearestFigure(explorer, el) {
  const page = el.closest(".jp-Notebook") ?? document;
  const figures = [...page.querySelectorAll(`.nbh-canvas[data-explorer="${explorer}"]`)];
  const above = figures.filter((one) => one.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING);
  return above.at(-1) ?? figures[0];
}

function buildRow(task, number, name, list, model, kernel, el) {
  const row = make("li", "nbh-task", list);
  const text = `${name}-${number}`;
  const tick = task.goal
    ? make("span", "nbh-tick", row, { "aria-hidden": "true" })
    : make("button", "nbh-tick", row, { type: "button", "aria-pressed": "false", "aria-label": "Done", "aria-describedby": text });
  make("div", "nbh-text", row, { id: text }).innerHTML = task.text; // Markdown that the kernel rendered, with HTML disabled
  const state = make("span", "nbh-state", row);
  if (!task.goal) {
    tick.addEventListener("click", () => {
      model.send({ tick: number });
      kernel.expect();
    });
  }
  if (task.set) {
    const button = make("button", "nbh-set", row, { type: "button", "aria-describedby": text });
    button.textContent = "Set it up";
    button.addEventListener("click", () => {
      model.send({ set: number, figure: nearestFigure(model.get("explorer"), el)?.dataset.model ?? "" });
      kernel.expect();
    });
  }
  return (done) => {
    row.classList.toggle("nbh-done", done);
    tick.textContent = done ? "✓" : "";
    if (!task.goal) tick.setAttribute("aria-pressed", String(done));
    state.textContent = done ? "done" : "";
  };
}

function render({ model, el }) {
  const name = `nbh-tasks-${++lists}`;
  el.classList.add("nbh-tasks");
  const card = make("section", "nbh-card", el, { "aria-label": "To try in the figure" });
  make("div", "nbh-label", card, { "aria-hidden": "true" }).textContent = "To try in the figure";
  const list = make("ol", "nbh-tasklist", card);
  const wrong = make("div", "nbh-waiting", card, { role: "alert" });
  const spoken = make("div", "nbh-heard", card, { role: "status", "aria-live": "polite" });
  const kernel = watchKernel(model, el, wrong);
  const rows = model.get("tasks").map((task, number) => buildRow(task, number, name, list, model, kernel, el));

  let before = model.get("done");
  const update = () => {
    kernel.heard();
    const done = model.get("done");
    rows.forEach((show, number) => show(done[number]));
    const reached = done.findIndex((now, number) => now && !before[number]);
    if (reached >= 0) spoken.textContent = `Task ${reached + 1} done.`;
    before = done;
    if (model.get("said")) wrong.innerHTML = model.get("said");
  };
  const heard = (message) => {
    kernel.heard();
    if (message.type !== "look") return;
    const show = (tries) => {
      const figure = document.querySelector(`.nbh-canvas[data-model="${message.figure}"]`);
      if (figure) figure.dispatchEvent(new CustomEvent("nbh-look", { detail: { from: el } }));
      else if (tries) setTimeout(show, 100, tries - 1); // it is being made
    };
    show(50);
  };
  keepKeys(el);
  model.on("change:done change:said", update);
  model.on("msg:custom", heard);
  update();
  return () => {
    kernel.stop();
    model.off("change:done change:said", update);
    model.off("msg:custom", heard);
  };
}

export default { render };
