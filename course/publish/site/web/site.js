// On every page: light or dark, and on a narrow screen a notebook opens alone.
document.querySelector(".theme")?.addEventListener("click", () => {
  const html = document.documentElement;
  const dark = (html.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  html.dataset.theme = dark ? "light" : "dark";
  try { localStorage.setItem("nbh-theme", html.dataset.theme); } catch {} // a private window forgets
});

if (matchMedia("(max-width: 760px)").matches) {
  for (const link of document.querySelectorAll("a[data-alone]")) link.href = link.dataset.alone;
}

// A figure that moves: a slider through pictures that were drawn before.
for (const mover of document.querySelectorAll(".mover")) {
  const input = mover.querySelector("input"), says = mover.querySelector("output");
  const figure = mover.closest("figure"), picture = figure.querySelector("img"), caption = figure.querySelector("figcaption");
  const frames = JSON.parse(mover.dataset.frames);
  const kept = [];
  const fetchAll = () => frames.forEach(({ src }, place) => { (kept[place] ??= new Image()).src = src; });
  input.addEventListener("pointerenter", fetchAll, { once: true });
  input.addEventListener("focus", fetchAll, { once: true });
  input.addEventListener("input", () => {
    const frame = frames[input.value];
    picture.src = frame.src;
    picture.alt = frame.alt;
    caption.innerHTML = frame.says;
    says.textContent = frame.value;
    input.setAttribute("aria-valuetext", frame.value);
  });
}
