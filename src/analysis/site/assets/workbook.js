// A workbook written by the page itself: a handful of XML texts in an archive that nothing compresses, the same bytes each time.
"use strict";

window.WORKBOOK = (() => {
  const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const SCHEMAS = "http://schemas.openxmlformats.org/";
  const [MAIN, RELATIONS] = [`${SCHEMAS}spreadsheetml/2006/main`, `${SCHEMAS}officeDocument/2006/relationships`];
  const KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  // Number formats by decimals; Excel puts the signs of its reader's language.
  const FORMATS = { 0: 3, 1: 164, 2: 4 };
  const ROUTE = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  const escaped = (text) => String(text).replace(/[&<>"]/g, (sign) => ROUTE[sign]).replace(/[^\t\n\x20-\uffff]/g, "");

  // A cell is a text, a number with its decimals ({ value, decimals }), or nothing.
  function cell(content, at, strong) {
    if (content === null || content === undefined || content === "") return "";
    if (typeof content === "object") return `<c r="${at}" s="${2 + content.decimals}"><v>${content.value.toFixed(content.decimals)}</v></c>`;
    return `<c r="${at}" t="inlineStr"${strong ? ' s="1"' : ""}><is><t xml:space="preserve">${escaped(content)}</t></is></c>`;
  }

  // Sheets have less than 26 columns: one letter each.
  function sheet({ rows, widths, head }) {
    const lines = rows.map((cells, row) =>
      `<row r="${row + 1}">${cells.map((one, column) => cell(one, `${String.fromCharCode(65 + column)}${row + 1}`, head && row === 0)).join("")}</row>`);
    const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join("");
    const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
    return `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${head ? frozen : ""}</sheetView></sheetViews>` +
      `<cols>${columns}</cols><sheetData>${lines.join("")}</sheetData></worksheet>`;
  }

  const styles = () => `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.0"/></numFmts>` +
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
    `<cellXfs count="5"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/>${[0, 1, 2].map((decimals) =>
      `<xf xfId="0" numFmtId="${FORMATS[decimals]}" applyNumberFormat="1"/>`).join("")}</cellXfs></styleSheet>`;

  function texts(sheets) {
    const numbers = sheets.map((_, at) => at + 1);
    const part = (name, kind) => `<Override PartName="/xl/${name}.xml" ContentType="${KIND}.${kind}+xml"/>`;
    const related = (id, kind, target) => `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;
    const relations = (held) => `${XML}<Relationships xmlns="${SCHEMAS}package/2006/relationships">${held.join("")}</Relationships>`;
    return {
      "[Content_Types].xml": `${XML}<Types xmlns="${SCHEMAS}package/2006/content-types"><Default Extension="rels" ` +
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        `${part("workbook", "sheet.main")}${part("styles", "styles")}${numbers.map((at) => part(`worksheets/sheet${at}`, "worksheet")).join("")}</Types>`,
      "_rels/.rels": relations([related("r1", "officeDocument", "xl/workbook.xml")]),
      "xl/workbook.xml": `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews><sheets>${sheets.map(({ name }, at) =>
        `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="s${at + 1}"/>`).join("")}</sheets></workbook>`,
      "xl/_rels/workbook.xml.rels": relations([related("r1", "styles", "styles.xml"),
        ...numbers.map((at) => related(`s${at}`, "worksheet", `worksheets/sheet${at}.xml`))]),
      "xl/styles.xml": styles(),
      ...Object.fromEntries(sheets.map((one, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheet(one)])),
    };
  }

  function checked(bytes) {
    let sum = -1;
    for (const byte of bytes) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ~sum >>> 0;
  }

  const numbers = (...held) => new Uint8Array(held.flatMap(([value, size]) => Array.from({ length: size }, (_, at) => (value >>> (8 * at)) & 255)));

  // An archive as zip readers want it: each file behind a head of its own, all heads again at the end. 33 is 1 January 1980.
  function zipped(files) {
    const [bodies, heads] = [[], []];
    let at = 0;
    for (const [name, text] of Object.entries(files)) {
      const [title, bytes] = [name, text].map((one) => new TextEncoder().encode(one));
      const told = [[20, 2], [0x800, 2], [0, 2], [0, 2], [33, 2], [checked(bytes), 4], [bytes.length, 4], [bytes.length, 4], [title.length, 2], [0, 2]];
      const body = [numbers([0x04034b50, 4], ...told), title, bytes];
      heads.push(numbers([0x02014b50, 4], [20, 2], ...told, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), title);
      bodies.push(...body);
      at += body.reduce((sum, one) => sum + one.length, 0);
    }
    const [size, count] = [heads.reduce((sum, one) => sum + one.length, 0), heads.length / 2];
    return [...bodies, ...heads, numbers([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [size, 4], [at, 4], [0, 2])];
  }

  const TYPE = `${KIND}.sheet`;
  return { written: (sheets) => new Blob(zipped(texts(sheets)), { type: TYPE }) };
})();
