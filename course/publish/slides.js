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

show(Number(location.hash.slice(2) || 1) - 1, true);
