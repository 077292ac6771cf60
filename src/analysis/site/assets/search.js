// The search box of the front page: names from places.js, matched without accents, chosen by mouse or by keyboard.
"use strict";

(() => {
  const MOST = 12;
  const KINDS = { region: "region", departement: "département", epci: "intercommunality" };
  const input = document.getElementById("search");
  const list = document.getElementById("found");
  const told = document.getElementById("told");
  const { reports, areas, groups } = window.INDEX;
  let places = null;
  let found = [];
  let active = -1;

  const plain = (text) =>
    text.toLowerCase().replaceAll("œ", "oe").normalize("NFD").replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/g, " ").trim();

  // Names are made comparable once, when somebody starts to search.
  function read() {
    const named = areas.map(([name, kind, report]) => ({ name, note: KINDS[kind], report, rank: 0 }));
    for (const [area, report, names] of groups) {
      for (const name of names.split("|")) named.push({ name, note: area, report, rank: 1 });
    }
    for (const place of named) place.plain = plain(place.name);
    return named;
  }

  // 0: the name itself; 1: it starts so; 2: one of its words starts so; null: it is another name.
  function fit(place, wanted) {
    if (place.plain === wanted) return 0;
    if (place.plain.startsWith(wanted)) return 1;
    return place.plain.includes(" " + wanted) ? 2 : null;
  }

  function search(text) {
    const wanted = plain(text);
    if (!wanted) return [];
    places ??= read();
    return places
      .map((place) => ({ place, fit: fit(place, wanted) }))
      .filter((one) => one.fit !== null)
      .sort((a, b) => a.fit - b.fit || a.place.rank - b.place.rank || a.place.name.localeCompare(b.place.name, "fr"))
      .map((one) => one.place);
  }

  const address = (place) => `${encodeURIComponent(reports[place.report][0])}/index.html`;

  function option(place, number) {
    const item = document.createElement("li");
    item.id = `found-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const name = document.createElement("b");
    name.lang = "fr";
    name.textContent = place.name;
    const note = document.createElement("span");
    note.textContent = `${place.note} → ${reports[place.report][1]}`;
    item.append(name, " ", note);
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => go(place));
    return item;
  }

  function go(place) {
    window.location.href = address(place);
  }

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function show() {
    const all = search(input.value);
    found = all.slice(0, MOST);
    close();
    list.replaceChildren(...found.map(option));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    if (!plain(input.value)) told.textContent = "";
    else if (!all.length) told.textContent = "No place of that name leads to a report here.";
    else if (all.length === 1) told.textContent = "1 place found.";
    else told.textContent = `${all.length.toLocaleString("en")} places found${all.length > MOST ? `, the first ${MOST} shown` : ""}.`;
  }

  function point(to) {
    if (!found.length) return;
    active = (to + found.length) % found.length;
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === active)));
    input.setAttribute("aria-activedescendant", `found-${active}`);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  input.addEventListener("input", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      input.value = "";
      show();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) show();
      point(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
    } else if (event.key === "Enter" && found.length && !list.hidden) {
      event.preventDefault();
      go(found[Math.max(active, 0)]);
    }
  });
})();
