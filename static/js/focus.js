// Moves the focus to what must be read first: an error summary, or the heading of a stop page.
export function focusFirst(root) {
  const target = root.querySelector("[data-focus]");
  if (target) target.focus({ preventScroll: target.tagName === "H1" });
}
