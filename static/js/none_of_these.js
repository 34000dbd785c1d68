// "None of these" and the ticks above it exclude each other.
export function noneOfThese(root) {
  for (const none of root.querySelectorAll("[data-none-of]")) {
    const group = root.getElementById(none.dataset.noneOf);
    const ticks = [...group.querySelectorAll("input[type=checkbox]")].filter((box) => box !== none);
    group.addEventListener("change", (event) => {
      if (event.target === none && none.checked) for (const box of ticks) box.checked = false;
      if (ticks.includes(event.target) && event.target.checked) none.checked = false;
    });
  }
}
