// The figures of places, read from the scripts that hold them: what a number is, what is missing and why, who is alike.
"use strict";

window.FIGURES = (() => {
  const all = window.PLACES.shared;
  const loaded = {};

  // A page opened from a folder cannot fetch a file; it can load a script, once.
  function load(address) {
    loaded[address] ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.addEventListener("load", done);
      script.addEventListener("error", () => {
        delete loaded[address]; // asked for again, it is tried again
        failed(new Error(address));
      });
      document.head.append(script);
    });
    return loaded[address];
  }

  const departementOf = (code) => (/^9[78]/.test(code) ? code.slice(0, 3) : code.slice(0, 2));

  async function shardOf(departement) {
    if (!all.shards.includes(departement)) return null;
    await load(`places/${departement}.js`);
    const shard = window.SHARDS[departement];
    if (shard.codes !== undefined && !shard.list) {
      shard.list = shard.codes ? shard.codes.split(" ").map((end) => departement + end) : [];
      shard.named = shard.names.split("|");
      shard.inside = shard.epci.split(" ");
      shard.sirens = Object.keys(shard.epcis);
    }
    return shard;
  }

  // A column is a text: numbers on a base of 36 parted by blanks, or one sign a commune where it is yes or no.
  const columns = new Map();
  function signs(text, flag) {
    if (!columns.has(text)) columns.set(text, flag ? [...text] : text.split(" "));
    return columns.get(text);
  }

  function read(sign, entry) {
    if (sign === null || sign === undefined) return { value: null, why: "x" };
    if (/[A-Z]/.test(sign)) return { value: null, why: sign.toLowerCase() };
    const whole = sign === "" ? 0 : parseInt(sign, 36); // zero is nothing
    return { value: entry.flag ? 100 * whole : whole / 10 ** entry.decimals, why: "", few: sign.endsWith("~") };
  }

  const whole = (number, entry) =>
    number === null || number === undefined ? { value: null, why: "x" } : { value: number / 10 ** entry.decimals, why: "" };

  function ofCommune(shard, row, number, before) {
    const entry = all.indicators[number];
    const text = before === undefined ? shard.values[number] : shard.before[number][before];
    return read(signs(text, entry.flag)[row], entry);
  }

  function ofArea(area, number, before) {
    const held = before === undefined ? area[1][number] : area[3][number]?.[before];
    return whole(held, all.indicators[number]);
  }

  const population = all.indicators.findIndex((entry) => entry.key === "population");

  // All values of a figure over its dates, oldest first, the last one being the value.
  function line(entry, at) {
    const dates = entry.dates.slice(0, -1).map((date, place) => ({ date, value: at(place).value }));
    return [...dates, { date: entry.dates.at(-1), value: at().value }].filter((one) => one.value !== null);
  }

  const among = (pattern) => Object.keys(all.areas).filter((one) => pattern.test(one)).map((one) => all.areas[one]);
  const twice = (departement) => all.areas[`dep:${departement}`][0] === all.areas[all.regions[departement]][0];

  // The share of its inhabitants, in %, under which the figure of an area is that of too small a part of it.
  const HALF = 50;
  const held = (areas, number) => areas.filter((one) => !(one[2][number] < HALF)).map((one) => ofArea(one, number).value).filter((value) => value !== null);

  // The values of the communes of a département that have enough people, and jobs, to be compared by the figure.
  function reliable(shard, number) {
    const { fewest = 0, compared = 0 } = all.indicators[number];
    shard.reliable ??= {};
    shard.reliable[number] ??= shard.list
      .map((_, row) => ({ people: ofCommune(shard, row, population).value, ...ofCommune(shard, row, number) }))
      .filter(({ people, value, few }) => value !== null && !few && !(Math.max(fewest, compared) > people))
      .map((one) => one.value);
    return shard.reliable[number];
  }

  function commune(shard, row, departement) {
    const code = shard.list[row];
    const siren = shard.sirens[shard.inside[row]];
    const region = all.regions[departement];
    const type = shard.types[row];
    const people = ofCommune(shard, row, population).value;
    // A city that is a département, and a département that is a region, are told once.
    const [dep, alone] = [`dep:${departement}`, shard.list.length === 1];
    const areas = [`type:${type}`, ...(alone ? [] : [dep]), ...(twice(departement) ? [] : [region]), "FR"].filter((address) => all.areas[address]);
    const others = alone ? among(/^dep:/) : null;
    return {
      kind: "commune", code, name: shard.named[row], address: code, people, departement, region, type, siren,
      epci: siren && shard.epcis[siren][0],
      parts: shard.parts[code],
      at: (number) => ofCommune(shard, row, number),
      share: () => undefined,
      line: (number) => line(all.indicators[number], (before) => ofCommune(shard, row, number, before)),
      beside: areas,
      peers: (number) => (others ? held(others, number) : reliable(shard, number)),
      peersOf: alone ? ["departements"] : ["communes_of", all.areas[dep][0]],
    };
  }

  function area(kind, code, own, beside, others, peersOf) {
    const prefix = { epci: "epci:", departement: "dep:" }[kind] ?? "";
    return {
      kind, code, name: own[0], address: prefix + code,
      people: ofArea(own, population).value, beside, peersOf,
      at: (number) => ofArea(own, number),
      share: (number) => own[2][number],
      line: (number) => line(all.indicators[number], (before) => ofArea(own, number, before)),
      peers: (number) => held(others, number),
    };
  }

  async function epci(code) {
    const departement = Object.keys(all.epcis).find((one) => all.epcis[one].split(" ").includes(code));
    const shard = departement && (await shardOf(departement));
    if (!shard?.epcis[code]) return null;
    const region = all.regions[departement];
    const beside = [`dep:${departement}`, ...(twice(departement) ? [] : [region]), "FR"];
    const found = area("epci", code, shard.epcis[code], beside, Object.values(shard.epcis), ["epci_of", all.areas[`dep:${departement}`][0]]);
    const rows = shard.list.map((_, row) => row).filter((row) => shard.sirens[shard.inside[row]] === code);
    return { ...found, departement, region, communes: rows.map((row) => [shard.list[row], shard.named[row]]) };
  }

  async function communeOf(code) {
    const departement = departementOf(code);
    const shard = await shardOf(departement);
    const row = shard?.list?.indexOf(code) ?? -1;
    if (row >= 0) return commune(shard, row, departement);
    const lead = shard?.former?.[code];
    if (!lead) return null;
    const [now, former, year, how] = lead;
    const found = await communeOf(now);
    return found && { ...found, former: { code, name: former || code, year, how } };
  }

  // The place that an address (15014, dep:15, epci:241500230, 84, FR) names; null where there is none.
  async function place(address) {
    const [, kind, code] = /^(?:(dep|epci):)?(\w+)$/.exec(address) ?? [];
    if (kind === "epci") return epci(code);
    if (kind === "dep") {
      const held = all.areas[address];
      if (!held) return null;
      const [region, others] = [all.regions[code], among(/^dep:/)];
      return { ...area("departement", code, held, twice(code) ? ["FR"] : [region, "FR"], others, ["departements"]), departement: code, region };
    }
    if (code === "FR") return area("france", "FR", all.areas.FR, [], [], null);
    if (code?.length === 2) return all.areas[code] ? area("region", code, all.areas[code], ["FR"], among(/^\d\d$/), ["regions"]) : null;
    return code?.length === 5 ? communeOf(code) : null;
  }

  async function alike(code) {
    const prefix = code.slice(0, 3);
    await load(`places/alike/${prefix}.js`);
    const found = window.ALIKE[prefix]?.[code];
    return found ? found.split("|").map((one) => [one.slice(0, 5), one.slice(5)]) : [];
  }

  return { HALF, all, place, alike, departementOf, load, valueOf: ofArea };
})();
