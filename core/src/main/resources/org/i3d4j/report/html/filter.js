/* Fields are kept apart: 12 in one and 3 in the next are not 123. */
function textOf(item) {
  return [...(item.cells ?? [item])].map((field) => field.textContent).join(" ").toLowerCase();
}

/* Every word has to be in a row or figure, in any order; sections without any left go too. */
function filterBy(words) {
  const items = [...document.querySelectorAll("tbody tr, figure")];
  for (const item of items) {
    const text = textOf(item);
    item.hidden = !words.every((word) => text.includes(word));
  }
  for (const section of document.querySelectorAll("section")) {
    const own = items.filter((item) => section.contains(item));
    section.hidden = own.length > 0 && own.every((item) => item.hidden);
  }
  return items.filter((item) => !item.hidden).length + " of " + items.length;
}

const filter = document.querySelector(".filter");
filter.hidden = false;
filter.querySelector("input").addEventListener("input", (event) => {
  const words = event.target.value.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const shown = filterBy(words);
  filter.querySelector("output").textContent = words.length === 0 ? "" : shown + " rows and videos";
});
