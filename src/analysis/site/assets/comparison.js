// Two to five places side by side: each figure a row, each place a column; the address holds the places, in the order shown.
"use strict";

(() => {
  const { all, place: find } = window.FIGURES;
  const { addressed, button, comparedIn, dated, described, drawn, element, fewIn, figure, former, heading, how, language, nameOf, notice, remarks, sources,
    spoken } = window.WORDING;
  const files = window.FILES;
  const root = document.getElementById("comparison");
  const [messages, order] = ["messages", "order"].map((id) => document.getElementById(id));
  const said = { ...all.said, ...JSON.parse(root.dataset.said) };
  const say = spoken(said);
  const [MOST, OFFERED] = [5, 8];
  const EXAMPLE = "15014,48095,dep:15";
  const joined = new Intl.ListFormat(language, { type: "conjunction" });
  const list = (names) => joined.format(names);

  // What is shown: places as they were asked for, and the row by which they stand in order.
  let [kept, sorted, turn, next, reading] = [[], null, 0, "", null];
  const places = () => kept.map(({ place }) => place);
  const hash = () => kept.map(({ asked }) => asked).join(",");
  const profileOf = (place, ...more) => element("a", { href: `place.html#${place.address}`, ...more }, element("span", { lang: "fr" }, place.name));

  // What was done is a note; what could not be, or is otherwise than asked, stands out.
  const tell = (done, ...texts) =>
    messages.replaceChildren(...(done ? [element("p", { class: "note" }, done)] : []), ...texts.filter(Boolean).map(notice));

  /* Which places. */

  async function asking() {
    const wanted = [...new Set(addressed().split(",").map((one) => one.trim()).filter(Boolean))];
    const found = await Promise.all(wanted.map(async (asked) => ({ asked, place: await find(asked) })));
    const known = found.filter(({ place }, at) => place && found.findIndex((one) => one.place?.address === place.address) === at);
    const over = known.slice(MOST).map(({ place }) => place.name);
    return {
      known: known.slice(0, MOST),
      told: [
        ...found.filter(({ place }) => !place).map(({ asked }) => say("unknown_left", { code: asked })),
        ...found.map(({ place }) => place && former(place)),
        over.length ? say("over", { places: list(over) }) : "",
      ],
    };
  }

  // The address follows what is shown; what it changes to is shown in its turn.
  function go(asked, done) {
    next = done;
    window.location.hash = asked.join(",");
  }

  async function add(address, name) {
    await reading; // places asked for a moment ago may still be on their way
    const held = kept.map(({ asked }) => asked);
    if (held.includes(address) || places().some((one) => one.address === address)) return tell("", say("already", { place: name }));
    if (held.length >= MOST) return tell("", say("sixth", { place: name }));
    return go([...held, address], say("added", { place: name }));
  }

  // What was pressed is gone with the places it stood among: the keyboard goes on where one adds.
  const searchOn = () => document.getElementById("search").focus();

  function remove(at) {
    const { place } = kept[at];
    go(kept.filter((_, one) => one !== at).map(({ asked }) => asked), say("removed", { place: place.name }));
    searchOn();
  }

  // What the places belong to, and France, of which the search knows nothing.
  function offers() {
    if (!kept.length || kept.length >= MOST) return "";
    const wanted = new Map([["FR", nameOf("FR")]]);
    for (const place of places()) {
      if (place.epci) wanted.set(`epci:${place.siren}`, place.epci);
      for (const address of place.beside) if (!address.startsWith("type:")) wanted.set(address, nameOf(address));
    }
    for (const { address } of places()) wanted.delete(address);
    const buttons = [...wanted].slice(0, OFFERED).map(([address, name]) =>
      button(element("span", { lang: "fr" }, name), () => add(address, name).then(searchOn), { "aria-label": say("add_place", { place: name }) }));
    return buttons.length ? element("p", { class: "tools offers" }, element("span", {}, said.offers), ...buttons) : "";
  }

  const chosen = () => element("ul", { class: "chosen", "aria-label": said.chosen }, ...kept.map(({ place }, at) =>
    element("li", {}, element("b", {}, profileOf(place)), element("span", { class: "note" }, described(place)),
      button(said.remove, () => remove(at), { "aria-label": say("remove_place", { place: place.name }) }))));

  /* A row: the figure of each place. */

  // A bar is a share of the largest of its row; where values can fall, zero is in the middle.
  function bar(value, most, parted) {
    const size = ((parted ? 50 : 100) * Math.abs(value)) / most;
    const from = parted ? (value < 0 ? 50 - size : 50) : 0;
    const parts = [drawn("rect", { class: "all", width: 100, height: 8 }), drawn("rect", { class: "part", x: from.toFixed(2), width: size.toFixed(2), height: 8 })];
    if (parted) parts.push(drawn("path", { class: "zero", d: "M50 0v8" }));
    return drawn("svg", { class: "share", viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" }, ...parts);
  }

  // A yes is no number, and what says little (it is grey) is not put beside others.
  const comparable = (entry, place, { held, state }) => held.value !== null && state === "" && comparedIn(place, entry) && !(entry.flag && place.kind === "commune");

  function bars(entry, told) {
    const values = told.map((one, at) => (comparable(entry, kept[at].place, one) ? one.held.value : null));
    const known = values.filter((value) => value !== null);
    const most = Math.max(...known.map(Math.abs));
    if (known.length < 2 || most === 0) return values.map(() => "");
    const parted = Boolean(entry.signed) || Math.min(...known) < 0;
    return values.map((value) => (value === null ? "" : bar(value, most, parted)));
  }

  // What a commune has or has not is counted for a territory, in communes or in those who live there.
  function flagged(entry) {
    const single = places().filter(({ kind }) => kind === "commune").length;
    if (single === kept.length) return said.unit_commune;
    if (entry.how === "how_people") return single ? said.unit_both_people : said.unit_area_people;
    return single ? said.unit_both_communes : said.unit_area_communes;
  }

  function row(entry, index, notes) {
    const hint = how(entry, notes);
    const told = places().map((place) => figure(place, entry, index, notes));
    const drawings = bars(entry, told);
    const date = entry.dates.at(-1);
    const sortable = places().filter((place) => ranked(place, index) !== null).length > 1;
    const unit = entry.flag ? flagged(entry) : files.unitOf(entry);
    const head = element("th", { scope: "row", "aria-sort": sorted?.index === index ? (sorted.upwards ? "ascending" : "descending") : undefined },
      sortable ? button(entry.label, () => sortBy(index), { id: `by-${entry.key}` }) : entry.label, hint,
      element("span", { class: "date" }, date ? say("dated", { date: dated(date), unit }) : unit),
      entry.easier ? element("span", { class: "date" }, `(${say(`easier_${entry.easier}`)})`) : "");
    return element("tr", {}, head, ...told.map(({ state, content }, at) =>
      element("td", { class: `number ${state}`, "data-label": kept[at].place.name }, element("span", { class: "value" }, ...content), drawings[at])));
  }

  // What is missing, or of too few people to say something, has no rank: it stands last, whichever way the others go.
  function ranked(place, index) {
    const [entry, held] = [all.indicators[index], place.at(index)];
    return fewIn(place, entry, held) || !comparedIn(place, entry) ? null : held.value;
  }

  function sortBy(index) {
    const upwards = sorted?.index === index && !sorted.upwards;
    sorted = { index, upwards };
    kept = [...kept].sort((a, b) => {
      const [one, two] = [a, b].map(({ place }) => ranked(place, index));
      if (one === null || two === null) return (one === null) - (two === null);
      return upwards ? one - two : two - one;
    });
    history.replaceState(null, "", `#${hash()}`);
    draw();
    const { key, label } = all.indicators[index];
    document.getElementById(`by-${key}`).focus({ preventScroll: true });
    order.textContent = say(upwards ? "lowest_first" : "highest_first", { figure: label, places: list(places().map((one) => one.name)) });
  }

  function theme([key, label]) {
    const notes = remarks();
    const rows = all.indicators.map((entry, index) => [entry, index]).filter(([entry]) => entry.theme === key)
      .map(([entry, index]) => row(entry, index, notes));
    const head = element("tr", {}, heading(said.indicator), ...places().map((place) => heading(profileOf(place), "number")));
    const table = element("table", { class: "stacks compared" }, element("thead", {}, head), element("tbody", {}, ...rows));
    table.style.setProperty("--columns", kept.length);
    return element("section", {}, element("h2", { id: `theme-${key}` }, label),
      element("div", { class: "scroll wide", tabindex: "0", role: "region", "aria-label": label }, table), notes.list());
  }

  /* The files to take away. */

  const columns = [...said.columns.slice(0, 10), said.columns.at(-1)];
  const figures = () => places().flatMap((place) => all.indicators.map((entry, index) => [...files.row(place, entry, index), files.sourceOf(entry)]));

  // As on the page: a row a figure, a column a place; in the place of what is missing, why.
  function aside() {
    const rows = all.indicators.map((entry, index) => [files.themeOf(entry), entry.key, entry.label, entry.dates.at(-1), files.unitOf(entry),
      ...places().map((place) => { const cells = files.row(place, entry, index); return cells[7] || cells[8]; }), files.sourceOf(entry)]);
    const heads = [...said.columns.slice(2, 7), ...places().map((place) => `${place.name} (${place.code})`), said.columns.at(-1)];
    return files.sheet(said.side_by_side, [heads, ...rows], [18, 24, 52, 12, 16, ...kept.map(() => 22), 60]);
  }

  const csv = () => files.csv([columns, ...figures()]);
  const xlsx = () => files.xlsx([aside(), files.sheet(said.sheet_figures, [columns, ...figures()], [20, 24, 18, 24, 52, 12, 16, 12, 20, 14, 60]),
    files.notes([list(places().map((one) => `${one.name} (${one.code})`)), said.file_which, said.file_percent, said.file_flag, said.file_empty, said.file_few])]);
  const download = async (kind) => files.save(kind === "xlsx" ? await xlsx() : csv(), places(), kind);

  const tools = () => element("p", { class: "tools" }, button(said.workbook, () => download("xlsx")), button(said.download, () => download("csv")),
    button(said.print, () => window.print()));

  /* The page. */

  function draw() {
    const example = element("a", { href: `#${EXAMPLE}` }, said.example);
    const content = kept.length
      ? [chosen(), offers(), kept.length < 2 ? element("p", { class: "standfirst" }, said.alone) : "", tools(),
        kept.length > 1 ? element("p", { class: "note how" }, said.how) : "", ...all.themes.map(theme), sources()]
      : [element("p", { class: "standfirst" }, said.nothing, " ", example)];
    root.replaceChildren(...content.filter((one) => one !== ""));
    const names = list(places().map((one) => one.name));
    document.title = `${kept.length ? say("compared", { places: names }) : said.side_by_side} · ${root.dataset.site}`;
  }

  async function show() {
    const address = addressed();
    if (address && document.getElementById(address)) {
      // A part of this page; its address stays that of the places.
      if (kept.length) history.replaceState(null, "", `#${hash()}`);
      return;
    }
    const own = ++turn;
    root.setAttribute("aria-busy", "true");
    const { known, told } = await asking().catch(() => ({ known: null, told: [said.unloaded] }));
    if (own !== turn) return; // other places were asked for meanwhile
    [kept, sorted] = [known ?? kept, null];
    order.textContent = "";
    draw();
    tell(next, ...told);
    next = "";
    root.setAttribute("aria-busy", "false");
  }

  document.addEventListener("chosen", (event) => {
    event.preventDefault();
    add(event.detail.address, event.detail.name);
  });
  const start = () => { reading = show(); };
  window.addEventListener("hashchange", start);
  start();
})();
