// A drawing is still until somebody plays it: one at a time, and never out of sight. Without this script the link opens
// the same page with the moving picture in it. Paper has the still, whatever plays.
const MOVES = "drawing--moves";
const PLAYING = "drawing--playing";

const pictureIn = (figure) => figure.querySelector("[data-drawing-moving] svg");

function say(figure, playing) {
  const link = figure.querySelector("[data-play]");
  link.querySelector("span").textContent = playing ? link.dataset.pause : link.dataset.label;
  figure.classList.toggle(PLAYING, playing);
}

function pause(figure) {
  pictureIn(figure)?.pauseAnimations();
  say(figure, false);
}

function inSight(figure) {
  const place = figure.getBoundingClientRect();
  return place.bottom > 0 && place.top < innerHeight;
}

function run(figure) {
  if (!inSight(figure)) return;
  for (const other of document.querySelectorAll(`.${PLAYING}`)) if (other !== figure) pause(other);
  pictureIn(figure).unpauseAnimations();
  say(figure, true);
}

async function fetched(link) {
  const answer = await fetch(link.dataset.play);
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
  if (page.documentElement.localName !== "svg") throw new Error("no drawing");
  return document.importNode(page.documentElement, true);
}

async function toggle(figure) {
  const link = figure.querySelector("[data-play]");
  if (figure.classList.contains(PLAYING)) return pause(figure);
  if (link.ariaBusy === "true") return undefined;
  try {
    if (!pictureIn(figure)) {
      link.ariaBusy = "true";
      figure.querySelector("[data-drawing-moving]").replaceChildren(await fetched(link));
      figure.classList.add(MOVES);
      pictureIn(figure).pauseAnimations();
    }
    run(figure);
  } catch {
    location.assign(link.href); // the page itself can show it too
  } finally {
    link.ariaBusy = null;
  }
  return undefined;
}

function setUp(figure) {
  const link = figure.querySelector("[data-play]");
  if (!link) return;
  link.setAttribute("role", "button");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    toggle(figure);
  });
  link.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    toggle(figure);
  });
  for (const picture of figure.querySelectorAll(":scope > div")) picture.addEventListener("click", () => toggle(figure));
  let asked = Boolean(pictureIn(figure)); // by the address: it begins when it first comes into sight
  if (asked) pause(figure);
  new IntersectionObserver(([seen]) => {
    if (!seen.isIntersecting && figure.classList.contains(PLAYING)) pause(figure);
    if (seen.isIntersecting && asked) {
      asked = false;
      run(figure);
    }
  }).observe(figure);
}

export function drawings(within) {
  for (const figure of within.querySelectorAll("[data-drawing]")) setUp(figure);
}
