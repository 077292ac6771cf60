// The search box: names and codes from places.js, matched without accents and with one slip, chosen by mouse or by keyboard.
"use strict";

(() => {
  const MOST = 12;
  const KINDS = ["commune", "epci", "departement", "region", "former"];
  const SHORTEST = 4; // letters under which a slip would make another name of it
  const home = new URL("..", document.currentScript.src).href;
  const input = document.getElementById("search");
  const list = document.getElementById("found");
  const told = document.getElementById("told");
  let reading = null;
  let found = [];
  let active = -1;

  const say = (name, values = {}) => window.INDEX.said[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);

  // Letters and digits alone, without accents; "St" is "Saint", "12e" is "12".
  function plain(text) {
    const bare = text.toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae").normalize("NFD").replace(/\p{M}/gu, "");
    return bare.replace(/[^a-z0-9]+/g, " ").trim();
  }

  function whole(text) {
    const words = plain(text).replace(/\b(\d+)(er|ere|e|eme|nd|nde)\b/g, "$1");
    return words.replace(/\b(ste?)(?= )/g, (_, short) => (short === "st" ? "saint" : "sainte"));
  }

  const tight = (text) => text.replaceAll(" ", "");

  function named(name, kind, address, note, code, size) {
    const full = whole(name);
    return { name, kind: KINDS.indexOf(kind), address, note, code: code.toLowerCase(), size, full, tight: tight(full) };
  }

  // Names are made comparable once, when somebody starts to search.
  function read() {
    const { areas, groups, former } = window.INDEX;
    const places = areas.map(([name, kind, address, area]) => named(name, kind, address, say(kind, { area }), "", 0));
    const communes = new Map();
    for (const [area, start, entries] of groups) {
      for (const entry of entries.split("|")) {
        const code = start + entry.slice(0, 5 - start.length);
        const [name, size] = [entry.slice(5 - start.length, -1), entry.at(-1)];
        communes.set(code, { name, area });
        places.push(named(name, "commune", code, say("commune", { area }), code, Number(size)));
      }
    }
    for (const entry of former ? former.split("|") : []) {
      const [code, now, name] = [entry.slice(0, 5), entry.slice(5, 10), entry.slice(10)];
      const { name: present, area } = communes.get(now);
      // An old code that another commune has today leads to where its people are now.
      const address = communes.has(code) ? now : code;
      places.push(named(name || code, "former", address, say("merged", { present, area }), communes.has(code) ? "" : code, 0));
    }
    return places;
  }

  // Whether two texts differ by one letter: another, one more, one less, or two that changed places.
  function near(one, other) {
    if (Math.abs(one.length - other.length) > 1) return false;
    let start = 0;
    while (start < one.length && one[start] === other[start]) start += 1;
    let [end, last] = [one.length, other.length];
    while (end > start && last > start && one[end - 1] === other[last - 1]) [end, last] = [end - 1, last - 1];
    const [left, right] = [end - start, last - start];
    if (left <= 1 && right <= 1) return true;
    return left === 2 && right === 2 && one[start] === other[start + 1] && one[start + 1] === other[start];
  }

  // 0: the name or the code itself; 1: its first words; 2: it starts so; 3: one of its words starts so; null: it is another.
  function fit(place, wanted) {
    if (place.full === wanted.full || place.tight === wanted.tight || place.code === wanted.tight) return 0;
    if (place.full.startsWith(`${wanted.full} `)) return 1;
    if (place.full.startsWith(wanted.full) || place.tight.startsWith(wanted.tight)) return 2;
    if (wanted.digits && place.code.startsWith(wanted.tight)) return 2;
    return place.full.includes(` ${wanted.full}`) ? 3 : null;
  }

  function slip(place, { tight: text }) {
    if (near(place.tight, text)) return 4;
    return [-1, 0, 1].some((more) => near(place.tight.slice(0, text.length + more), text)) ? 5 : null;
  }

  // Whether the words typed start words of the name, in their order: "st pierre tripiers" is Saint-Pierre-des-Tripiers.
  function scattered(place, wanted) {
    const words = place.full.split(" ");
    let at = 0;
    for (const start of wanted.full.split(" ")) {
      while (at < words.length && !words[at].startsWith(start)) at += 1;
      if (at === words.length) return null;
      at += 1;
    }
    return 4;
  }

  function matches(places, measure) {
    return places
      .map((place) => ({ place, fit: measure(place) }))
      .filter((one) => one.fit !== null)
      .sort((a, b) => a.fit - b.fit || a.place.kind - b.place.kind || b.place.size - a.place.size || a.place.name.localeCompare(b.place.name, "fr"))
      .map((one) => one.place);
  }

  function search(places, text) {
    const full = whole(text);
    if (!full) return [];
    const wanted = { full, tight: tight(full), digits: /^\d[\dab]\d*$/.test(full) };
    const exact = matches(places, (place) => fit(place, wanted));
    if (exact.length) return exact;
    if (wanted.digits) return matches(places, (place) => (place.address === `dep:${wanted.tight.slice(0, 2).toUpperCase()}` ? 0 : null));
    if (wanted.tight.length < SHORTEST) return [];
    const apart = full.includes(" ") ? matches(places, (place) => scattered(place, wanted)) : [];
    return apart.length ? apart : matches(places, (place) => slip(place, wanted));
  }

  // The names weigh more than a page: one that does not begin with them loads them when somebody starts to search.
  function names() {
    reading ??= new Promise((done, failed) => {
      if (window.INDEX) return done();
      const script = document.createElement("script");
      script.src = `${home}assets/places.js`;
      script.addEventListener("load", done);
      script.addEventListener("error", () => {
        reading = null; // whoever types on tries again
        failed(new Error(script.src));
      });
      document.head.append(script);
    }).then(read);
    return reading;
  }

  function option(place, number) {
    const item = document.createElement("li");
    item.id = `found-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const name = document.createElement("b");
    name.lang = "fr";
    name.textContent = place.name;
    const note = document.createElement("span");
    note.textContent = place.note;
    item.append(name, " ", note);
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => go(place));
    return item;
  }

  function go(place) {
    input.value = "";
    close();
    told.textContent = "";
    // A page may take the place for itself; otherwise its profile opens.
    if (!input.dispatchEvent(new CustomEvent("chosen", { detail: place, bubbles: true, cancelable: true }))) return;
    window.location.href = `${home}place.html#${place.address}`;
  }

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function count(all, text) {
    const told = { count: all.length.toLocaleString(document.documentElement.lang), shown: MOST };
    if (!plain(text)) return "";
    const code = text.trim().toUpperCase();
    if (/^\d[\dAB]\d{3}$/.test(code)) {
      const coded = all.find((one) => one.code === code.toLowerCase());
      return coded ? say("coded", { code, name: coded.name }) : say("code", { code });
    }
    if (!all.length) return say("none");
    if (all.length === 1) return say("one");
    return all.length > MOST ? say("first", told) : say("some", told);
  }

  async function show() {
    const places = await names().catch(() => null);
    if (!places) {
      told.textContent = told.dataset.unloaded;
      return;
    }
    const all = search(places, input.value);
    found = all.slice(0, MOST);
    close();
    list.replaceChildren(...found.map(option));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    told.textContent = count(all, input.value);
  }

  function point(to) {
    if (!found.length) return;
    active = (to + found.length) % found.length;
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === active)));
    input.setAttribute("aria-activedescendant", `found-${active}`);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  async function key(event) {
    if (event.key === "Escape") {
      input.value = "";
      await show();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) await show();
      point(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      // The names may still be on their way.
      if (list.hidden) await show();
      if (found.length) go(found[Math.max(active, 0)]);
    }
  }

  input.addEventListener("focus", () => names().catch(() => {}), { once: true });
  input.addEventListener("input", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", key);
  window.SEARCH = { names, search };
})();
