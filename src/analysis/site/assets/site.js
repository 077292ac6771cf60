// What a page does beyond reading: a figure copied, the contents open where there is room, tables sorted by a heading.
"use strict";

const WORDS = JSON.parse(document.body.dataset.words);

// Where scripts run, a figure can be taken by a click: its address or its image.
async function copyImage(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.naturalWidth, height: image.naturalHeight });
  canvas.getContext("2d").drawImage(image, 0, 0);
  const made = new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error(address))), "image/png"));
  await navigator.clipboard.write([new ClipboardItem({ "image/png": made })]);
}

function copier(label, number, copy) {
  const [item, button, unseen] = ["li", "button", "span"].map((kind) => document.createElement(kind));
  button.type = "button";
  unseen.className = "unseen";
  unseen.textContent = WORDS.of_figure.replace("{number}", number);
  const say = (text) => button.replaceChildren(text, unseen);
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => copy().then(() => say(WORDS.copied), () => say(WORDS.not_copied)));
  say(label);
  item.append(button);
  return item;
}

// A page opened from a folder may not read its own images: there the address alone is offered.
document.querySelectorAll("figure .own-link").forEach((link, place) => {
  if (!navigator.clipboard) return;
  const made = [copier(WORDS.copy_link, place + 1, () => navigator.clipboard.writeText(link.href))];
  const image = link.closest("figure").querySelector("img");
  if (window.ClipboardItem && location.protocol !== "file:") made.push(copier(WORDS.copy_image, place + 1, () => copyImage(image.src)));
  link.closest("ul").append(...made);
});

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

// The other language of a page shows the same place of it.
for (const link of document.querySelectorAll("a.language")) {
  link.addEventListener("click", () => { link.hash = window.location.hash; });
}

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
