// Mirrors the chosen direction of each foot in the "Your view, looking down" picture.
export function lookDown(root) {
  const view = root.querySelector("[data-look-down]");
  if (!view) return;
  root.addEventListener("change", (event) => {
    const card = event.target.closest(".answer-card");
    const drawing = card && card.querySelector("svg.foot");
    if (!drawing) return;
    const side = card.closest(".answer-pair__side--left") ? "left" : "right";
    view.querySelector(`[data-side=${side}]`).replaceChildren(drawing.cloneNode(true));
  });
}
