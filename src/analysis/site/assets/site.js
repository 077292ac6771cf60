// What a page does beyond reading: all code at once, the contents open where there is room, tables sorted by a heading.
"use strict";

for (const button of document.querySelectorAll(".all-code")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(open));
    button.textContent = open ? "Hide all code" : "Show all code";
    for (const code of document.querySelectorAll("details.code")) code.open = open;
  });
}

const wide = window.matchMedia("(min-width: 75rem)");
const openContents = () => {
  for (const contents of document.querySelectorAll(".contents details")) contents.open = wide.matches;
};
openContents();
wide.addEventListener("change", openContents);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const list of document.querySelectorAll(".switch details[open]")) {
    list.open = false;
    list.querySelector("summary").focus();
  }
});

// A row without a value stays last, whichever way the others go.
function sortBy(table, column, upwards) {
  const body = table.tBodies[0];
  const text = column === 0;
  const key = (row) => (text ? row.cells[0].textContent : row.cells[column].dataset.key);
  const rows = [...body.rows].sort((a, b) => {
    const [one, two] = [key(a), key(b)];
    if (!one || !two) return (one ? 0 : 1) - (two ? 0 : 1);
    const order = text ? one.localeCompare(two, "fr") : Number(one) - Number(two);
    return upwards ? order : -order;
  });
  body.append(...rows);
}

for (const table of document.querySelectorAll("table.sortable")) {
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const sorted = heading.getAttribute("aria-sort");
      const upwards = sorted ? sorted !== "ascending" : column === 0;
      for (const other of headings) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", upwards ? "ascending" : "descending");
      sortBy(table, column, upwards);
    });
  });
}
