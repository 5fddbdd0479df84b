// The slides of the file: pictures, keys, pages, paper.
const deck = document.querySelector(".nbd-deck");
const slides = [...deck.querySelectorAll(".nbd-slide:not(.nbd-answers)")];
const pictures = JSON.parse(document.getElementById("pictures").textContent);
const plan = JSON.parse(document.getElementById("plan").textContent);
let now = 0;

for (const image of deck.querySelectorAll("img[data-picture]")) image.src = pictures[image.dataset.picture];
for (const figure of deck.querySelectorAll(".nbd-states")) {
  const states = [...figure.querySelectorAll(".nbd-state")], row = figure.querySelector(".nbd-row");
  const names = states.map((state) => state.dataset.name);
  let reached = 0;
  figure.nbdGo = (number) => {
    figure.dataset.now = number;
    reached = Math.max(reached, number);
    states.forEach((state, k) => state.classList.toggle("nbd-now", k === number));
    if (row) nameStates(row, names, number, reached);
  };
  figure.nbdGo(0);
  [...(row?.children ?? [])].forEach((button, number) => button.addEventListener("click", () => figure.nbdGo(number)));
}
for (const cover of deck.querySelectorAll(".nbd-cover")) cover.setAttribute("aria-hidden", "true");

function turn(number) {
  now = Math.min(Math.max(number, 0), slides.length - 1);
  slides.forEach((slide, k) => slide.classList.toggle("nbd-here", k === now));
  fitSlide(slides[now]);
  history.replaceState(null, "", `#${slides[now].dataset.number}`);
}

function go(way) {
  if (way === 1) stepForward(slides[now]) || now === slides.length - 1 || turn(now + 1);
  else stepBack(slides[now]) || now === 0 || turn(now - 1);
}

function preview(number) {
  const box = slides[number].cloneNode(true);
  box.classList.add("nbd-here");
  const around = document.createElement("div");
  around.className = "nbd-deck";
  around.style.setProperty("--u", "4.4px");
  around.append(document.querySelector("style").cloneNode(true), box);
  return around;
}

addEventListener("keydown", (event) => {
  const way = wayOf(event);
  if (way === null) return;
  event.preventDefault();
  if (way === 1 || way === -1) go(way);
  else if (way === "first") turn(0);
  else if (way === "last") turn(slides.length - 1);
  else if (way === "dark") document.documentElement.classList.toggle("nbd-dark");
  else if (way === "black") document.body.classList.toggle("nbd-black");
  else if (way === "speaker") openSpeaker(plan, () => now, go, preview);
  else stepTo(slides[now], Number(way));
});

let touched = null; // a swipe turns the page, too
addEventListener("touchstart", (event) => { touched = event.touches[0].clientX; }, { passive: true });
addEventListener("touchend", (event) => {
  const way = touched - event.changedTouches[0].clientX;
  if (Math.abs(way) > 60) go(Math.sign(way));
}, { passive: true });

function fitPaper() {
  const paper = document.documentElement.classList;
  paper.add("nbd-paper");
  for (const slide of deck.querySelectorAll(".nbd-slide")) fitSlide(slide, "--paper");
  paper.remove("nbd-paper");
}

function fitAll() {
  fitPaper();
  fitSlide(slides[now]);
}

if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.classList.add("nbd-dark");
const asked = slides.findIndex((slide) => slide.dataset.number === location.hash.slice(1));
turn(Math.max(asked, 0));
addEventListener("hashchange", () => turn(Math.max(slides.findIndex((slide) => slide.dataset.number === location.hash.slice(1)), 0)));
addEventListener("resize", () => fitSlide(slides[now]));
addEventListener("load", fitAll);
addEventListener("beforeprint", fitPaper);
document.fonts.addEventListener("loadingdone", fitAll);
