// The speaker's view, in a window of its own: notes, what comes next, and a clock against the plan.
// `plan` is what Python wrote (speaker.py); `here()` gives the slide's place in it, `go(way)` turns the page.

const SPEAKER = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Speaker</title><style>
  body { margin: 0; padding: 18px 24px; font: 19px/1.5 "Segoe UI", "Helvetica Neue", Arial, sans-serif; background: #14171b; color: #f1f3f5; }
  header { display: flex; gap: 30px; align-items: baseline; flex-wrap: wrap; font-size: 22px; border-bottom: 1px solid #59616b; padding-bottom: 8px; }
  #clock { font-size: 40px; font-weight: 700; font-variant-numeric: tabular-nums; }
  h1 { font-size: 27px; line-height: 1.25; margin: 14px 0 8px; } #notes { font-size: 22px; max-width: 44em; } #notes em { color: #ffd27a; }
  #next { margin-top: 18px; padding-top: 10px; border-top: 1px solid #59616b; color: #c6ccd3; } #late { color: #ffb38a; font-weight: 700; }
  button { font: inherit; padding: 4px 14px; } #preview { pointer-events: none; margin-top: 8px; border: 1px solid #59616b; width: max-content; }
</style></head><body><header><span id="clock">0:00</span><span id="plan"></span><span id="place"></span><button id="again">Clock to 0:00</button></header>
<p id="late" role="status"></p><h1 id="title"></h1><div id="notes"></div><div id="next"></div><div id="preview"></div></body></html>`;

function openSpeaker(plan, here, go, preview = () => null) {
  const view = window.open("", "nets-by-hand-speaker", "width=900,height=760");
  if (!view) return null;
  view.document.open();
  view.document.write(SPEAKER);
  view.document.close();
  const find = (id) => view.document.getElementById(id);
  const slides = plan.slides;
  let start = null;
  const show = () => {
    const at = here(), slide = slides[at], next = slides[at + 1];
    if (start === null && slide.number > 0) start = Date.now();
    const minutes = start === null ? 0 : (Date.now() - start) / 60000;
    const said = (m) => `${Math.floor(m)}:${String(Math.floor((m % 1) * 60)).padStart(2, "0")}`;
    find("clock").textContent = said(minutes);
    find("plan").textContent = `plan: leave this slide at ${said(slide.clock)}`;
    find("place").textContent = `${slide.number} of ${slides.at(-1).number} · ${slide.part}`;
    const ahead = slides.slice(at).filter((one) => one.late && one.number > slide.number);
    const late = minutes - slide.clock;
    find("late").textContent = late > 1 && ahead.length
      ? `${Math.round(late)} min late? Leave out ${ahead.map((one) => one.number).join(", ")} (${ahead.reduce((sum, one) => sum + one.minutes, 0)} min).` : "";
    if (find("title").dataset.at === String(at)) return;
    find("title").dataset.at = at;
    find("title").textContent = `${slide.number}. ${slide.title}`;
    find("notes").innerHTML = slide.notes;
    find("next").textContent = next ? `Next: ${next.number}. ${next.title}` : "This was the last slide.";
    const picture = next && preview(at + 1);
    find("preview").replaceChildren(...(picture ? [view.document.importNode(picture, true)] : []));
  };
  find("again").addEventListener("click", () => { start = Date.now(); show(); });
  view.addEventListener("keydown", (event) => {
    const way = wayOf(event);
    if (way === 1 || way === -1) { event.preventDefault(); go(way); show(); }
  });
  const beat = view.setInterval(() => { if (view.opener) show(); }, 250);
  view.addEventListener("pagehide", () => view.clearInterval(beat));
  show();
  return view;
}
