// The files to take away from a page of places: one row a figure, a number with its decimals; in a CSV as French spreadsheets read it.
"use strict";

window.FILES = (() => {
  const { all, load } = window.FIGURES;
  const { element, fewIn, lacking, say } = window.WORDING;

  const unitOf = (entry) => all.units[entry.unit][1];
  const themeOf = (entry) => all.themes.find(([key]) => key === entry.theme)[1];
  const sourceOf = (entry) => all.sources[entry.source];
  const exact = ({ value }, { decimals }) => (value === null ? "" : { value, decimals });

  // What the file says of a figure of a place; the headings are the first ones of `columns`. A code is a text behind its kind.
  function row(place, entry, index) {
    const held = place.at(index);
    return [`${place.kind}:${place.code}`, place.name, themeOf(entry), entry.key, entry.label, entry.dates.at(-1), unitOf(entry), exact(held, entry),
      held.value === null ? lacking(held.why, entry) : "", fewIn(place, entry, held) ? say("yes") : ""];
  }

  const field = (value) => (/[";\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const decimal = (held) => (typeof held === "object" ? held.value.toFixed(held.decimals).replace(".", ",") : held);
  const csv = (rows) => rows.map((cells) => cells.map((one) => field(decimal(one))).join(";")).join("\r\n") + "\r\n";

  async function xlsx(sheets) {
    await load("assets/workbook.js");
    return window.WORKBOOK.written(sheets);
  }

  const sheet = (name, rows, widths) => ({ name, head: true, rows, widths });
  const notes = (lines) => sheet(all.said.sheet_notes, [...lines, "", all.said.sources, ...all.sources].map((text) => [text]), [120]);

  // A text goes as CSV, what a workbook is as it is.
  function save(content, places, kind) {
    const held = typeof content === "string" ? new Blob(["\ufeff", content], { type: "text/csv;charset=utf-8" }) : content;
    const address = URL.createObjectURL(held);
    const place = places.map((one) => one.address.replace(":", "-")).join("_");
    element("a", { href: address, download: say("file", { place, kind }) }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  return { csv, exact, notes, row, save, sheet, sourceOf, themeOf, unitOf, xlsx };
})();
