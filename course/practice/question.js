// A panel of questions. It knows no answers: it sends what was committed, and shows what the kernel says.

const CHOOSE = "<p>Choose one first.</p>";
let panels = 0;                       // radio groups need names of their own, in every view

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "html") made.innerHTML = value;      // Markdown that the kernel rendered, with HTML disabled
    else if (value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

function render({ model, el }) {
  const panel = ++panels;
  const label = model.get("label");
  const asked = model.get("questions").map((question, number) =>
    build(question, number, model.get("questions").length, panel, (choice) => commit(number, choice)));
  const closing = element("div", { class: "nbh-closing", "aria-live": "polite" });
  const again = element("button", { type: "button", class: "nbh-again" });
  const waiting = element("div", { class: "nbh-waiting", role: "alert" });
  const kernel = watchKernel(model, el, waiting);

  // A line that is dead already takes a message and loses it. So what has not been answered is sent again when ipywidgets has
  // restored its widgets, on a new line; if the first did arrive, the kernel passes over the second.
  let unanswered;
  const restored = () => {
    try {
      if (unanswered) model.send(unanswered);
    } catch {} // its kernel has gone, and `kernel` says so
  };
  model.widget_manager?.restored?.connect(restored);

  function commit(number, choice) {
    unanswered = { commit: [number, choice] };
    model.send(unanswered);
    kernel.expect();
  }

  again.addEventListener("click", () => {
    model.send({ again: true });
    kernel.expect();
    again.dataset.pressed = "yes";
  });

  function update() {
    unanswered = undefined;
    kernel.heard();
    model.get("answers").forEach((answer, number) => asked[number].show(answer));
    setIfNew(closing, model.get("closing"));
    if (model.get("answers").every((answer) => answer.right !== null)) openExplanation(el);
    again.textContent = model.get("again");
    again.hidden = !model.get("again");
    if (again.hidden || again.dataset.pressed) {
      // Whoever pressed it goes on from the first question, rather than from nowhere.
      if (again.dataset.pressed) asked[0].focus();
      delete again.dataset.pressed;
    }
  }

  el.classList.add("nbh-questions");
  el.append(
    element("section", { class: "nbh-card", "aria-label": label },
      element("div", { class: "nbh-label", "aria-hidden": "true" }, label),
      ...asked.map((question) => question.form),
      element("div", { class: "nbh-foot" }, closing, again),
      waiting));
  keepKeys(el);
  model.on("change:answers change:closing change:again", update);
  model.on("msg:custom", kernel.heard);
  update();
  return () => {
    kernel.stop();
    model.widget_manager?.restored?.disconnect(restored);
    model.off("msg:custom", kernel.heard);
    model.off("change:answers change:closing change:again", update);
  };
}

// The text below a prediction is folded, because it gives the answer away. Once that is out, it opens. JupyterLab makes the
// cells of a long page one after the other, so that the one below may come later than this.
function openExplanation(el, tries = 20) {
  const cell = el.closest(".jp-Cell");
  const fold = cell?.nextElementSibling?.querySelector("details.nbh-explanation");
  if (fold) fold.open = true;
  else if (tries && cell !== undefined) setTimeout(openExplanation, 250, el, tries - 1);
}

function setIfNew(region, html) {
  if (region.dataset.shown !== html) {          // a live region that is set anew is read out anew
    region.dataset.shown = html;
    region.innerHTML = html;
  }
}

function build(question, number, of, panel, commit) {
  const name = `nbh-${panel}-${number}`;
  const rows = question.choices.map((html, index) => {
    const input = element("input", { type: "radio", name, value: index });
    const mark = element("span", { class: "nbh-mark", "aria-hidden": "true" });
    const said = element("span", { class: "nbh-said" });
    const row = element("label", { class: "nbh-choice" }, input, mark,
      element("span", { class: "nbh-text", html }), said);
    return { input, mark, said, row };
  });
  const legend = element("legend", {}, element("div", { class: "nbh-question", html: question.text }));
  if (of > 1) legend.prepend(element("span", { class: "nbh-number" }, `${number + 1}`));
  const button = element("button", { type: "submit", class: "nbh-commit" }, "Commit");
  if (of > 1) button.setAttribute("aria-label", `Commit answer ${number + 1}`);
  const feedback = element("div", { class: "nbh-feedback", "aria-live": "polite", id: `${name}-feedback` });
  const form = element("form", { class: "nbh-form" },
    element("fieldset", { "aria-describedby": feedback.id }, legend, ...rows.map(({ row }) => row)), button, feedback);
  let settled = false;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (settled) return;
    const chosen = rows.findIndex(({ input }) => input.checked && !input.disabled);
    if (chosen < 0 && !feedback.dataset.shown) setIfNew(feedback, CHOOSE); // a hint that stands there stays
    else if (chosen < 0) return;
    else commit(chosen);
  });
  form.addEventListener("change", () => { if (feedback.dataset.shown === CHOOSE) setIfNew(feedback, ""); });

  function show(answer) {
    const restarted = settled && answer.right === null;
    settled = answer.right !== null;
    const last = answer.tried.at(-1);
    // What is about to be switched off must not hold the focus.
    if (settled && form.contains(document.activeElement)) feedback.focus({ preventScroll: true });
    rows.forEach(({ input, mark, said, row }, index) => {
      const tried = answer.tried.includes(index);
      const right = index === answer.right;
      row.classList.toggle("nbh-right", right);
      row.classList.toggle("nbh-wrong", tried && !right);
      mark.textContent = right ? "✓" : tried ? "✗" : "";
      said.textContent = right ? (tried ? "right, your answer" : "right answer") : tried && settled && index === last
        ? "your answer" : tried ? "tried" : "";
      input.disabled = settled || tried;
      if (settled) input.checked = index === last;
      else if (tried || restarted) input.checked = false;
    });
    button.hidden = settled;
    form.classList.toggle("nbh-settled", settled);
    form.classList.toggle("nbh-missed", answer.tried.length > 0 && !settled);
    setIfNew(feedback, answer.feedback);
  }

  feedback.tabIndex = -1;
  return { form, show, focus: () => rows[0].input.focus() };
}

export default { render };
