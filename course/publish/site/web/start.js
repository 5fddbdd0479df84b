// What a visitor sees while Python starts in the page, on every page of the site.
//
// The service worker is asked for what a kernel needs: at once where a notebook opens, and elsewhere when somebody points at a
// link that will open one. Where a notebook is, a line says what is being fetched or started, until the kernel answers.
(() => {
  const root = new URL(document.currentScript.dataset.root, location.href).href;
  const live = /\/(lab|notebooks)\/(index\.html)?$/.test(location.pathname);
  const said = "BroadcastChannel" in window ? new BroadcastChannel("nets-by-hand") : undefined;
  const worker = navigator.serviceWorker;
  const met = Boolean(worker?.controller); // not the first visit

  // ---- the service worker: the same address as JupyterLite uses, which registers it where a notebook opens ----

  if (!live) worker?.register(`${root}service-worker.js?enableCache=false`).catch(() => {}); // a private window: it goes without
  worker?.addEventListener("controllerchange", () => {
    if (met) banner("A newer version of the course has arrived.", "Load it", () => location.reload());
  });
  const fetchKernel = async () => {
    if (!worker || !said) return;
    await worker.ready;
    said.postMessage({ fetch: true });
  };
  const opensLive = (event) => {
    if (event.target.closest?.("a[data-live]")) fetchKernel();
  };
  for (const kind of ["pointerover", "focusin", "touchstart"]) addEventListener(kind, opensLive, { passive: true });

  // ---- what is said at the foot of the page ----

  function line(className, text) {
    const shown = document.createElement("div");
    shown.className = `nbh-start ${className}`;
    shown.setAttribute("role", "status");
    const words = document.createElement("span");
    words.textContent = text;
    shown.append(words);
    const put = () => document.body.append(shown);
    document.body ? put() : addEventListener("DOMContentLoaded", put);
    return { shown, words };
  }

  function banner(text, does, action) {
    const { shown } = line("nbh-news", text);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = does;
    button.onclick = action;
    shown.append(button);
  }

  if (!live) return;

  fetchKernel();
  const { shown, words } = line("nbh-starting", "Opening the notebook…");
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", "Python starts");
  shown.append(bar);
  const MB = 1e6;
  let come = 0, of = 0;
  said?.addEventListener("message", ({ data }) => {
    if (!data.of) return;
    ({ come, of } = data);
    look();
  });

  let stage = "opening"; // then "starting", "importing", "ready"
  function look() {
    if (stage === "opening" && document.querySelector(".jp-Notebook")) stage = "starting";
    if (stage === "ready") return shown.remove();
    if (stage !== "importing" && of && come < of) {
      words.textContent = `You can read already. Fetching Python: ${Math.round(come / MB)} of ${Math.round(of / MB)} MB`;
      bar.max = of;
      bar.value = come;
      return;
    }
    bar.removeAttribute("value");
    words.textContent = {
      opening: "Opening the notebook…",
      starting: "You can read already. Starting Python in this page…",
      importing: "Almost there: loading NumPy and the figures…",
    }[stage];
  }

  const kernelOf = () => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel;
  const looking = setInterval(look, 250);

  // The first cell should not have to wait for what every lesson imports.
  // It runs in a dictionary of its own, and is not counted: the learner's first cell is number 1.
  const WARM = `exec("import matplotlib.figure, matplotlib.backends.backend_agg, course.live.widget, course.practice", {})
get_ipython().execution_count = 0`;
  async function warm() {
    const kernel = kernelOf();
    if (!kernel) return setTimeout(warm, 50);
    await kernel.info;
    stage = "importing";
    look();
    await kernel.requestExecute({ code: WARM, silent: true, store_history: false }).done;
    stage = "ready";
    clearInterval(looking);
    look();
    document.documentElement.dataset.kernel = "ready";
  }
  warm();
})();
