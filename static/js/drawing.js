// A drawing is still until somebody plays it: one at a time, and never out of sight. Without this script the link opens
// the same page with the moving picture in it.
const PLAYING = "drawing--playing";

function pause(figure) {
  figure.classList.remove(PLAYING);
  figure.querySelector("svg")?.pauseAnimations();
  const link = figure.querySelector("[data-play]");
  link.querySelector("span").textContent = link.dataset.label;
  link.setAttribute("aria-pressed", "false");
}

function pauseOthers(figure) {
  for (const other of document.querySelectorAll(`.${PLAYING}`)) if (other !== figure) pause(other);
}

async function fetched(link) {
  const answer = await fetch(link.dataset.play);
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
  return document.importNode(page.documentElement, true);
}

async function play(figure) {
  const link = figure.querySelector("[data-play]");
  if (!figure.dataset.moves) {
    figure.querySelector("[data-drawing-picture]").replaceChildren(await fetched(link));
    figure.dataset.moves = "true";
  }
  pauseOthers(figure);
  figure.classList.add(PLAYING);
  figure.querySelector("svg").unpauseAnimations();
  link.querySelector("span").textContent = link.dataset.pause;
  link.setAttribute("aria-pressed", "true");
}

async function toggle(figure) {
  if (figure.classList.contains(PLAYING)) return pause(figure);
  try {
    await play(figure);
  } catch {
    location.assign(figure.querySelector("[data-play]").href); // the page itself can show it too
  }
}

function setUp(figure) {
  const link = figure.querySelector("[data-play]");
  if (!link) return;
  link.dataset.label = link.textContent;
  link.setAttribute("role", "button");
  link.setAttribute("aria-pressed", "false");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    toggle(figure);
  });
  link.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    toggle(figure);
  });
  figure.querySelector("[data-drawing-picture]").addEventListener("click", () => toggle(figure));
  new IntersectionObserver(([seen]) => {
    if (!seen.isIntersecting && figure.classList.contains(PLAYING)) pause(figure);
  }).observe(figure);
}

export function drawings(within) {
  for (const figure of within.querySelectorAll("[data-drawing]")) setUp(figure);
}
