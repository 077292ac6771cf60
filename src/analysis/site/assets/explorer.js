// The map of the communes of a territory: a figure is chosen, a commune read by pointer, tap or keys, the same told as a table.
"use strict";

(() => {
  const all = window.MAP.communes;
  const { said, indicators } = all;
  const find = (id) => document.getElementById(id);
  const [choice, svg, reading, filter, body] = [find("figure"), find("communes"), find("reading"), find("filter"), document.querySelector("table.explored tbody")];
  const language = document.documentElement.lang;
  const NS = "http://www.w3.org/2000/svg";
  const FEW_ROWS = 100;
  const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

  const say = (name, values = {}) => said[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const codes = all.codes.split(" ");
  const names = all.names.split("|");
  const departementOf = (code) => all.departements[/^97/.test(code) ? code.slice(0, 3) : code.slice(0, 2)];
  const kinds = [...all.types].map((type) => (type === "x" ? said.untyped : all.typeNames[type]));
  const places = codes.map((code, row) => ({ row, code, name: names[row], departement: departementOf(code) ?? "", kind: kinds[row] }));
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  for (const place of places) place.sought = plain(`${place.name} ${place.departement} ${place.kind}`);

  /* Outlines: a border is one arc for both its sides. */

  const whole = (sign) => parseInt(sign, 36);

  function arcOf(text) {
    const steps = text.split(" ").map(whole);
    const points = [];
    for (let at = 0, x = 0, y = 0; at < steps.length; at += 2) points.push([x += steps[at], y += steps[at + 1]]);
    return points;
  }

  function outlines() {
    const arcs = all.arcs.split("|").map(arcOf);
    let met = 0;
    const arc = (sign) => {
      const number = sign === "" ? met++ : whole(sign);
      return number < 0 ? [...arcs[-1 - number]].reverse() : arcs[number];
    };
    return all.shapes.split("|").map((shape) => shape.split(",").map((ring) => ring.split(" ").flatMap((sign) => arc(sign).slice(1))));
  }

  const rings = outlines();
  const middles = rings.map((held) => {
    const [xs, ys] = [held[0].map(([x]) => x), held[0].map(([, y]) => y)];
    return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
  });

  function drawn(name, attributes) {
    const made = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  const paths = rings.map((held, row) =>
    drawn("path", { d: held.map((ring) => `M${ring.map((point) => point.join(" ")).join("L")}Z`).join(""), "fill-rule": "evenodd", "data-row": row }));
  const frame = drawn("path", { class: "chosen", d: "" });
  svg.append(...paths, frame);

  /* What part of the map is seen. */

  let [near, middle] = [1, [all.width / 2, all.height / 2]];
  function look() {
    const [width, height] = [all.width / near, all.height / near];
    const low = (at, size, most) => Math.max(0, Math.min(most - size, at - size / 2));
    svg.setAttribute("viewBox", [low(middle[0], width, all.width), low(middle[1], height, all.height), width, height].map(Math.round).join(" "));
  }
  function come(factor) {
    near = Math.max(1, Math.min(16, near * factor));
    if (chosen !== null) middle = middles[chosen];
    look();
  }

  /* Values. */

  let [shown, values, chosen, touched] = [null, [], null, false];

  function number(value, { decimals, signed }) {
    const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals, signDisplay: signed ? "exceptZero" : "negative" };
    return new Intl.NumberFormat(language, options).format(value).replace("-", "\u2212");
  }

  function read(sign, entry) {
    if (/[A-Z]/.test(sign)) return { value: null, why: sign.toLowerCase() };
    const held = sign === "" ? 0 : whole(sign);
    return { value: entry.flag ? 100 * held : held / 10 ** entry.decimals, few: sign.endsWith("~") };
  }

  function written(row) {
    const [{ value, why }, entry] = [values[row], shown];
    if (value === null) return say(`missing_${why}`, entry);
    if (entry.flag) return say(value > 0 ? "yes" : "no");
    return entry.unit.replace("{value}", number(value, entry)).replaceAll(" ", "\u00a0");
  }

  const people = () => window.LAYERS.population.read;
  const few = (row) => values[row].value !== null && (values[row].few || (shown.fewest > 0 && !(people()[row].value >= shown.fewest)));
  const classOf = (row, cuts) => cuts.filter((cut) => values[row].value >= cut).length;

  const loaded = {};
  function load(key) {
    loaded[key] ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = `map/${key}.js`;
      script.addEventListener("load", () => {
        const held = window.LAYERS[key];
        const signs = indicators[key].flag ? [...held.values] : held.values.split(" ");
        held.read = signs.map((sign) => read(sign, indicators[key]));
        done(held);
      });
      script.addEventListener("error", () => {
        delete loaded[key]; // asked for again, it is tried again
        failed(new Error(key));
      });
      document.head.append(script);
    });
    return loaded[key];
  }

  /* What is read of a commune. */

  function tell(row) {
    const { code, name } = places[row];
    const link = document.createElement("a");
    link.href = profileOf(row);
    link.textContent = say("profile");
    reading.replaceChildren(say(few(row) ? "reading_few" : "reading", { name: `${name} (${code.slice(0, /^97/.test(code) ? 3 : 2)})`, value: written(row) }), " ", link);
  }

  const profileOf = (row) => `../place.html#${codes[row]}`;
  const open = (row) => { window.location.href = profileOf(row); };

  function choose(row) {
    chosen = row;
    frame.setAttribute("d", paths[row].getAttribute("d"));
    tell(row);
  }

  const rowOf = (event) => event.target.dataset?.row;
  svg.addEventListener("pointerdown", (event) => { touched = event.pointerType !== "mouse"; });
  svg.addEventListener("pointermove", (event) => { if (event.pointerType === "mouse" && rowOf(event)) choose(Number(rowOf(event))); });
  // A mouse has read the commune already; a finger reads it first, and opens it by the link or by a second tap.
  svg.addEventListener("click", (event) => {
    if (!rowOf(event)) return;
    const row = Number(rowOf(event));
    if (!touched || row === chosen) open(row);
    else choose(row);
  });

  // The nearest commune on the side that an arrow shows: straight ahead counts for more than aside.
  function step(from, [x, y]) {
    let [best, least] = [from, Infinity];
    middles.forEach((at, row) => {
      const [ahead, aside] = [(at[0] - middles[from][0]) * x + (at[1] - middles[from][1]) * y, Math.abs((at[0] - middles[from][0]) * y) + Math.abs((at[1] - middles[from][1]) * x)];
      const cost = ahead + 2 * aside;
      if (row !== from && ahead > 0 && aside <= 2 * ahead && cost < least) [best, least] = [row, cost];
    });
    return best;
  }

  const largest = () => people().reduce((best, { value }, row) => (value > (people()[best].value ?? -1) ? row : best), 0);
  svg.addEventListener("keydown", (event) => {
    const way = ARROWS[event.key];
    if (way) {
      choose(chosen === null ? largest() : step(chosen, way));
      if (near > 1) come(1);
    } else if (event.key === "Enter" && chosen !== null) open(chosen);
    else return;
    event.preventDefault();
  });

  /* The table. */

  let [column, upwards, every] = [0, true, false];
  const KEYS = [(one) => one.name, (one) => one.departement, (one) => one.kind, (one) => values[one.row].value];

  function ordered(held) {
    const key = KEYS[column];
    return held.sort((a, b) => {
      const [one, two] = [key(a), key(b)];
      if (one === null || two === null) return (one === null) - (two === null);
      const order = column === 3 ? one - two : one.localeCompare(two, "fr");
      return upwards ? order : -order;
    });
  }

  function line(place) {
    const row = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    const link = document.createElement("a");
    Object.assign(link, { href: profileOf(place.row), textContent: place.name, lang: "fr" });
    head.append(link);
    const cells = [place.departement, place.kind, written(place.row)].map((text, at) => {
      const cell = document.createElement("td");
      cell.textContent = text;
      if (at === 2) cell.className = `number${few(place.row) ? " few" : ""}`;
      return cell;
    });
    row.append(head, ...cells);
    return row;
  }

  function list() {
    const wanted = plain(filter.value).split(/\s+/).filter(Boolean);
    const kept = ordered(places.filter((place) => wanted.every((word) => place.sought.includes(word))));
    const printed = every ? kept : kept.slice(0, FEW_ROWS);
    body.replaceChildren(...printed.map(line));
    find("kept").textContent = say("shown", { shown: number(printed.length, { decimals: 0 }), count: number(kept.length, { decimals: 0 }) });
    find("more").hidden = printed.length === kept.length;
  }

  document.querySelectorAll("table.explored thead th").forEach((heading, at, headings) => {
    heading.querySelector("button").addEventListener("click", () => {
      upwards = column === at ? !upwards : at !== 3;
      column = at;
      for (const other of headings) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", upwards ? "ascending" : "descending");
      list();
    });
  });
  filter.addEventListener("input", list);
  find("more").addEventListener("click", () => { every = true; list(); });

  /* The figure. */

  function legend({ colours, labels }, lacking) {
    const entries = colours.map((colour, at) => [{ fill: colour }, labels[at]]);
    if (lacking) entries.push([{ class: "empty" }, say("none")]);
    find("classes").replaceChildren(...entries.map(([look, text]) => {
      const item = document.createElement("li");
      const box = drawn("svg", { viewBox: "0 0 12 12", "aria-hidden": "true" });
      box.append(drawn("rect", { width: 12, height: 12, ...look }));
      item.append(box, text);
      return item;
    }));
  }

  async function show() {
    const key = choice.value;
    const [held] = await Promise.all([load(key), load("population")]).catch(() => []);
    if (key !== choice.value) return; // another figure was asked for meanwhile
    find("unloaded").textContent = held ? "" : say("unloaded");
    if (!held) return;
    [shown, values] = [indicators[key], held.read];
    const lacking = paths.filter((path, row) => {
      const known = values[row].value !== null && !few(row);
      path.setAttribute("class", known ? "" : "empty");
      if (known) path.setAttribute("fill", held.colours[classOf(row, held.cuts)]);
      return !known;
    });
    legend(held, lacking.length > 0);
    find("shown").textContent = [shown.label, shown.date].filter(Boolean).join(", ");
    find("from").textContent = shown.source;
    if (chosen !== null) tell(chosen);
    list();
    find("explorer").hidden = false;
  }

  find("nearer").addEventListener("click", () => come(2));
  find("farther").addEventListener("click", () => come(0.5));
  choice.addEventListener("change", show);
  look();
  document.querySelector("table.explored th").setAttribute("aria-sort", "ascending");
  // Read where a reader, or who sent the address, left it.
  const asked = window.location.hash.slice(1);
  choice.value = Object.hasOwn(indicators, asked) ? asked : "aged_60_plus";
  choice.addEventListener("change", () => history.replaceState(null, "", `#${choice.value}`));
  show();
})();
