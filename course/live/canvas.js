// The browser's side of an explorer: paints frames, moves grips, says what happened.
// See canvas.py for the protocol: each frame is answered with "painted".

const make = (tag, className, parent, attributes = {}) => {
  const node = document.createElement(tag);
  node.className = className;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  parent.append(node);
  return node;
};

// ipywidgets' sliders have no name, and on a logarithmic scale they announce the exponent.
// Both stand beside the handle as text: give them to the handle. Nor have the number to type in, or the buttons of Play.
function nameControls(root) {
  const set = (node, name, value) => node.getAttribute(name) === value || node.setAttribute(name, value);
  for (const slider of root.querySelectorAll(".widget-slider")) {
    const handle = slider.querySelector(".noUi-handle");
    const label = slider.querySelector(".widget-label")?.textContent.trim();
    const shown = slider.querySelector(".widget-readout")?.textContent.trim();
    if (!handle || !label) continue;
    set(handle, "aria-label", label);
    if (shown) set(handle, "aria-valuetext", shown);
    const typed = slider.querySelector(".widget-readout[contenteditable]");
    if (typed) {
      set(typed, "role", "textbox");
      set(typed, "aria-label", `${label}, as a number`);
    }
  }
  for (const play of root.querySelectorAll(".widget-play")) {
    const label = play.parentElement.querySelector(".widget-label")?.textContent.trim();
    ["Play or pause", "Stop, back to the start"].forEach((name, k) => set(play.children[k], "aria-label", `${name}: ${label}`));
  }
}

// The number beside a slider with rounded stops. ipywidgets lets one type there, and hears nothing of it.
function makeNumbers(controls, model) {
  const numbers = new Map(); // of the slider -> where its number stands
  const find = () => {
    const sliders = controls.querySelectorAll(".widget-slider");
    for (const number of model.get("typed")) {
      const node = sliders[number]?.querySelector(".widget-readout");
      if (!node || numbers.get(number) === node) continue;
      numbers.set(number, node);
      let before = "";
      const done = () => {
        if (node.textContent.trim() !== before) model.send({ type: "typed", slider: number, text: node.textContent.trim() });
        before = node.textContent.trim();
        delete node.dataset.typing;
      };
      node.addEventListener("input", () => { node.dataset.typing = "yes"; });
      node.addEventListener("focus", () => { before = node.textContent.trim(); });
      node.addEventListener("blur", done);
      node.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !runs(event)) {
          event.preventDefault();
          done();
        } else if (event.key === "Escape") node.textContent = before;
      });
    }
  };
  // What the figure is set to exactly, where that lies between two stops: ipywidgets would write the nearest stop.
  let exact = {};
  const show = (now = exact) => {
    exact = now;
    for (const [number, text] of Object.entries(exact)) {
      const node = numbers.get(Number(number));
      if (node && node.textContent !== text && !node.dataset.typing) node.textContent = text;
    }
  };
  return { find, show };
}

function watchSliders(controls, numbers) {
  const tend = () => { nameControls(controls); keepKeys(controls); numbers.find(); numbers.show(); };
  tend();
  const watcher = new MutationObserver(tend);
  watcher.observe(controls, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["aria-valuetext"],
  });
  return watcher;
}

// A button for each named setting of the figure; the one that it is set to now is pressed.
function makePresets(el, model) {
  const names = model.get("presets");
  if (!names.length) return new Map();
  const row = make("div", "nbh-presets", el, { role: "group", "aria-label": "Settings worth a look" });
  return new Map(names.map((name) => {
    const node = make("button", "nbh-preset", row, { type: "button", "aria-pressed": "false" });
    node.textContent = name;
    node.addEventListener("click", () => model.send({ type: "button", name: "preset", preset: name }));
    return [name, node];
  }));
}

// Everything that stands around the picture and changes with it.
function makePanel(el, model) {
  const name = model.get("name");
  const stage = make("div", "nbh-stage", el);
  const picture = make("canvas", "nbh-picture", stage, { role: "img", "aria-label": name });
  picture.style.aspectRatio = `${model.get("width")} / ${model.get("height")}`;
  const presets = makePresets(el, model);
  const bar = make("div", "nbh-bar", el);
  const list = make("dl", "nbh-readouts", bar);
  const buttons = make("div", "nbh-buttons", bar);
  const button = (label, title, message) => {
    const node = make("button", "nbh-button", buttons, { type: "button", title });
    node.textContent = label;
    node.addEventListener("click", () => model.send({ type: "button", name: message }));
    return node;
  };
  const pin = button("Pin", "Keep this picture as a ghost, to compare with", "pin");
  pin.setAttribute("aria-pressed", "false");
  button("Reset", "Back to the start", "reset");
  const keep = make("button", "nbh-button", buttons, { type: "button", title: "Let the figure stay while you read on (key V)" });
  keep.textContent = "Keep in view";
  keep.setAttribute("aria-pressed", "false");
  const verdict = make("p", "nbh-verdict", el);
  const progress = make("progress", "nbh-progress", el, { max: 1, "aria-label": "How far the work has come" });
  const error = make("p", "nbh-error", el, { role: "alert" });
  const kernel = make("p", "nbh-kernel", el, { role: "alert" });
  const spoken = make("p", "nbh-spoken", el, { role: "status", "aria-live": "polite" });
  progress.hidden = error.hidden = verdict.hidden = true;

  let saying = 0, room = 0;
  const put = (node, text) => { if (node.textContent !== text) node.textContent = text; }; // or the page lays out anew
  const rows = new Map();
  const row = (key) => {
    if (!rows.has(key)) {
      const box = make("div", "nbh-readout", list, { "data-name": key });
      rows.set(key, { box, label: make("dt", "", box), now: make("dd", "nbh-now", box), then: make("dd", "nbh-pinned", box) });
    }
    return rows.get(key);
  };
  const update = (frame) => {
    const said = new Map(frame.readouts.filter(([key]) => key !== "verdict").map(([key, ...rest]) => [key, rest]));
    for (const [key, [label, text, pinned]] of said) {
      const { box, label: name, now, then } = row(key);
      box.hidden = false;
      put(name, label);
      put(now, text);
      put(then, pinned == null ? "" : `pinned: ${pinned}`);
    }
    for (const [key, { box }] of rows) if (!said.has(key)) box.hidden = true;
    const order = [...said.keys()].map((key) => rows.get(key).box);
    if (order.some((box, k) => box !== list.children[k])) list.prepend(...order); // those that came later, too
    if (verdict.textContent !== frame.verdict) {
      put(verdict, frame.verdict);
      if (verdict.offsetHeight > room) verdict.style.minHeight = `${(room = verdict.offsetHeight)}px`; // so that nothing jumps back
    }
    verdict.hidden &&= !frame.verdict; // once there was one, its line stays, so that nothing below jumps
    put(error, frame.error);
    error.hidden = !frame.error;
    progress.hidden = frame.progress == null;
    if (frame.progress != null) progress.value = frame.progress;
    put(pin, frame.pinned ? "Unpin" : "Pin");
    pin.setAttribute("aria-pressed", String(frame.pinned));
    for (const [name, node] of presets) node.setAttribute("aria-pressed", String(name === frame.preset));
    picture.setAttribute("aria-label", frame.alt);
    clearTimeout(saying); // speak when the hand rests, not at every frame
    saying = setTimeout(() => { spoken.textContent = frame.spoken; }, 600);
  };
  return { stage, picture, update, keep, kernel, stop: () => clearTimeout(saying) };
}

// A grip is a button over the picture: it can be dragged, and moved with the arrow keys.
function makeGrips(stage, picture, model) {
  const grips = new Map();
  let serial = 0;
  const tell = (name, grip) => {
    model.set("pointer", [name, grip.x, grip.y, ++serial]);
    model.save_changes();
  };
  const clamp = (value) => Math.min(1, Math.max(0, value));
  const part = (event) => { // of the picture, from its top left
    const box = picture.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  };
  const nearest = (x, y) => { // where grips overlap, the one that is meant
    const far = ({ shown }) => Math.hypot((shown[0] - x) * picture.clientWidth, (shown[1] - y) * picture.clientHeight);
    return [...grips.values()].reduce((best, grip) => (far(grip) < far(best) ? grip : best));
  };

  const add = (name) => {
    const node = make("button", "nbh-grip", stage, { type: "button", "aria-roledescription": "draggable point" });
    const grip = { node, x: 0, y: 0, shown: [NaN, NaN], held: null, moved: 0, key: "", said: "" };
    node.addEventListener("pointerdown", (event) => {
      const [x, y] = part(event);
      const taken = nearest(x, y);
      taken.held = [x - taken.shown[0], y - taken.shown[1]];
      taken.node.setPointerCapture(event.pointerId);
      taken.node.focus();
      event.preventDefault();
    });
    node.addEventListener("pointermove", (event) => {
      if (!grip.held) return;
      const [x, y] = part(event);
      [grip.x, grip.y] = [clamp(x - grip.held[0]), clamp(y - grip.held[1])];
      tell(name, grip);
    });
    for (const end of ["pointerup", "pointercancel"]) node.addEventListener(end, () => { grip.held = null; });
    node.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!way) return;
      const size = event.shiftKey ? 10 : 1;
      // Keys in a row add up, also before the kernel has answered the first; and so do those the same way that have not yet
      // moved it, as some points go from place to place only.
      const now = performance.now();
      if (now - grip.moved > 250 && grip.key !== event.key) [grip.x, grip.y] = grip.shown;
      Object.assign(grip, { moved: now, key: event.key });
      grip.x = clamp(grip.x + way[0] * size * grip.step[0]);
      grip.y = clamp(grip.y + way[1] * size * grip.step[1]);
      event.preventDefault();
      tell(name, grip);
    });
    keepKeys(stage);
    grips.set(name, grip);
    return grip;
  };
  return (list) => { // a grip is where the kernel says, under the point that it painted
    for (const { name, label, x, y, step } of list) {
      const grip = grips.get(name) ?? add(name);
      if (grip.said !== label) grip.node.setAttribute("aria-label", label);
      if (grip.shown[0] !== x || grip.shown[1] !== y) grip.key = ""; // it has moved: the next key goes from there
      if (grip.shown[0] !== x) grip.node.style.left = `${100 * x}%`;
      if (grip.shown[1] !== y) grip.node.style.top = `${100 * y}%`;
      Object.assign(grip, { step, shown: [x, y], said: label });
    }
  };
}

async function inflate(file) {
  const stream = new DecompressionStream("deflate");
  const writer = stream.writable.getWriter();
  writer.write(file);
  writer.close();
  return new Response(stream.readable).arrayBuffer();
}

// See `encode` in canvas.py: runs of equal values, row by row, written over what is there or combined with it by exclusive or.
function apply(runs, pieces, words, width, over) {
  const count = runs.byteLength / 6;
  const values = new Uint32Array(runs, 0, count);
  const lengths = new Uint16Array(runs, 4 * count, count);
  let run = 0;
  for (const [left, top, w, h] of pieces) {
    for (let row = top; row < top + h; row++) {
      let at = row * width + left;
      for (const end = at + w; at < end; run++) {
        const stop = at + lengths[run];
        const value = values[run];
        if (over) while (at < stop) words[at++] = value; // most runs are short: `fill` takes five times as long
        else if (value) while (at < stop) words[at++] ^= value;
        at = stop;
      }
    }
  }
}

const LOOKS = 1200; // for the explorer around a canvas, one each 50 ms: a minute, as on a slow line

function render({ model, el }) {
  el.classList.add("nbh-canvas");
  Object.assign(el.dataset, { explorer: model.get("explorer"), model: model.get("moved")[0] }); // its own id comes first
  const { stage, picture, update, keep, kernel: notice, stop } = makePanel(el, model);
  const { fit, stop: stopFitting } = makeFit(el, stage, model.get("width") / model.get("height"));
  const { key, letGo } = makeHold(el, keep, fit);
  const kernel = watchKernel(model, el, notice);
  const moveGrips = makeGrips(stage, picture, model);
  keepKeys(el);
  const context = picture.getContext("2d", { alpha: false });
  context.fillStyle = "#fff"; // until the first frame it is paper, and not the black of an opaque canvas
  context.fillRect(0, 0, picture.width, picture.height);

  const view = Math.random().toString(36).slice(2); // the same model may be shown in several places
  let size = "";
  const hello = (again = false) => {
    const width = picture.clientWidth;
    const now = `${width} ${window.devicePixelRatio}`;
    if (!width || (now === size && !again)) return;
    size = now;
    model.send({ type: "hello", view, width, density: window.devicePixelRatio });
  };

  let pixels, words; // the picture as ImageData, and the same memory as one number a pixel
  let darkPixels, darkWords; // the same on a dark page
  let maps = [];
  let exact;
  const put = (pieces) => {
    if (!pixels) return;
    const { width, height } = pixels;
    el.classList.toggle("nbh-dark", isDark());
    if (isDark()) {
      if (darkPixels?.width !== width || darkPixels?.height !== height) {
        darkPixels = new ImageData(width, height);
        darkWords = new Uint32Array(darkPixels.data.buffer);
      }
      const places = maps.map(([l, t, r, b]) => [l * width, t * height, r * width, b * height].map(Math.round));
      darken(words, darkWords, pieces, width, places);
    }
    for (const [left, top, w, h] of pieces) context.putImageData(isDark() ? darkPixels : pixels, 0, 0, left, top, w, h);
  };
  const stopTheme = watchTheme(() => pixels && put([[0, 0, pixels.width, pixels.height]]));
  let last; // the frame that it shows
  const paint = async (frame, file) => {
    const [width, height] = frame.whole;
    delete picture.dataset.still;
    const follows = pixels?.width === width && pixels?.height === height && last === frame.id - 1;
    if (!frame.fresh && !follows) return hello(true); // we missed one, on which this one builds
    last = frame.id;
    if (frame.fresh) {
      Object.assign(picture, { width, height });
      pixels = new ImageData(width, height);
      words = new Uint32Array(pixels.data.buffer);
    }
    if (frame.pieces.length) {
      const runs = frame.deflated ? await inflate(file) : file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
      apply(runs, frame.pieces, words, width, frame.over);
    }
    maps = frame.maps ?? maps;
    exact = frame.exact;
    numbers?.show(exact);
    put(frame.pieces);
    update(frame);
    moveGrips(frame.grips);
    picture.dataset.frame = frame.id;
    if (frame.first) {
      fit();
      comeIntoView(el);
    }
  };
  // Until the first frame has come, and where none will ever come: the picture and the words that the notebook stores.
  const showStill = async () => {
    const file = model.get("still");
    if (last !== undefined || !file?.byteLength) return;
    const bitmap = await createImageBitmap(new Blob([file], { type: "image/png" }));
    if (last !== undefined) return; // a frame was quicker
    Object.assign(picture, { width: bitmap.width, height: bitmap.height });
    context.drawImage(bitmap, 0, 0);
    update(model.get("words"));
    picture.dataset.still = "yes";
  };
  showStill();

  let painting = Promise.resolve(); // frames are painted in the order they came
  const heard = (frame, buffers) => {
    kernel.heard();
    if (frame.type !== "frame") return;
    painting = painting
      .then(() => paint(frame, buffers[0]))
      .catch((problem) => { // what comes next builds on this one, so ask for a whole picture
        console.error("an explorer's frame could not be painted", problem);
        hello(true);
      })
      .then(() => model.send({ type: "painted", id: frame.id }));
  };
  model.on("msg:custom", heard);

  const gone = new AbortController();
  const touched = () => el.classList.add("nbh-touched"); // its points need not be pointed out any more
  let resting = 0;
  const sizes = new ResizeObserver(() => {
    clearTimeout(resting);
    resting = setTimeout(hello, size ? 150 : 0); // at once the first time, then when the window rests
  });
  sizes.observe(picture);
  const watchDensity = () => { // the window may move to a screen with other pixels
    const query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    query.addEventListener("change", () => { hello(); watchDensity(); }, { once: true, signal: gone.signal });
  };
  watchDensity();

  let watcher, numbers;
  let looks = 0;
  const attach = setInterval(() => { // the explorer around us appears a moment after us
    if (++looks > LOOKS) clearInterval(attach); // or never, where somebody shows the canvas alone
    const root = el.closest(".nbh-explorer");
    const controls = root?.querySelector(".nbh-controls");
    if (!controls) return;
    clearInterval(attach);
    numbers = makeNumbers(controls, model);
    watcher = watchSliders(controls, numbers);
    numbers.show(exact);
    fit();
    root.addEventListener("keydown", key, { capture: true, signal: gone.signal });
    root.addEventListener("pointerdown", touched, { capture: true, signal: gone.signal });
    root.addEventListener("keydown", touched, { capture: true, signal: gone.signal });
    for (const hand of ["pointerup", "keydown", "change"]) { // before keepKeys stops what it keeps
      root.addEventListener(hand, kernel.expect, { capture: true, signal: gone.signal });
    }
  }, 50);

  return () => {
    model.off("msg:custom", heard);
    model.send({ type: "bye", view });
    gone.abort();
    sizes.disconnect();
    watcher?.disconnect();
    clearInterval(attach);
    clearTimeout(resting);
    kernel.stop();
    letGo();
    stopFitting();
    stopTheme();
    stop();
  };
}

const initialize = ({ model }) => {
  const ends = [watchLine(model), sayDirectly(model)];
  return () => ends.forEach((end) => end());
};

export default { initialize, render };
