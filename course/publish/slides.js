// Arrow keys, Page Up and Down, space and a clicker's buttons turn the page; the address keeps the place.
const pages = [...document.querySelectorAll("section")];
const place = document.querySelector(".place");
let now = 0;

function show(number, jump = false) {
  now = Math.min(Math.max(number, 0), pages.length - 1);
  pages[now].scrollIntoView({ behavior: jump ? "instant" : "smooth" });
  say();
}

function say() {
  place.textContent = `${now + 1} / ${pages.length}`;
  history.replaceState(null, "", `#s${now + 1}`);
}

addEventListener("keydown", (event) => {
  if (event.target.closest("summary, a, button") && [" ", "Enter"].includes(event.key)) return;
  const way = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 }[event.key];
  const end = { Home: 0, End: pages.length - 1 }[event.key];
  if (way === undefined && end === undefined) return;
  event.preventDefault();
  show(end ?? now + (event.key === " " && event.shiftKey ? -1 : way));
});

// Whoever scrolls by hand is somewhere, too.
const watcher = new IntersectionObserver((seen) => {
  for (const one of seen) if (one.isIntersecting) { now = pages.indexOf(one.target); say(); }
}, { rootMargin: "-50% 0px -50% 0px" });
pages.forEach((page) => watcher.observe(page));

// A slide that is too high or too wide with this machine's fonts gets smaller type, for the window and for paper.
const sheet = document.documentElement.classList;
const sides = "pre, .highlight, table, math, figure, p, li"; // what may run out to the right without making its slide wider

function runsOver(page, tall) {
  if (page.getBoundingClientRect().height > tall || page.scrollWidth > page.clientWidth) return true;
  const edge = page.getBoundingClientRect().right;
  return [...page.querySelectorAll(sides)].some(
    (part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0 || part.getBoundingClientRect().right > edge + 1);
}

function fit(page, name, tall) {
  page.style.setProperty(name, 1);
  if (!runsOver(page, tall)) return;
  let fits = 0.2, over = 1;
  while (over - fits > 0.01) {
    const tried = (fits + over) / 2;
    page.style.setProperty(name, tried);
    if (runsOver(page, tall)) over = tried; else fits = tried;
  }
  page.style.setProperty(name, fits);
}

function fitAll() {
  const here = now;
  for (const page of pages) fit(page, "--screen", innerHeight + 1);
  sheet.add("paper");
  for (const page of pages) fit(page, "--paper", 7.5 * 96);
  sheet.remove("paper");
  show(here, true);
}

addEventListener("resize", fitAll);
addEventListener("load", fitAll); // its pictures have their sizes
addEventListener("toggle", (event) => fit(event.target.closest("section"), "--screen", innerHeight + 1), true); // an answer opens
document.fonts.addEventListener("loadingdone", fitAll);

show(Number(location.hash.slice(2) || 1) - 1, true);
fitAll();
