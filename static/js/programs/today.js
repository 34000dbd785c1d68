// Ticks without leaving the page. Each form works by itself: the script only saves the reload.
const DONE = "#done";
const today = document.querySelector("[data-today]");

function show(row, button, done) {
  row.classList.toggle("plan-item--done", done);
  button.setAttribute("aria-pressed", String(done));
}

function say(text) {
  const strip = document.querySelector("[data-status]");
  if (strip) strip.textContent = text;
}

// A strand with nothing done has no arc yet.
function arcOf(ring, strand) {
  const drawn = ring.querySelector(`[data-ring="${strand}"]`);
  if (drawn) return drawn;
  const arc = ring.querySelector(`.ring__track--${strand}`).cloneNode();
  arc.setAttribute("class", `ring__arc ring__arc--${strand}`);
  arc.setAttribute("pathLength", "100");
  arc.setAttribute("transform", "rotate(-90 70 70)");
  arc.dataset.ring = strand;
  ring.querySelector(".ring__number").before(arc);
  return arc;
}

function showProgress(progress) {
  const card = today.querySelector("[data-progress]");
  const ring = card.querySelector(".ring");
  ring.setAttribute("aria-label", progress.ring.label);
  for (const strand of ["move", "touch"]) {
    const share = progress.ring[strand];
    if (share) arcOf(ring, strand).setAttribute("stroke-dasharray", `${share} 100`);
    else ring.querySelector(`[data-ring="${strand}"]`)?.remove();
  }
  ring.querySelector('[data-ring="minutes"]').textContent = progress.ring.minutes;
  for (const count of progress.counts) {
    card.querySelector(`[data-count="${count.id}"]`).textContent = count.text;
  }
  const link = card.querySelector(".progress-card__action a");
  link.href = progress.next.url;
  link.lastChild.textContent = progress.next.label;
}

// The day's own mark on the week strip, and the sentence below it. A finished day is drawn by the server.
function showWeek(mark) {
  const day = today.querySelector("[data-today-mark]");
  day.classList.remove("week__day--open", "week__day--part", "week__day--future");
  day.classList.add(`week__day--${mark.state}`);
  day.querySelector(".week__mark").textContent = mark.state === "open" ? day.dataset.todayMark : "";
  day.querySelector(".visually-hidden").textContent = mark.text;
  const summary = today.querySelector("[data-week-summary]");
  summary.textContent = summary.dataset[mark.state];
}

// A finished day, and one that is not finished any more, looks different: that page comes from the server.
function needsPage(progress) {
  const finished = today.querySelector('[data-ring="minutes"]') === null;
  return finished || progress.finished || !progress.next;
}

function openPage(place) {
  // A browser that scrolls back to where the page stood would leave the end of the day out of sight.
  if (place === DONE) history.scrollRestoration = "manual";
  location.replace(location.pathname + place);
  location.reload();
}

// After the last tick the heading comes to the person: it is read out, and what comes next stands below it.
function showDone() {
  if (location.hash !== DONE) return;
  history.replaceState(null, "", location.pathname);
  scrollTo({ top: 0, behavior: "instant" });
  document.querySelector(DONE)?.focus({ preventScroll: true });
}

async function send(form) {
  const row = form.closest("[data-item]");
  const button = form.querySelector("button");
  const done = form.elements.done.value === "1";
  show(row, button, done);
  say("");
  try {
    const response = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(new FormData(form)),
    });
    // A page instead of JSON: something before the view answered, for example a form that is too old.
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    if (!isJson) throw new Error(today.dataset.notSaved);
    const answer = await response.json();
    if (answer.go) {
      location.assign(answer.go);
      return;
    }
    if (!response.ok) throw new Error(answer.message);
    show(row, button, answer.done);
    if (needsPage(answer.progress)) {
      openPage(answer.progress.finished ? DONE : `#item-${answer.item}`);
      return;
    }
    form.elements.op.value = answer.tick.op;
    form.elements.done.value = answer.done ? "0" : "1";
    showProgress(answer.progress);
    showWeek(answer.today);
  } catch (problem) {
    show(row, button, !done);
    say(problem instanceof TypeError ? today.dataset.offline : problem.message);
  }
}

if (today) {
  showDone();
  for (const form of today.querySelectorAll("[data-tick]")) {
    let taps = 0;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      taps += 1;
      if (taps > 1) return;
      // A tap that comes while another is on its way waits its turn: the last thing the person did wins.
      for (; taps > 0; taps -= 1) await send(form);
    });
  }
}
