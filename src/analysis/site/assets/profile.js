// The profile of a place: its figures beside those of others, where it stands, how it moved, what is missing and why.
"use strict";

(() => {
  const { all, place: find, alike, valueOf, load } = window.FIGURES;
  const { said, units } = all;
  const root = document.getElementById("profile");
  const language = document.documentElement.lang;
  const FEWEST_PEERS = 5;
  const COUNTS = new Set(["inhabitants", "jobs", "employees", "people per km²"]);
  const NS = "http://www.w3.org/2000/svg";
  let asked = 0;

  // A value that is an area ({ address: "dep:15" }) is its name, in the form that the sentence asks for ({area:of}).
  function bent(value, form) {
    const { address } = value ?? {};
    if (!address) return value;
    if (address.startsWith("type:")) return all.types[Number(address.slice(5))][form === "lower" ? 1 : 0];
    const before = Object.entries(all.forms[form] ?? {}).find(([, held]) => held.split(" ").includes(address));
    return (before?.[0] ?? "") + nameOf(address);
  }
  const say = (name, values = {}) => said[name].replace(/\{(\w+)(?::(\w+))?\}/g, (_, key, form) => bent(values[key], form));

  function element(name, attributes = {}, ...content) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, value);
    made.append(...content.filter((one) => one !== undefined && one !== null && one !== ""));
    return made;
  }

  function drawn(name, attributes = {}, ...content) {
    const made = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  }

  const formats = {};
  function number(value, digits, signed = false) {
    const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: signed ? "exceptZero" : "negative" };
    formats[`${digits}${signed}`] ??= new Intl.NumberFormat(language, options);
    return formats[`${digits}${signed}`].format(value).replace("-", "\u2212");
  }

  const written = (value, entry) =>
    units[entry.unit][0].replace("{value}", number(value, entry.decimals, entry.signed)).replaceAll(" ", "\u00a0");

  const lacking = (why, entry) => say(`missing_${why}`, entry);

  // Yes or no for one commune; the share of those that have it for a territory.
  function shown({ value, why }, entry, single) {
    if (value === null) return lacking(why, entry);
    if (entry.flag && single) return say(value > 0 ? "yes" : "no");
    return written(value, entry);
  }

  const link = (address, text) => element("a", { href: `#${address}` }, element("span", { lang: "fr" }, text));
  const addressOf = ([, kind, code]) => ({ departement: "dep:", epci: "epci:" }[kind] ?? "") + code;
  const nameOf = (address) =>
    address.startsWith("type:")
      ? all.types[Number(address.slice(5))][0]
      : all.areas[address]?.[0] ?? all.reports.find((report) => addressOf(report) === address)[3];
  const dated = (date) => all.dates[date] ?? date;

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

  // Remarks on figures, numbered as they come, each once in a table.
  function remarks() {
    const told = [];
    return {
      told,
      mark(text) {
        if (!told.includes(text)) told.push(text);
        return element("sup", {}, String(told.indexOf(text) + 1));
      },
    };
  }

  function own(place, entry, index, notes) {
    const held = place.at(index);
    const few = held.value !== null && entry.fewest > 0 && !(place.people >= entry.fewest);
    const marks = [];
    if (held.value === null) marks.push(notes.mark(say(`why_${held.why}`, entry)));
    else if (few) marks.push(notes.mark(say("few", { fewest: number(entry.fewest, 0) })));
    if (held.value === 0 && entry.unsure) marks.push(notes.mark(said.zero));
    const share = place.share(index);
    if (held.value !== null && share !== undefined) marks.push(notes.mark(say("partly", { share })));
    if (held.value !== null && place.kind === "commune" && entry.grain) marks.push(notes.mark(say(`of_${entry.grain}`)));
    const state = held.value === null ? "none" : few || share < 50 ? "few" : "";
    return { held, few, cell: element("td", { class: `own number ${state}` }, shown(held, entry, place.kind === "commune"), ...marks) };
  }

  function row(place, entry, index, notes) {
    const date = entry.dates.at(-1);
    const { held, few, cell } = own(place, entry, index, notes);
    const told = held.value !== null && !few;
    const beside = place.beside.map((address) =>
      element("td", { class: "number beside", "data-label": nameOf(address) }, shown(valueOf(all.areas[address], index), entry, false)));
    return element("tr", {},
      element("th", { scope: "row" }, entry.label, date ? element("span", { class: "date" }, ` ${dated(date)}`) : "",
        entry.easier ? element("span", { class: "date easier" }, ` (${say(`easier_${entry.easier}`)})`) : ""),
      cell, ...beside,
      element("td", { class: "standing" }, ...(told ? standing(place, entry, index, held.value) : [])),
      element("td", { class: "time" }, ...(few ? [] : line(place.line(index), entry))));
  }

  const heading = (text, kind = "") => element("th", { scope: "col", class: kind }, text);

  function theme(place, [key, label, chapter]) {
    const notes = remarks();
    const rows = all.indicators.map((entry, index) => [entry, index]).filter(([entry]) => entry.theme === key)
      .map(([entry, index]) => row(place, entry, index, notes));
    const head = element("tr", {}, heading(said.indicator), heading(place.name, "number"),
      ...place.beside.map((address) => heading(nameOf(address), "number")), heading(said.standing), heading(said.over_time));
    const table = element("table", { class: "profile" }, element("thead", {}, head), element("tbody", {}, ...rows));
    const report = reportOf(place);
    const told = element("ol", { class: "note remarks" }, ...notes.told.map((text) => element("li", {}, text)));
    return element("section", {},
      element("h2", { id: `theme-${key}` }, label),
      report ? element("p", { class: "note chapter" }, element("a", { href: `${encodeURIComponent(report[0])}/${chapter}.html` },
        say("chapter", { report: { address: addressOf(report) } }))) : "",
      element("div", { class: "scroll wide", tabindex: "0", role: "region", "aria-label": label }, table),
      notes.told.length ? told : "");
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

  function described(place) {
    const { code, type } = place;
    if (place.kind !== "commune") return say(place.kind, { code });
    return type === "x" ? say("commune_untyped", { code }) : say("commune", { code, type: { address: `type:${type}` } });
  }

  function belongs(place) {
    const links = place.beside.filter((address) => !address.startsWith("type:")).map((address) => link(address, nameOf(address)));
    if (place.epci) links.unshift(link(`epci:${place.siren}`, place.epci));
    return element("nav", { class: "belongs", "aria-label": said.belongs }, ...links);
  }

  function notices(place) {
    const told = [];
    if (place.former) {
      const { code, name, year: since, how } = place.former;
      const kind = how === "merged" ? `merged${since ? "_in" : ""}${name === code ? "_unnamed" : ""}` : how;
      told.push(say(kind, { former: name, code, present: place.name, year: since }));
    }
    if (place.parts) told.push(say("parts", { place: place.name, names: place.parts.join(", ") }));
    return told.map((text) => element("p", { class: "notice" }, text));
  }

  function button(text, act) {
    const made = element("button", { type: "button" }, text);
    made.addEventListener("click", act);
    return made;
  }

  function tools(place) {
    const { departement } = place;
    const table = departement && element("a", { href: `places/${departement}.html` }, say("table", { area: { address: `dep:${departement}` } }));
    return element("p", { class: "tools" }, button(said.workbook, () => download(place, "xlsx")), button(said.download, () => download(place, "csv")), button(said.print, () => window.print()), table ?? "");
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

  function sources() {
    return element("details", { class: "data sources" }, element("summary", {}, said.sources),
      element("ul", {}, ...all.sources.map((text) => element("li", { lang: "fr" }, text))));
  }

  /* The files to take away: one row a figure, a number with its decimals; in a CSV as French spreadsheets read it. */

  const unitOf = (entry) => units[entry.unit][1];
  const themeOf = (entry) => all.themes.find(([key]) => key === entry.theme)[1];
  const field = (value) => (/[";\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const exact = ({ value }, { decimals }) => (value === null ? "" : { value, decimals });
  const decimal = (held) => (typeof held === "object" ? held.value.toFixed(held.decimals).replace(".", ",") : held);

  function figures(place) {
    const areas = [place.departement && `dep:${place.departement}`, place.region, "FR"];
    return all.indicators.map((entry, index) => {
      const held = place.at(index);
      const few = held.value !== null && entry.fewest > 0 && !(place.people >= entry.fewest);
      return [`${place.kind}:${place.code}`, place.name, themeOf(entry), entry.key, entry.label, entry.dates.at(-1), unitOf(entry), exact(held, entry),
        held.value === null ? lacking(held.why, entry) : "", few ? say("yes") : "",
        ...areas.map((address) => (address ? exact(valueOf(all.areas[address], index), entry) : "")), all.sources[entry.source]];
    });
  }

  const csv = (place) => [said.columns, ...figures(place)].map((cells) => cells.map((one) => field(decimal(one))).join(";")).join("\r\n") + "\r\n";

  function lines(place) {
    const wanted = all.indicators.map((entry, index) => [entry, place.line(index)]).filter(([, points]) => points.length > 1);
    return wanted.flatMap(([entry, points]) => points.map((one) => [themeOf(entry), entry.key, entry.label, one.date, unitOf(entry), exact(one, entry)]));
  }

  async function xlsx(place) {
    await load("assets/workbook.js");
    const notes = [`${place.name} (${place.code})`, said.file_what, said.file_percent, said.file_empty, said.file_few, "", said.sources, ...all.sources];
    return window.WORKBOOK.written([
      { name: said.sheet_figures, head: true, rows: [said.columns, ...figures(place)], widths: [20, 24, 18, 24, 52, 12, 16, 12, 20, 14, 12, 12, 12, 60] },
      { name: said.sheet_line, head: true, rows: [[2, 3, 4, 5, 6, 7].map((at) => said.columns[at]), ...lines(place)], widths: [18, 24, 52, 12, 16, 12] },
      { name: said.sheet_notes, head: true, rows: notes.map((text) => [text]), widths: [120] },
    ]);
  }

  async function download(place, kind) {
    const content = kind === "xlsx" ? await xlsx(place) : new Blob(["\ufeff", csv(place)], { type: "text/csv;charset=utf-8" });
    const address = URL.createObjectURL(content);
    const made = element("a", { href: address, download: say("file", { place: place.address.replace(":", "-"), kind }) });
    made.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  /* The page. */

  async function profile(place) {
    const title = element("h1", { tabindex: "-1" }, element("span", { class: "over" }, described(place)), " ", element("span", { lang: "fr" }, place.name));
    return [title, belongs(place), ...notices(place), tools(place), how(place), ...all.themes.map((one) => theme(place, one)), await neighbours(place), sources()];
  }

  const blank = (text) => [element("h1", { tabindex: "-1" }, said.heading), element("p", { class: "standfirst" }, text)];

  // What stands behind the sign of the address; as it is where it is badly written.
  function addressed() {
    const text = window.location.hash.slice(1);
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  async function show(focus) {
    const address = addressed();
    if (address === "content") return;
    const turn = ++asked;
    root.setAttribute("aria-busy", "true");
    const found = address ? await find(address) : null;
    const content = found ? await profile(found) : blank(address ? say("unknown", { code: address }) : say("choose"));
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
