// The profile of a place: its figures beside those of others, where it stands, how it moved, what is missing and why.
"use strict";

(() => {
  const { HALF, all, place: find, alike, valueOf } = window.FIGURES;
  const { addressOf, addressed, button, comparedIn, dated, described, drawn, element, figure, former, heading, how: read, language, nameOf, notice, number, remarks,
    say, shown, sources, written } = window.WORDING;
  const files = window.FILES;
  const { said } = all;
  const root = document.getElementById("profile");
  const FEWEST_PEERS = 10;
  const COUNTS = new Set(["inhabitants", "jobs", "employees", "people per km²"]);
  let asked = 0;

  const link = (address, text) => element("a", { href: `#${address}` }, element("span", { lang: "fr" }, text));

  /* Where a place stands among its peers. */

  const rules = new Intl.PluralRules(language, { type: "ordinal" });

  function rank(value, peers, name) {
    const [above, same] = [peers.filter((one) => one > value).length, peers.filter((one) => one === value).length];
    const told = { rank: above + 1, count: number(peers.length, 0), same: number(same, 0), peers: name };
    if (same > Math.max(2, peers.length / 10)) return say("rank_alike", told);
    if (above === 0) return say("rank_first", told);
    if (above + same === peers.length) return say("rank_last", told);
    return say(`rank_${rules.select(above + 1)}`, { ...told, rank: number(above + 1, 0) });
  }

  function median(sorted) {
    const middle = sorted.length >> 1;
    return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  // What the dots of the same peers have in common, worked out once.
  const spreads = new WeakMap();
  function spread(peers, entry) {
    if (!spreads.has(peers)) {
      const sorted = [...peers].sort((a, b) => a - b);
      const [low, high] = [sorted[0], sorted.at(-1)];
      const scale = COUNTS.has(entry.unit) ? (one) => Math.log1p(one) : (one) => one;
      const x = (one) => (4 + (152 * (scale(one) - scale(low))) / (scale(high) - scale(low))).toFixed(1);
      const path = low === high ? "" : [...new Set(sorted.map(x))].map((at) => `M${at} 10h0`).join("");
      spreads.set(peers, { low, high, mid: median(sorted), x, path });
    }
    return spreads.get(peers);
  }

  // What its type has, where that lies among its peers.
  const typeOf = (place) => place.beside.find((address) => address.startsWith("type:"));
  function typed(place, entry, index, low, high) {
    const address = typeOf(place);
    const value = address ? valueOf(all.areas[address], index).value : null;
    return value !== null && value >= low && value <= high ? { value, told: { type: { address }, typed: written(value, entry) } } : null;
  }

  function strip(place, value, peers, entry, index, name) {
    const { low, high, mid, x, path } = spread(peers, entry);
    if (low === high) return null;
    const told = { count: number(peers.length, 0), peers: name, low: written(low, entry), high: written(high, entry),
      median: written(mid, entry), value: written(value, entry) };
    const dots = drawn("path", { class: "dots", d: path });
    const tick = drawn("path", { class: "median", d: `M${x(mid)} 2v16` });
    const here = drawn("circle", { class: "here", cx: x(value), cy: 10, r: 4.5 });
    const type = typed(place, entry, index, low, high);
    const kind = type ? [drawn("path", { class: "type", d: `M${x(type.value)} 2v16` })] : [];
    const label = type ? say("strip_type", { strip: say("strip", told), ...type.told }) : say("strip", told);
    return drawn("svg", { class: "strip", viewBox: "0 0 160 20", role: "img", "aria-label": label }, dots, tick, ...kind, here);
  }

  function standing(place, entry, index, value) {
    const peers = place.peers(index);
    if (!place.peersOf || peers.length < FEWEST_PEERS) return [];
    const name = say(place.peersOf[0], { area: { address: `dep:${place.departement}` } });
    if (entry.flag && place.kind === "commune") {
      // A share of communes is no yes: a city that is a département has none to be counted among.
      if (place.peersOf[0] !== "communes_of") return [];
      const having = { with: number(peers.filter((one) => one > 0).length, 0), count: number(peers.length, 0), peers: name };
      return [element("span", { class: "rank" }, say("having", having))];
    }
    return [strip(place, value, peers, entry, index, name) ?? "", element("span", { class: "rank" }, rank(value, peers, name))];
  }

  /* How it moved. */

  const year = (date) => Number(date.slice(0, 4)) + (date.length > 5 ? Number(date.slice(5, 7)) / 12 : 0);

  function line(points, entry) {
    if (points.length < 2) return [];
    const [first, last] = [points[0], points.at(-1)];
    const values = points.map((one) => one.value);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const x = (one) => (3 + (74 * (year(one.date) - year(first.date))) / (year(last.date) - year(first.date))).toFixed(1);
    const y = (one) => (high === low ? 12 : 20 - (16 * (one.value - low)) / (high - low)).toFixed(1);
    const [start, end] = [dated(first.date), dated(last.date)];
    const ends = { first: written(first.value, entry), start, last: written(last.value, entry), end };
    const path = drawn("path", { class: "line", d: `M${points.map((one) => `${x(one)} ${y(one)}`).join("L")}` });
    const point = drawn("circle", { class: "here", cx: x(last), cy: y(last), r: 3 });
    const image = drawn("svg", { class: "moved", viewBox: "0 0 80 24", role: "img", "aria-label": say("line", ends) }, path, point);
    return [image, element("span", { class: "rank" }, say("span", { start, end }))];
  }

  /* The table of a theme. */

  // The figure of an area that the place belongs to, and whether it is one of all its communes.
  function beside(address, entry, index, notes) {
    const area = all.areas[address];
    const held = valueOf(area, index);
    const share = held.value === null ? undefined : area[2][index];
    const mark = share === undefined ? "" : notes.mark(share < HALF ? said.partly_few : said.partly_beside);
    return element("td", { class: `number beside ${share < HALF ? "few" : ""}`, "data-label": nameOf(address) }, shown(held, entry, false), mark);
  }

  function row(place, entry, index, notes) {
    const date = entry.dates.at(-1);
    const hint = read(entry, notes);
    const { held, state, content } = figure(place, entry, index, notes);
    const compared = state === "" && comparedIn(place, entry);
    // What is of its zone d'emploi or EPCI gives a commune no rank.
    const told = compared && !(entry.grain && place.kind === "commune");
    const others = place.beside.map((address) => beside(address, entry, index, notes));
    return element("tr", {},
      element("th", { scope: "row" }, entry.label, hint, date ? element("span", { class: "date" }, ` ${dated(date)}`) : "",
        entry.easier ? element("span", { class: "date easier" }, ` (${say(`easier_${entry.easier}`)})`) : ""),
      element("td", { class: `own number ${state}` }, ...content), ...others,
      element("td", { class: "standing" }, ...(told ? standing(place, entry, index, held.value) : [])),
      element("td", { class: "time" }, ...(compared || state === "none" ? line(place.line(index), entry) : [])));
  }

  function theme(place, [key, label, chapter]) {
    const notes = remarks();
    const rows = all.indicators.map((entry, index) => [entry, index]).filter(([entry]) => entry.theme === key)
      .map(([entry, index]) => row(place, entry, index, notes));
    const head = element("tr", {}, heading(said.indicator), heading(place.name, "number"),
      ...place.beside.map((address) => heading(nameOf(address), "number")), heading(said.standing), heading(said.over_time));
    const table = element("table", { class: "profile" }, element("thead", {}, head), element("tbody", {}, ...rows));
    const report = reportOf(place);
    return element("section", {},
      element("h2", { id: `theme-${key}` }, label),
      report ? element("p", { class: "note chapter" }, element("a", { href: `${encodeURIComponent(report[0])}/${chapter}.html` },
        say("chapter", { report: { address: addressOf(report) } }))) : "",
      element("div", { class: "scroll wide", tabindex: "0", role: "region", "aria-label": label }, table),
      notes.list());
  }

  /* What the place is, what it belongs to, what it is like. */

  // The most local report of the site that holds the place.
  function reportOf(place) {
    const region = place.kind === "region" ? place.code : place.region;
    const wanted = [["epci", place.siren ?? place.code], ["departement", place.departement], ["region", region], ["france", "FR"]];
    for (const [kind, code] of wanted) {
      const found = all.reports.find((report) => report[1] === kind && report[2] === code);
      if (found) return found;
    }
    return null;
  }

  function belongs(place) {
    const links = place.beside.filter((address) => !address.startsWith("type:")).map((address) => link(address, nameOf(address)));
    if (place.epci) links.unshift(link(`epci:${place.siren}`, place.epci));
    return element("nav", { class: "belongs", "aria-label": said.belongs }, ...links);
  }

  function notices(place) {
    const told = [former(place), place.parts ? say("parts", { place: place.name, names: place.parts.join(", ") }) : ""];
    return told.filter(Boolean).map(notice);
  }

  function tools(place) {
    const { departement } = place;
    const table = departement && element("a", { href: `places/${departement}.html` }, say("table", { area: { address: `dep:${departement}` } }));
    const compare = element("a", { href: `compare.html#${place.address}` }, said.compare);
    return element("p", { class: "tools" }, button(said.workbook, () => download(place, "xlsx")), button(said.download, () => download(place, "csv")), button(said.print, () => window.print()), compare, table ?? "");
  }

  const how = (place) => (typeOf(place) ? element("p", { class: "note how" }, say("strip_how", { type: { address: typeOf(place) } })) : "");

  function section(id, title, ...content) {
    return element("section", { class: "others", "aria-labelledby": id }, element("h2", { id }, title), ...content);
  }

  async function neighbours(place) {
    if (place.kind === "epci") {
      return section("inside", said.inside, element("ul", { class: "places" }, ...place.communes.map(([code, name]) => element("li", {}, link(code, name)))));
    }
    if (place.kind !== "commune") return "";
    const found = await alike(place.code);
    const items = found.map(([code, name]) => element("li", {}, link(code, `${name} (${window.FIGURES.departementOf(code)})`)));
    return section("alike", said.alike, element("p", { class: "note" }, found.length ? said.alike_how : said.alike_none),
      found.length ? element("ul", { class: "places" }, ...items) : "");
  }

  /* The files to take away. */

  function figures(place) {
    const areas = [place.departement && `dep:${place.departement}`, place.region, "FR"];
    return all.indicators.map((entry, index) => [...files.row(place, entry, index),
      ...areas.map((address) => (address ? files.exact(valueOf(all.areas[address], index), entry) : "")), files.sourceOf(entry)]);
  }

  const csv = (place) => files.csv([said.columns, ...figures(place)]);

  function lines(place) {
    const wanted = all.indicators.map((entry, index) => [entry, place.line(index)]).filter(([, points]) => points.length > 1);
    return wanted.flatMap(([entry, points]) => points.map((one) =>
      [files.themeOf(entry), entry.key, entry.label, one.date, files.unitOf(entry), files.exact(one, entry)]));
  }

  function xlsx(place) {
    return files.xlsx([
      files.sheet(said.sheet_figures, [said.columns, ...figures(place)], [20, 24, 18, 24, 52, 12, 16, 12, 20, 14, 12, 12, 12, 60]),
      files.sheet(said.sheet_line, [[2, 3, 4, 5, 6, 7].map((at) => said.columns[at]), ...lines(place)], [18, 24, 52, 12, 16, 12]),
      files.notes([`${place.name} (${place.code})`, said.file_what, said.file_percent, said.file_empty, said.file_few]),
    ]);
  }

  const download = async (place, kind) => files.save(kind === "xlsx" ? await xlsx(place) : csv(place), [place], kind);

  /* The page. */

  async function profile(place) {
    const title = element("h1", { tabindex: "-1" }, element("span", { class: "over" }, described(place)), " ", element("span", { lang: "fr" }, place.name));
    return [title, belongs(place), ...notices(place), tools(place), how(place), ...all.themes.map((one) => theme(place, one)), await neighbours(place), sources()];
  }

  const blank = (text) => [element("h1", { tabindex: "-1" }, said.heading), element("p", { class: "standfirst" }, text)];

  async function show(focus) {
    const address = addressed();
    if (address === "content") return;
    const turn = ++asked;
    root.setAttribute("aria-busy", "true");
    let [found, content] = [null, []];
    try {
      found = address ? await find(address) : null;
      content = found ? await profile(found) : blank(address ? say("unknown", { code: address }) : say("choose"));
    } catch {
      [found, content] = [null, blank(said.unloaded)];
    }
    if (turn !== asked) return; // another place was asked for meanwhile
    root.replaceChildren(...content.filter((one) => one !== ""));
    root.setAttribute("aria-busy", "false");
    document.title = `${found ? say("title", { place: found.name }) : said.heading} · ${root.dataset.site}`;
    if (focus) {
      window.scrollTo(0, 0);
      root.querySelector("h1").focus({ preventScroll: true });
    }
  }

  // What the tests of all profiles call: the text of a place, without the page.
  window.PROFILE = { csv, find, profile, xlsx };
  window.addEventListener("hashchange", () => show(true));
  show(false);
})();
