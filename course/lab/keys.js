// Shared by every widget of the course.

// Keys are for what has the focus, not for the notebook, where "d d" deletes a cell. The mark must stand on the focused
// element itself: JupyterLab asks whether a shortcut's selector matches that before it looks at its parents.
const KEPT = "data-lm-suppress-shortcuts";
const runs = (event) => event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey);

// Nor are they for a slide show around us, where an arrow key turns the page.
function stayHere(event) {
  if (event.key === "Escape") leave(event);
  else if (!runs(event)) event.stopPropagation();
}

// Escape leads back to the cell, where the arrow keys go from cell to cell.
function leave(event) {
  const cell = event.target.closest(".jp-Cell");
  if (!cell || event.defaultPrevented || cell.closest(".reveal")) return;
  event.preventDefault();
  event.stopPropagation();
  cell.focus({ preventScroll: true });
}

function keepKeys(root) {
  root.addEventListener("keydown", stayHere); // adding the same one again does nothing
  for (const node of [root, ...root.querySelectorAll("button, input, select, [tabindex]")]) {
    if (!node.hasAttribute(KEPT)) node.setAttribute(KEPT, "true");
  }
}

// Only the keys that run a cell still do: Shift+Enter, and Enter with Ctrl, Alt or Cmd. For those the marks are lifted
// before JupyterLab looks. Once for the whole page, however many widgets there are.
window.netsByHandKeys ??= window.addEventListener("keydown", (event) => {
  if (!runs(event)) return;
  for (let node = event.target.closest?.(`[${KEPT}]`); node; node = node.parentElement?.closest(`[${KEPT}]`)) {
    node.removeAttribute(KEPT);
    setTimeout(() => node.setAttribute(KEPT, "true"));
  }
}, { capture: true }) ?? true;


// On a slide, Page Up and Page Down are the buttons of a clicker: they turn the page, whatever was touched last.
window.netsByHandClicker ??= window.addEventListener("keydown", (event) => {
  const deck = ["PageUp", "PageDown"].includes(event.key) && event.target.closest?.(`[${KEPT}]`)?.closest(".reveal");
  if (!deck) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // a slider would take them for a long step
  document.activeElement.blur(); // and a slide show minds no keys while a form is being filled in
  deck.dispatchEvent(new KeyboardEvent(event.type, event));
}, { capture: true }) ?? true;
