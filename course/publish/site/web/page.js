// What lives in a page that is only read: figures switch through their presets, questions take an answer and then give theirs.
// What a reader answered stays in this browser.
const article = document.querySelector("article[data-page]");
const KEPT = `nbh-read-${article?.dataset.page}`;

// ---- figures ----

for (const figure of document.querySelectorAll("figure.explorer")) {
  const picture = figure.querySelector("img"), caption = figure.querySelector("figcaption");
  const buttons = [...figure.querySelectorAll(".presets button")];
  for (const button of buttons) {
    const { src, alt, says } = button.dataset;
    const fetchIt = () => { new Image().src = src; };
    button.addEventListener("pointerenter", fetchIt, { once: true });
    button.addEventListener("click", () => {
      picture.src = src;
      picture.alt = alt;
      caption.innerHTML = says; // made by the build, from the explorer's own words
      for (const other of buttons) other.setAttribute("aria-pressed", other === button);
    });
  }
}

// ---- questions ----

const read = () => { try { return JSON.parse(localStorage.getItem(KEPT)) ?? {}; } catch { return {}; } };
const write = (all) => { try { localStorage.setItem(KEPT, JSON.stringify(all)); } catch {} }; // a private window forgets

const forms = [...document.querySelectorAll("form.question")].map((form) => new Question(form));

function Question(form) {
  const { kind, name } = form.dataset;
  const inputs = [...form.querySelectorAll("input")], verdicts = [...form.querySelectorAll("template[data-verdict]")];
  const commit = form.querySelector(".commit"), feedback = form.querySelector(".feedback"), reason = form.querySelector(".reason");
  const rights = verdicts.map((verdict) => verdict.hasAttribute("data-right"));
  const words = inputs.map((input) => input.nextElementSibling.textContent.trim()); // a choice is known by its words
  const tries = (read()[name] ?? []).map((text) => words.indexOf(text)).filter((place) => place >= 0);
  this.kind = kind;
  this.settled = () => kind === "prediction" ? tries.length > 0 : tries.some((place) => rights[place]);
  this.firstWasRight = () => rights[tries[0]];

  const show = () => {
    const settled = this.settled();
    inputs.forEach((input, place) => {
      const row = input.closest(".choice"), tried = tries.includes(place), shown = settled && rights[place];
      row.classList.toggle("right", shown);
      row.classList.toggle("wrong", tried && !rights[place]);
      row.querySelector(".mark").textContent = shown ? "✓" : tried ? "✗" : "";
      input.disabled = settled || tried;
      input.checked = tried && (settled ? place === tries.at(-1) : false);
    });
    commit.hidden = settled;
    feedback.replaceChildren(...(tries.length ? [verdicts[tries.at(-1)].content.cloneNode(true)] : []));
    reason.hidden = !(settled && reason.hasChildNodes());
    if (settled && kind === "prediction") explain(form);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const place = inputs.findIndex((input) => input.checked && !input.disabled);
    if (place < 0) {
      feedback.textContent = "Choose one first.";
      return;
    }
    tries.push(place);
    write({ ...read(), [name]: tries.map((tried) => words[tried]) });
    show();
    score();
    feedback.tabIndex = -1;
    if (this.settled()) feedback.focus({ preventScroll: true });
  });
  show();
}

// What explains an answer is folded until it was given: it stands between this question and the next.
function explain(form) {
  for (let next = form.nextElementSibling; next && !next.matches("form.question, h2"); next = next.nextElementSibling) {
    if (next.matches("details.nbh-explanation")) next.open = true;
  }
}

function score() {
  const shown = document.querySelector(".quiz .score");
  const asked = forms.filter(({ kind }) => kind === "quiz"), done = asked.filter((one) => one.settled());
  if (!shown || !done.length) return;
  shown.textContent = done.length < asked.length ? `${done.length} of ${asked.length} answered.`
    : `You got ${asked.filter((one) => one.firstWasRight()).length} of ${asked.length} right at the first try.`;
}
score();
