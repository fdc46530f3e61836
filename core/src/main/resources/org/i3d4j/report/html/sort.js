"use strict";

/* Values that are not defined stay behind all others, whichever way the column is sorted. */
function compare(a, b, isNumber, direction) {
  if (a === "" || b === "") {
    return (a === "") - (b === "");
  }
  return direction * (isNumber ? Number(a) - Number(b) : a.localeCompare(b, undefined, { numeric: true }));
}

function sortBy(table, column) {
  const headers = [...table.tHead.rows[0].cells];
  const header = headers[column];
  const isNumber = header.classList.contains("number");
  const before = header.getAttribute("aria-sort");
  const descending = before === null ? isNumber : before === "ascending";
  headers.forEach((other) => other.removeAttribute("aria-sort"));
  header.setAttribute("aria-sort", descending ? "descending" : "ascending");
  const value = (row) => row.cells[column].dataset.sort;
  const rows = [...table.tBodies[0].rows];
  rows.sort((a, b) => compare(value(a), value(b), isNumber, descending ? -1 : 1));
  table.tBodies[0].append(...rows);
}

for (const table of document.querySelectorAll("table.sortable")) {
  [...table.tHead.rows[0].cells].forEach((header, column) => {
    header.querySelector("button").addEventListener("click", () => sortBy(table, column));
  });
}
