// The slides of the file: pictures, keys, pages, paper.
const deck = document.querySelector(".nbd-deck");
const slides = [...deck.querySelectorAll(".nbd-slide:not(.nbd-answers)")];
const pictures = JSON.parse(document.getElementById("pictures").textContent);
const plan = JSON.parse(document.getElementById("plan").textContent);
let now = 0;

for (const image of deck.querySelectorAll("img[data-picture]")) image.src = pictures[image.dataset.picture];

// On dark slides a figure is painted dark, as in JupyterLab (dark.js): each picture once, when its slide comes.
const inTheDark = new Map();
function darkPicture(image) {
  const key = image.dataset.picture;
  if (!inTheDark.has(key)) {
    const canvas = document.createElement("canvas");
    const [width, height] = [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const pixels = pen.getImageData(0, 0, width, height);
    const light = new Uint32Array(pixels.data.slice().buffer);
    const maps = JSON.parse(image.dataset.maps).map(([l, t, r, b]) => [l * width, t * height, r * width, b * height].map(Math.round));
    darken(light, new Uint32Array(pixels.data.buffer), [[0, 0, width, height]], width, maps);
    pen.putImageData(pixels, 0, 0);
    inTheDark.set(key, canvas.toDataURL());
  }
  return inTheDark.get(key);
}

function colorPictures(slide, dark = document.documentElement.classList.contains("nbd-dark")) {
  for (const image of slide.querySelectorAll("img[data-picture]")) {
    if (image.dataset.dark === String(dark)) continue;
    image.decode().then(() => {
      image.dataset.dark = dark;
      image.src = dark ? darkPicture(image) : pictures[image.dataset.picture];
    });
  }
}
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
  colorPictures(slides[now]);
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
  else if (way === "dark") {
    document.documentElement.classList.toggle("nbd-dark");
    colorPictures(slides[now]);
  }
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
addEventListener("beforeprint", () => { fitPaper(); for (const slide of slides) colorPictures(slide, false); }); // paper is white
document.fonts.addEventListener("loadingdone", fitAll);
