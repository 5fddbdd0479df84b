// What a key does on a slide: it lifts the next cover or brings a figure's next state, and when all is shown it turns the page.
// The file and the lecture notebook share this. A figure says how it changes: `element.nbdGo(number)`.

function stepsOf(slide) {
  return [...slide.querySelectorAll(".nbd-cover, .nbd-states")];
}

const nowOf = (figure) => Number(figure.dataset.now);

// The covers of one line, or one row, go together.
function rowOf(cover) {
  const around = cover.closest(".nbd-table, .nbd-words, .nbd-code, .nbd-card") ?? cover.parentElement;
  return [...around.querySelectorAll(`.nbd-cover[data-row="${cover.dataset.row}"]`)];
}

function lift(cover, lifted) {
  for (const one of rowOf(cover)) {
    one.classList.toggle("nbd-lifted", lifted);
    one.toggleAttribute("aria-hidden", !lifted);
  }
}

// Did anything on this slide change?
function stepForward(slide) {
  for (const step of stepsOf(slide)) {
    if (step.matches(".nbd-cover:not(.nbd-lifted)")) return lift(step, true), true;
    if (step.matches(".nbd-states") && nowOf(step) < Number(step.dataset.count) - 1) return step.nbdGo(nowOf(step) + 1), true;
  }
  return false;
}

function stepBack(slide) {
  for (const step of stepsOf(slide).reverse()) {
    if (step.matches(".nbd-cover.nbd-lifted")) return lift(step, false), true;
    if (step.matches(".nbd-states") && nowOf(step) > 0) return step.nbdGo(nowOf(step) - 1), true;
  }
  return false;
}

// A digit goes to that state at once.
function stepTo(slide, number) {
  const figure = slide.querySelector(".nbd-states");
  if (!figure || number > Number(figure.dataset.count)) return false;
  figure.nbdGo(number - 1);
  return true;
}

// The buttons of a figure's states: those not reached yet keep their names to themselves.
function nameStates(row, names, now, reached) {
  [...row.children].forEach((button, number) => {
    button.textContent = number <= reached ? names[number] : "·".repeat(number - reached > 3 ? 3 : 1);
    button.setAttribute("aria-label", number <= reached ? names[number] : `state ${number + 1}`);
    button.setAttribute("aria-pressed", String(number === now));
  });
}

// Which way a key goes: 1, -1, or a word. Keys that move a slider or a point are left to it; a clicker's are not.
function wayOf(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const moves = event.target.closest?.(".nbh-controls, .nbh-grip, input, select, textarea, [contenteditable='true'], .cm-editor");
  if (moves && !["PageDown", "PageUp"].includes(event.key)) return null;
  const onButton = event.target.closest?.("button, a, summary");
  if (onButton && [" ", "Enter"].includes(event.key)) return null;
  if (event.key === " ") return event.shiftKey ? -1 : 1;
  if (/^[1-9]$/.test(event.key)) return event.key;
  return { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1,
    Home: "first", End: "last", s: "speaker", d: "dark", p: "pin", r: "reset", b: "black", ".": "black" }[event.key] ?? null;
}

// A slide that these fonts make too high or too wide gets smaller type.
function fitSlide(slide, name = "--fit") {
  const inside = () => {
    const box = slide.getBoundingClientRect();
    return [...slide.querySelectorAll(".nbd-body *")].every((node) => {
      const at = node.getBoundingClientRect();
      return !at.width || node.closest("math, svg") && !node.matches("math, svg")
        || at.right <= box.right + 1 && at.bottom <= box.bottom + 1 && !(node.matches("pre") && node.scrollWidth > node.clientWidth + 1);
    });
  };
  slide.style.setProperty(name, 1);
  if (inside()) return 1;
  let fits = 0.3, over = 1;
  while (over - fits > 0.01) {
    const tried = (fits + over) / 2;
    slide.style.setProperty(name, tried);
    if (inside()) fits = tried; else over = tried;
  }
  slide.style.setProperty(name, fits);
  return fits;
}
