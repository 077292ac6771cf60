// What the pages of places share: sentences with their values, numbers as the language writes them, what is missing and why.
"use strict";

window.WORDING = (() => {
  const { HALF, all } = window.FIGURES;
  const { said, units } = all;
  const language = document.documentElement.lang;
  const NS = "http://www.w3.org/2000/svg";

  /* Sentences. */

  const addressOf = ([, kind, code]) => ({ departement: "dep:", epci: "epci:" }[kind] ?? "") + code;
  const nameOf = (address) =>
    address.startsWith("type:")
      ? all.types[Number(address.slice(5))][0]
      : all.areas[address]?.[0] ?? all.reports.find((report) => addressOf(report) === address)[3];

  // A value that is an area ({ address: "dep:15" }) is its name, in the form that the sentence asks for ({area:of}).
  function bent(value, form) {
    const { address } = value ?? {};
    if (!address) return value;
    if (address.startsWith("type:")) return all.types[Number(address.slice(5))][form === "lower" ? 1 : 0];
    const before = Object.entries(all.forms[form] ?? {}).find(([, held]) => held.split(" ").includes(address));
    return (before?.[0] ?? "") + nameOf(address);
  }

  // Sentences of a page, by their name, with what stands for the names in braces.
  const spoken = (sentences) => (name, values = {}) =>
    sentences[name].replace(/\{(\w+)(?::(\w+))?\}/g, (_, key, form) => bent(values[key], form));
  const say = spoken(said);

  /* Elements: a text is always a text, whatever signs it holds. */

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

  function button(text, act, attributes = {}) {
    const made = element("button", { type: "button", ...attributes }, text);
    made.addEventListener("click", act);
    return made;
  }

  const heading = (content, kind = "") => element("th", { scope: "col", class: kind }, content);

  /* Numbers. */

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

  const dated = (date) => all.dates[date] ?? date;
  const ofFewPeople = (place, entry) => entry.fewest > 0 && !(place.people >= entry.fewest);
  const fewIn = (place, entry, { value, few }) => value !== null && (few || ofFewPeople(place, entry));
  // Sampled figures of a small commune are no ground for a rank, a bar or a line over time.
  const comparedIn = (place, entry) => !(entry.compared > 0) || place.people >= entry.compared;

  // Remarks on figures, numbered as they come, each once in a table.
  function remarks() {
    const told = [];
    return {
      told,
      mark(text) {
        if (!told.includes(text)) told.push(text);
        return element("sup", {}, String(told.indexOf(text) + 1));
      },
      list: () => (told.length ? element("ol", { class: "note remarks" }, ...told.map((text) => element("li", {}, text))) : ""),
    };
  }

  // The figure of a place as its cell tells it: what is missing or of few people is grey, and a remark says why.
  function figure(place, entry, index, notes) {
    const held = place.at(index);
    const few = fewIn(place, entry, held);
    const marks = [];
    if (held.value === null) marks.push(notes.mark(say(`why_${held.why}`, entry)));
    else if (ofFewPeople(place, entry)) marks.push(notes.mark(say("few", { fewest: number(entry.fewest, 0) })));
    else if (few) marks.push(notes.mark(say("few_jobs", { fewest: number(entry.fewestJobs, 0) })));
    else if (!comparedIn(place, entry)) marks.push(notes.mark(say("sampled", { compared: number(entry.compared, 0) })));
    if (held.value === 0 && entry.unsure) marks.push(notes.mark(said.zero));
    const share = place.share(index);
    if (held.value !== null && share !== undefined) marks.push(notes.mark(say("partly", { share })));
    if (held.value !== null && place.kind === "commune" && entry.grain) marks.push(notes.mark(say(`of_${entry.grain}`)));
    const state = held.value === null ? "none" : few || share < HALF ? "few" : "";
    return { held, few, state, content: [shown(held, entry, place.kind === "commune"), ...marks] };
  }

  // How the figure is to be read, behind its name.
  const how = (entry, notes) => (entry.how ? notes.mark(said[entry.how]) : "");

  /* Places. */

  function described(place) {
    const { code, type } = place;
    if (place.kind !== "commune") return say(place.kind, { code });
    return type === "x" ? say("commune_untyped", { code }) : say("commune", { code, type: { address: `type:${type}` }, definition: all.definition });
  }

  // What became of the place that was asked for, where it is no more.
  function former(place) {
    if (!place.former) return "";
    const { code, name, year: since, how } = place.former;
    const kind = how === "merged" ? `merged${since ? "_in" : ""}${name === code ? "_unnamed" : ""}` : how;
    return say(kind, { former: name, code, present: place.name, year: since });
  }

  const notice = (text) => element("p", { class: "notice" }, text);

  function sources() {
    return element("details", { class: "data sources" }, element("summary", {}, said.sources),
      element("ul", {}, ...all.sources.map((text) => element("li", { lang: "fr" }, text))));
  }

  // What stands behind the sign of the address; as it is where it is badly written.
  function addressed() {
    const text = window.location.hash.slice(1);
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  return { addressOf, addressed, button, comparedIn, dated, described, drawn, element, fewIn, figure, former, heading, how, lacking, language, nameOf,
    notice, number, remarks, say, shown, sources, spoken, written };
})();
