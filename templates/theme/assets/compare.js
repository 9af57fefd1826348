// Sets up to ten issuers side by side. Without this script one comparison stands ready. What is
// chosen stands in the address, to be shared. Numbers stay as the series of the site print them;
// an index is worked out exactly.
import { draw } from "./lines.js";
import { exact, figure, inSentence, indexed, json, make, quarter } from "./shared.js";

const form = document.getElementById("compare-form");

const MOST = 10;
const CHOICES = { by: ["calendar", "fiscal"], scale: ["growth", "indexed", "absolute"] };
const add = document.getElementById("compare-add");
const put = document.getElementById("compare-put");
const metric = document.getElementById("compare-metric");
const [by, scale, currency] = ["by", "scale", "currency"].map(name => form.elements[name]);
const list = form.querySelector(".chosen");
const notes = document.getElementById("compare-notes");
const charts = document.getElementById("compare-charts");
const table = document.getElementById("compare-table").nextElementSibling;
const said = document.getElementById("compare-said");
const names = new Map([...add.options].slice(1).map(each => [each.value, each.textContent]));
const metrics = [...metric.options].map(each => each.value);
const address = new URL(document.getElementById("compare-json").href);
let issuers = add.dataset.shown.split(",");
let turn = 0; // only the last of several changes at once is shown

const query = () =>
  [
    `issuers=${issuers.map(encodeURIComponent).join(",")}`,
    `metric=${metric.value}`,
    `by=${by.value}`,
    `scale=${scale.value}`,
    ...(currency.value ? [`currency=${currency.value}`] : []),
  ].join("&");

// A point's place among the quarters, and what of it is shown.
const place = point =>
  by.value === "fiscal" ? point.fiscal_label.replace(" ", "-") : point.calendar_quarter;
const code = unit => unit.split("/")[0];
const translated = (point, wanted) =>
  point.translations.find(each => code(each.amount.unit) === wanted);
const amount = point => {
  if (!currency.value || code(point.amount.unit) === currency.value) return point.amount;
  const found = translated(point, currency.value);
  return found ? found.amount : null;
};
const held = point => {
  const found = scale.value === "growth" ? point.change : amount(point);
  return found && found.value ? found : null;
};
// What has no growth in per cent is not missing: the reason stands in the table.
const mute = point => scale.value === "growth" && point.change.shown === "n.m.";
const lineOf = ({ points, ...line }) => {
  const at = new Map();
  const muted = new Map(points.filter(mute).map(point => [place(point), point]));
  let piece = 0;
  for (const point of points) {
    if (point.broken) piece += 1;
    const number = held(point);
    if (!number) continue;
    const key = place(point);
    at.set(key, [...(at.get(key) || []), { point, number, piece, text: number.shown }]);
  }
  return { ...line, at, muted, last: key => (at.get(key) || []).at(-1), points };
};

// All quarters from the first of any issuer to the last: a gap is seen as one.
const between = keys => {
  const [first, last] = [keys[0], keys.at(-1)];
  const found = [];
  for (let key = first; key <= last; ) {
    found.push(key);
    const [, head, year, part] = key.match(/^(\D*)(\d+)-Q(\d)$/);
    key = part === "4" ? `${head}${Number(year) + 1}-Q1` : `${head}${year}-Q${Number(part) + 1}`;
  }
  return found;
};

// The index: each issuer's figure in the first quarter that all have is a hundred.
const base = (lines, keys) =>
  keys.find(key => lines.every(line => line.last(key) && exact(line.last(key).number.value) > 0n));
const index = (lines, key) => {
  for (const line of lines) {
    const start = line.last(key);
    for (const each of [...line.at.values()].flat()) {
      each.index = each.piece === start.piece ? indexed(each.number.value, start.number.value) : "";
      each.text = each.index ? each.index.replace("-", "\u2212") : "–";
    }
  }
};

// What has one unit has one chart.
const groups = lines => {
  const found = new Map();
  for (const line of lines) {
    const [first] = [...line.at.values()][0];
    const unit = scale.value === "absolute" ? first.number.unit : "";
    found.set(unit, [...(found.get(unit) || []), line]);
  }
  return [...found];
};
const differ = (lines, field) => new Set(lines.map(line => line[field])).size > 1;
const called = (line, lines) => {
  const told = ["basis", ...(scale.value === "growth" || currency.value ? [] : ["unit_name"])]
    .filter(field => differ(lines, field))
    .map(field => line[field]);
  return told.length ? `${line.name} (${told.join(", ")})` : line.name;
};

const remarks = (document_, lines, silent) => {
  const found = silent.map(line => lacking(line, document_));
  for (const line of lines) {
    for (const [key, each] of line.at) {
      if (each.length > 1) {
        found.push(`${line.name} has two fiscal quarters in ${quarter(key)}; the chart takes the later.`);
      }
    }
    const broken = line.points.filter(point => point.broken);
    for (const point of broken) found.push(`${line.name}, ${point.fiscal_label}: the ${point.broken}.`);
    if (scale.value === "absolute" && currency.value && code(line.unit) !== currency.value) {
      found.push(rates(line));
    }
  }
  return found;
};
const lacking = ({ name, muted, points }, { label }) => {
  if (muted.size)
    return `Growth of ${name}’s ${inSentence(label)} is not meaningful (n.m.) in every quarter; the table says why, and the reported figures can be compared.`;
  if (scale.value === "growth" && points.length)
    return `${name} reports ${inSentence(label)}, but no quarter on record has the one of the year before; the reported figures can be compared.`;
  return `${name} has no such figure of ${inSentence(label)}.`;
};
const rates = line => {
  const worked = line.points
    .map(point => [point, translated(point, currency.value)])
    .filter(([, found]) => found && found.rate.value)
    .map(([point, { rate }]) => `${point.fiscal_label} at ${rate.value} ${rate.unit.replace("/", " per ")}`);
  const rest = worked.length ? `; worked out at the rate that the release prints: ${worked.join(", ")}` : "";
  return `${line.name} in ${currency.value} as the release of each quarter translates it${rest}.`;
};

// Which currencies all can be shown in: reported, or translated by the releases themselves.
const offer = lines => {
  const reported = new Set(lines.map(line => code(line.unit)));
  const every = new Set(
    lines.flatMap(line => [code(line.unit), ...line.points.flatMap(point => point.translations.map(each => code(each.amount.unit)))])
  );
  const can = [...every].filter(
    each => /^[A-Z]{3}$/.test(each) && lines.every(line => code(line.unit) === each || line.points.some(point => translated(point, each)))
  );
  const wanted = currency.dataset.asked || currency.value;
  const options = can.sort().map(value => make("option", { value, textContent: value }));
  currency.replaceChildren(currency.options[0], ...options);
  currency.value = can.includes(wanted) ? wanted : "";
  delete currency.dataset.asked;
  currency.parentElement.hidden =
    scale.value !== "absolute" || !(reported.size > 1 || can.some(each => !reported.has(each)));
  if (scale.value !== "absolute") currency.value = "";
  return wanted && currency.value !== wanted && scale.value === "absolute"
    ? [`There is no printed rate by which all of these could be shown in ${wanted}.`]
    : [];
};

const cell = (line, key) => {
  const td = make("td", { className: "num" });
  for (const each of line.at.get(key) || []) {
    const number = scale.value === "indexed" ? document.createTextNode(each.text) : figure(each.number);
    const small = make("small");
    if (scale.value === "indexed") small.append(figure(each.number), ", ");
    small.append([each.point.fiscal_label, each.number.note, each.point.note].filter(Boolean).join(", "));
    td.append(number, small);
  }
  const muted = line.muted.get(key);
  if (muted && !td.hasChildNodes()) {
    const told = [muted.fiscal_label, muted.change.note].filter(Boolean).join(", ");
    td.append("n.m.", make("small", { textContent: told }));
  }
  if (!td.hasChildNodes()) td.append("–");
  return td;
};
const tabulate = (lines, keys) => {
  const head = make("th", { textContent: by.value === "fiscal" ? "Fiscal quarter" : "Calendar quarter" });
  const heads = lines.map(line => make("th", { className: "num", textContent: called(line, lines) }));
  const rows = [...keys].reverse().map(key =>
    make("tr", {}, make("td", { textContent: quarter(key) }), ...lines.map(line => cell(line, key)))
  );
  const whole = make(
    "table",
    { className: "figures" },
    make("thead", {}, make("tr", {}, head, ...heads)),
    make("tbody", {}, ...rows)
  );
  table.replaceChildren(whole);
  table.hidden = !lines.length;
};

const title = (document_, lines, unit, key) => {
  // A measure that no standard defines says so, where one basis holds for all.
  const [basis, ...others] = new Set(lines.map(line => line.basis));
  const told = !others.length && basis.startsWith("non-") ? `, ${basis}` : "";
  const label = `${document_.label}${told}`;
  if (scale.value === "indexed") return `${label}, ${quarter(key)} = 100`;
  return scale.value === "growth" ? `${label}, change on the year, ${unit}` : label;
};
const explained = key =>
  [
    "As first reported, each issuer on one basis; growth as worked out, or as the issuer states it.",
    by.value === "fiscal"
      ? "Quarters of one name stand beside each other, though their days differ."
      : "A fiscal quarter stands in the calendar quarter that holds its middle day.",
    key ? `${quarter(key)} is the first quarter that all have: there each is 100.` : "",
  ]
    .filter(Boolean)
    .join(" ");

const show = async (told = []) => {
  const mine = ++turn;
  chips();
  document.getElementById("compare-spec").hidden = true; // it is of the chart that stood ready
  const strangers = issuers.filter(slug => !names.has(slug));
  const found = [...told, ...strangers.map(slug => `No issuer is called “${slug}” here.`)];
  const wanted = issuers.filter(slug => names.has(slug));
  address.href = address.href.replace(/[^/]+\.json$/, `${metric.value}.json`);
  document.getElementById("compare-json").href = address.href;
  if (!wanted.length) found.push("Choose an issuer.");
  let document_;
  try {
    document_ = await json(address.href);
  } catch {
    return tell([...found, "The series could not be loaded; the comparison on the page stays."]);
  }
  if (mine !== turn) return;
  const isRatio = document_.kind === "ratio";
  [...scale.options].find(each => each.value === "indexed").disabled = isRatio;
  if (isRatio && scale.value === "indexed") {
    scale.value = "absolute";
    found.push("A percentage has no index; the reported figures are shown.");
  }
  const reported = wanted.map(slug => document_.issuers.find(each => each.issuer === slug));
  wanted.forEach((slug, at) => {
    if (!reported[at]) found.push(`No ${inSentence(document_.label)} of ${names.get(slug)} is on record.`);
  });
  found.push(...offer(reported.filter(Boolean)));
  const all = reported.filter(Boolean).map(lineOf);
  const lines = all.filter(line => line.at.size);
  found.push(...remarks(document_, lines, all.filter(line => !line.at.size)));
  const tabled = all.filter(line => line.at.size || line.muted.size);
  const known = tabled.flatMap(line => [...line.at.keys(), ...line.muted.keys()]);
  const keys = known.length ? between([...new Set(known)].sort()) : [];
  let key = "";
  if (scale.value === "indexed" && lines.length) {
    key = base(lines, keys) || "";
    if (key) index(lines, key);
    else {
      scale.value = "absolute";
      found.push(
        "There is no quarter for which all of these have a figure above zero, and so no index; the reported figures are shown.",
        ...offer(reported.filter(Boolean))
      );
    }
  }
  if (scale.value === "absolute" && groups(lines).length > 1) {
    found.push("Each currency and unit has a chart of its own; an index or growth sets them side by side.");
  }
  said.textContent = explained(key);
  tabulate(tabled, keys);
  tell(found);
  const pictures = groups(lines).map(([, part]) => ({
    title: title(document_, part, part[0].last([...part[0].at.keys()][0]).number.unit, key),
    lines: part,
    names: part.map(line => called(line, part)),
  }));
  await draw(charts, pictures, keys, scale.value);
};

// What is on the page, to be taken along: its address, and its table as the page prints it.
const link = document.getElementById("compare-link");
link.addEventListener("click", async () => {
  const whole = new URL(`?${query()}`, location.href).href;
  await navigator.clipboard.writeText(whole);
  link.textContent = "Copied";
});
const quoted = text => `"${text.replace(/\s+/g, " ").trim().replaceAll('"', '""')}"`;
document.getElementById("compare-table-file").addEventListener("click", () => {
  const rows = [...table.querySelectorAll("tr")].map(row => [...row.cells].map(each => quoted(each.innerText)));
  const blob = new Blob([`${rows.map(row => row.join(",")).join("\r\n")}\r\n`], { type: "text/csv" });
  const file = make("a", { href: URL.createObjectURL(blob), download: `compare-${metric.value}.csv` });
  file.click();
  URL.revokeObjectURL(file.href);
});

const tell = found => {
  notes.replaceChildren(...[...new Set(found)].map(text => make("span", { textContent: text })));
  notes.hidden = !found.length;
};
const chips = () => {
  list.replaceChildren(
    ...issuers.map(slug => {
      const name = names.get(slug) || slug;
      const button = make("button", { type: "button", textContent: "×" });
      button.setAttribute("aria-label", `Remove ${name}`);
      button.addEventListener("click", () => {
        issuers = issuers.filter(each => each !== slug);
        changed();
        add.focus();
      });
      return make("li", {}, name, " ", button);
    })
  );
  for (const option of add.options) option.disabled = issuers.includes(option.value);
  add.disabled = put.disabled = issuers.length >= MOST;
};
const changed = async () => {
  await show();
  history.replaceState(history.state, "", `${location.pathname}?${query()}${location.hash}`);
};

// Arrow keys run through the list; only the button, or Enter, adds what they have come to.
const added = () => {
  if (!add.value) return;
  issuers = [...issuers, add.value].slice(0, MOST);
  add.value = "";
  changed();
};
put.addEventListener("click", added);
add.addEventListener("keydown", event => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  added();
});
form.addEventListener("change", event => {
  if (event.target !== add) changed();
});
form.addEventListener("submit", event => event.preventDefault());

const asked = new URLSearchParams(location.search);
const isAsked = ["issuers", "metric", "by", "scale", "currency"].some(name => asked.has(name));
if (asked.has("issuers")) {
  issuers = [...new Set(asked.get("issuers").split(",").filter(Boolean))].slice(0, MOST);
}
const unknown = [];
if (metrics.includes(asked.get("metric"))) metric.value = asked.get("metric");
else if (asked.get("metric")) unknown.push(`No metric is called “${asked.get("metric")}” here; this is revenue.`);
for (const [name, field, words] of [
  ["by", by, "aligned by"],
  ["scale", scale, "shown as"],
]) {
  const value = asked.get(name);
  if (CHOICES[name].includes(value)) field.value = value;
  else if (value) {
    unknown.push(`Nothing can be ${words} “${value}”: ${name} is ${CHOICES[name].join(" or ")}; this is ${field.value}.`);
  }
}
currency.dataset.asked = asked.get("currency") || "";
chips();
if (isAsked) show(unknown);
