// Where a figure stands in the page: it fits on the screen, comes into view when its cell has run, and stays in view on request.

const LEAST = 150; // pixels of height below which a picture says nothing
const SHORT = 430; // in less room than this, the controls stand beside the picture
const HELD = 0.46; // of the page's width is taken by a figure that is kept in view
const NARROW = 760; // a page narrower than this has no room beside its text

const scrollerOf = (el) => el.closest(".jp-WindowedPanel-outer");
const onSlide = (el) => el.closest(".reveal, .nbd-live") !== null;

// The part of the page in which a reader sees the figure.
function frameOf(el) {
  const box = scrollerOf(el)?.getBoundingClientRect();
  return box?.height ? box : new DOMRect(0, 0, document.documentElement.clientWidth, window.innerHeight);
}

function inFrame(root) {
  const box = root.getBoundingClientRect(), frame = frameOf(root);
  return box.height > 0 && box.top >= frame.top - 2 && box.bottom <= frame.bottom + 2;
}

// As large as it can be with its numbers and sliders on the same screen.
function makeFit(el, stage, aspect) {
  let place = "", most = 0; // of height that numbers, verdict and sliders have taken in this place
  const fit = () => {
    const root = el.closest(".nbh-explorer");
    if (!root || el.closest(".nbd-live") || !root.offsetHeight) return; // a deck lays its slides out itself
    if (onSlide(el)) return fitOnSlide(el, stage, aspect);
    const frame = frameOf(el);
    const room = root.classList.contains("nbh-held") ? Math.min(frame.height - 12, heldHeight(frame)) : frame.height;
    const short = room < SHORT && root.clientWidth > 600 && !root.classList.contains("nbh-held");
    root.classList.toggle("nbh-short", short);
    // A narrower picture may need one line more for its words, and a wider one a line less. Were the room for them
    // to shrink again, the two would take turns without end.
    const now = `${room} ${root.clientWidth} ${short}`;
    most = Math.max(now === place ? most : 0, short ? heightBelow(el) : root.offsetHeight - stage.offsetHeight);
    place = now;
    stage.style.maxWidth = `${Math.floor(Math.max(LEAST, room - most - 8) * aspect)}px`;
  };
  const watcher = new ResizeObserver(fit);
  watcher.observe(scrollerOf(el) ?? document.documentElement);
  watcher.observe(stage); // a slideshow may move it to another place
  return { fit, stop: () => watcher.disconnect() };
}

// What stands under the picture where the controls stand beside it.
function heightBelow(el) {
  const parts = [".nbh-presets", ".nbh-verdict", ".nbh-buttons"].map((name) => el.querySelector(name));
  return parts.reduce((sum, part) => sum + (part ? part.offsetHeight + 8 : 0), 0);
}

// On a slide a picture has the room that the rest leaves it.
function fitOnSlide(el, stage, aspect) {
  if (!el.dataset.onSlide) stage.style.maxWidth = ""; // what it had in the notebook
  el.dataset.onSlide = "yes";
  const parts = [...el.closest("section").children].map((part) => part.getBoundingClientRect());
  const content = Math.max(...parts.map((box) => box.bottom)) - Math.min(...parts.map((box) => box.top));
  const over = content + 28 - el.closest(".reveal").clientHeight; // its margins
  if (over > 0) stage.style.maxWidth = `${Math.floor(Math.max(LEAST, stage.clientHeight - over) * aspect)}px`;
}

const heldHeight = (frame) => (frame.width < NARROW ? 0.6 * frame.height : frame.height);

// After a single run the figure comes into view; when a whole notebook runs, the page stays where it is.
function comeIntoView(el) {
  const cell = el.closest(".jp-Cell"), root = el.closest(".nbh-explorer");
  const notebook = cell?.closest(".jp-Notebook");
  if (!notebook || inFrame(root)) return;
  const waits = (one) => one !== cell && one.querySelector(".jp-InputPrompt")?.textContent.includes("*");
  const active = notebook.querySelector(".jp-Cell.jp-mod-active");
  if (active !== cell && active !== cell.nextElementSibling) return;
  if ([...notebook.querySelectorAll(".jp-Cell")].some(waits)) return;
  root.scrollIntoView({ block: "nearest" });
}

// A figure that floats beside the text, alive, until it is put back. There is one at a time.
function makeHold(el, button, changed) {
  let gap, root, scroller;
  const place = () => {
    const frame = frameOf(gap), beside = frame.width >= NARROW;
    const width = beside ? Math.round(Math.min(HELD * frame.width, 680)) : frame.width - 12;
    const bar = scroller ? scroller.offsetWidth - scroller.clientWidth : 0;
    Object.assign(root.style, {
      width: `${width}px`, maxHeight: `${heldHeight(frame) - 12}px`, left: `${frame.right - bar - width - 6}px`,
      top: beside ? `${frame.top + 6}px` : "auto", bottom: beside ? "auto" : `${window.innerHeight - frame.bottom + 6}px`,
    });
    makeRoom(beside ? `${width + 18}px` : "", beside ? "" : `${root.offsetHeight + 18}px`);
  };
  const makeRoom = (right, bottom) => { // for the text, which would stand below the figure
    const text = scroller?.querySelector(".jp-WindowedPanel-inner");
    if (text) Object.assign(text.style, { marginRight: right, marginBottom: bottom });
  };
  const resized = new ResizeObserver(() => gap && place());
  const say = (held) => {
    button.textContent = held ? "Put back" : "Keep in view";
    button.setAttribute("aria-pressed", String(held));
    changed();
  };
  const letGo = () => {
    if (!gap) return;
    resized.disconnect();
    root.hidePopover();
    root.removeAttribute("popover");
    root.classList.remove("nbh-held");
    root.removeAttribute("style");
    makeRoom("", "");
    gap.remove();
    gap = undefined;
    say(false);
  };
  const hold = () => {
    root = el.closest(".nbh-explorer");
    if (gap || !root) return;
    if (!root.showPopover) return root.scrollIntoView({ block: "nearest" }); // an old browser
    document.querySelectorAll(".nbh-held .nbh-canvas").forEach((other) => other.dispatchEvent(new CustomEvent("nbh-put-back")));
    scroller = scrollerOf(el);
    gap = document.createElement("div");
    gap.className = "nbh-gap";
    gap.style.height = `${root.offsetHeight}px`;
    root.before(gap);
    root.classList.add("nbh-held");
    root.popover = "manual";
    const focus = document.activeElement;
    root.showPopover();
    focus?.focus?.({ preventScroll: true });
    place();
    say(true);
    resized.observe(scroller ?? document.documentElement);
  };
  const look = () => {
    root = gap ? root : el.closest(".nbh-explorer");
    if (!gap && !inFrame(root)) hold();
    root.classList.add("nbh-called");
    setTimeout(() => root.classList.remove("nbh-called"), 1200);
  };
  const key = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("[contenteditable], select, input[type=text]")) return;
    if (event.key === "v") (gap ? letGo : hold)();
    else if (event.key === "Escape" && gap) letGo();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  button.addEventListener("click", () => (gap ? letGo : hold)());
  el.addEventListener("nbh-put-back", letGo);
  el.addEventListener("nbh-look", look);
  return { key, letGo };
}
