// Slides in a notebook. Sliveshow shows them one at a time; in JupyterLab's presentation mode the notebook scrolls from title to title.

const presenting = () => document.querySelector(".reveal .slides section.present") !== null;
const scrolling = () => document.body.classList.contains("jp-mod-presentationMode") || document.querySelector(".jp-mod-presentationMode") !== null;
const cellsShown = () => [...document.querySelectorAll(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook .jp-Cell")];
const titlesShown = () => cellsShown().filter((cell) => cell.querySelector(".jp-RenderedMarkdown h2") && !cell.querySelector("details"));
const bodiesShown = () => [...document.querySelectorAll(".nbd-live")].filter((body) => body.offsetParent);

// The slide that the room sees: what holds its covers and its figure.
function slideShown() {
  if (presenting()) {
    const section = [...document.querySelectorAll(".reveal .slides section.present")].pop();
    return section.querySelector(".nbd-live") ?? section;
  }
  const middle = innerHeight / 3;
  const near = (body) => Math.abs(body.getBoundingClientRect().top - middle);
  return bodiesShown().reduce((best, body) => (best && near(best) <= near(body) ? best : body), null);
}

const numberOf = (slide) => Number(slide?.querySelector("[data-number]")?.dataset.number ?? slide?.dataset?.number ?? -1);

function turnPage(way) {
  if (presenting()) {
    const [key, keyCode] = way === 1 ? ["PageDown", 34] : ["PageUp", 33];
    const event = new KeyboardEvent("keydown", { key, keyCode, which: keyCode, bubbles: true, cancelable: true });
    event.nbdPass = true;
    document.dispatchEvent(event);
    return;
  }
  const titles = titlesShown();
  const edge = (cell) => cell.getBoundingClientRect().top - titles[0].closest(".jp-Notebook").getBoundingClientRect().top;
  const next = way === 1 ? titles.find((cell) => edge(cell) > 30) : titles.filter((cell) => edge(cell) < -30).pop();
  next?.scrollIntoView({ block: "start" });
  setTimeout(layOut, 60);
}

function go(way) {
  const slide = slideShown();
  if (slide && (way === 1 ? stepForward(slide) : stepBack(slide))) return;
  turnPage(way);
}

function onKey(event) {
  if (event.nbdPass || !(presenting() || scrolling()) || !bodiesShown().length) return;
  const way = wayOf(event);
  if (way === null || way === "black") return;
  if (way === "first" || way === "last") {
    if (presenting()) return; // Sliveshow does it
    titlesShown().at(way === "first" ? 0 : -1)?.scrollIntoView({ block: "start" });
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  const slide = slideShown();
  if (way === "dark") darkSlides(!document.documentElement.classList.contains("nbd-dark"));
  else if (way === "speaker") speak();
  else if (way === "pin" || way === "reset") buttonOf(slide, way)?.click();
  else if (way === 1 || way === -1) {
    const stepped = slide && (way === 1 ? stepForward(slide) : stepBack(slide));
    if (!stepped && presenting()) {
      if (["PageDown", "PageUp", " "].includes(event.key)) return; // Sliveshow turns the page itself
      turnPage(way);
    } else if (!stepped) turnPage(way);
  } else if (!slide || !stepTo(slide, Number(way))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

// Figures follow JupyterLab's theme, so slides that are dark tell them that it is.
function darkSlides(dark) {
  document.documentElement.classList.toggle("nbd-dark", dark);
  document.body.dataset.jpThemeLight = String(!dark);
}

function buttonOf(slide, way) {
  const wanted = way === "pin" ? ["Pin", "Unpin"] : ["Reset"];
  return [...(slide?.querySelectorAll(".nbh-buttons > .nbh-button") ?? [])].find((button) => wanted.includes(button.textContent));
}

let plan = { slides: [] };
function speak() {
  const at = () => Math.max(0, plan.slides.findIndex((one) => one.number === numberOf(slideShown())));
  openSpeaker(plan, at, go);
}

// How large a unit is, how much height is left under the title, and how wide a picture may then be.
function layOut() {
  for (const cover of document.querySelectorAll(".nbd-live .nbd-cover:not(.nbd-lifted)")) cover.setAttribute("aria-hidden", "true");
  for (const body of bodiesShown()) {
    if (body.closest(".reveal")) halls.observe(body.closest(".reveal"));
    const section = body.closest(".reveal section");
    const around = (body.closest(".reveal") ?? body.closest(".jp-Notebook") ?? document.body).getBoundingClientRect();
    const unit = Math.min(around.width / 100, around.height / 56.25);
    body.style.setProperty("--u", `${unit}px`);
    section?.style.setProperty("--u", `${unit}px`); // for its title
    const title = section ? [...section.querySelectorAll("h2")].shift() : titleOf(body);
    const left = around.height - (title ? title.getBoundingClientRect().height : 0) - 6.4 * unit;
    if (section) body.style.maxWidth = `${around.width - 6.8 * unit}px`; // a section may be wider than the hall it is shown in
    body.style.setProperty("--tall", `${left}px`);
    placeStates(body);
    const picture = body.querySelector(".nbh-stage");
    if (!picture) { fitWords(body); continue; }
    const canvas = picture.querySelector("canvas");
    const [width, height] = canvas.style.aspectRatio.split("/").map(Number);
    const column = body.querySelector(".nbd-figure");
    const others = [...body.querySelectorAll(".nbh-bar, .nbh-controls, .nbh-error, .nbh-kernel")].filter((part) => part.offsetParent)
      .reduce((sum, part) => sum + part.getBoundingClientRect().height, 0);
    const words = body.classList.contains("nbd-beside") || body.classList.contains("nbd-wordless") ? 0
      : (body.querySelector(".nbd-said")?.getBoundingClientRect().height ?? 0) + unit;
    const room = left - others - words - 1.2 * unit;
    body.style.setProperty("--picture", `${Math.max(10, Math.min(column.clientWidth, room * width / height))}px`);
    fitWords(body);
  }
}

// A figure's states stand beside its buttons: a line of their own would take room from the picture.
function placeStates(body) {
  for (const figure of body.querySelectorAll(".nbd-figure")) {
    const states = figure.querySelector(".nbd-states"), buttons = figure.querySelector(".nbh-buttons");
    if (states && buttons && states.parentElement !== buttons) buttons.prepend(states);
  }
}

// Words that these fonts make too high for the slide get smaller type.
function fitWords(body) {
  const said = body.querySelector(".nbd-said");
  body.style.setProperty("--fit", 1);
  for (let fit = 1; said && fit > 0.4 && said.getBoundingClientRect().bottom > body.getBoundingClientRect().bottom + 1; fit -= 0.05) {
    body.style.setProperty("--fit", fit);
  }
}

function titleOf(body) {
  let cell = body.closest(".jp-Cell")?.previousElementSibling;
  while (cell && !cell.querySelector("h2")) cell = cell.previousElementSibling;
  return cell;
}

const halls = new ResizeObserver(() => soon()); // one that is shown beside the notebook may become as large as the screen
let waiting = 0;
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(layOut, 120);
}

function install() {
  window.nbdRemove?.(); // another version of this script may have been here
  document.documentElement.classList.toggle("nbd-dark", document.body.dataset.jpThemeLight === "false");
  addEventListener("keydown", onKey, true);
  addEventListener("resize", soon);
  const watcher = new MutationObserver((changes) => {
    if (changes.some((change) => change.target.matches?.("section, .jp-NotebookPanel, body, .nbh-readouts, .nbh-controls"))) soon();
  });
  watcher.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
  window.nbdRemove = () => {
    removeEventListener("keydown", onKey, true);
    removeEventListener("resize", soon);
    watcher.disconnect();
  };
}

function render({ model, el }) {
  if (!window.nbdInstalled) { install(); window.nbdInstalled = true; }
  if (model.get("plan").slides) plan = window.nbdPlan = model.get("plan");
  el.dataset.number = model.get("number");
  el.classList.add("nbd-piece");
  const names = model.get("names");
  if (names.length > 1) showStates(model, el, names);
  soon();
}

function showStates(model, el, names) {
  const row = document.createElement("div");
  row.className = "nbd-row";
  const figure = document.createElement("div");
  figure.className = "nbd-states";
  figure.append(row);
  figure.dataset.count = names.length;
  let reached = 0;
  const show = () => {
    figure.dataset.now = model.get("now");
    reached = Math.max(reached, model.get("now"));
    nameStates(row, names, model.get("now"), reached);
    soon(); // longer names may take another line
  };
  figure.nbdGo = (number) => {
    model.set("now", number);
    model.save_changes();
    show();
  };
  names.forEach((name, number) => {
    const button = document.createElement("button");
    button.type = "button";
    button.addEventListener("click", () => figure.nbdGo(number));
    row.append(button);
  });
  model.on("change:now", show);
  show();
  el.append(figure);
}

export default { render };
