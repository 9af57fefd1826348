// Sets up to ten issuers, or segments of them, side by side. Without this script one comparison
// stands ready. What is chosen stands in the address, to be shared.
import { base, between, called, code, explained, groups, hasLog, index, keyOf, lineOf, remarks, title, translated } from "./comparison.js";
import { draw } from "./lines.js";
import { csv } from "./pictures.js";
import { figure, inSentence, json, make, quarter } from "./shared.js";

const form = document.getElementById("compare-form");

const MOST = 10;
const CHOICES = { by: ["calendar", "fiscal"], scale: ["growth", "indexed", "absolute"], axis: ["linear", "log"] };
const add = document.getElementById("compare-add");
const put = document.getElementById("compare-put");
const whole = document.getElementById("compare-whole");
const metric = document.getElementById("compare-metric");
const { by, scale, axis, currency, from, to } = form.elements;
const list = form.querySelector(".chosen");
const notes = document.getElementById("compare-notes");
const charts = document.getElementById("compare-charts");
const table = document.getElementById("compare-table").nextElementSibling;
const said = document.getElementById("compare-said");
const names = new Map([...add.options].slice(1).map(each => [each.value, each.textContent]));
const lengths = new Map([...add.options].map(each => [each.value, each.dataset.length]));
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
    ...(axis.value === "log" ? ["axis=log"] : []),
    ...[currency, from, to].filter(field => field.value).map(field => `${field.name}=${field.value}`),
  ].join("&");
const chosen = () => ({
  by: by.value,
  scale: scale.value,
  currency: currency.value,
  isLog: axis.value === "log",
  from: from.value,
  to: to.value,
});

const parts = make("optgroup", { label: "Segments" });
const offerSegments = segments => {
  for (const each of segments) names.set(keyOf(each), each.name);
  parts.replaceChildren(
    ...segments.map(each =>
      make("option", { value: keyOf(each), textContent: each.name, disabled: issuers.includes(keyOf(each)) })
    )
  );
  if (segments.length) add.append(parts);
  else parts.remove();
};

// Why the line that was chosen cannot be shown.
const absent = (key, { label, segments }) => {
  const [issuer, segment] = key.split(".");
  const [name, what] = [names.get(issuer), inSentence(label)];
  if (segment) return `No ${what} of ${names.get(key) || `the segment “${segment}” of ${name}`} is on record.`;
  if (lengths.get(issuer)) return `${name} reports ${lengths.get(issuer)}; what is compared here are quarters.`;
  return segments.some(each => each.issuer === issuer)
    ? `No ${what} of ${name} as a whole is on record, but of segments, which can be added.`
    : `No ${what} of ${name} is on record.`;
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

// The quarters that a stretch of time can begin and end with.
const stretch = keys => {
  const told = [];
  for (const field of [from, to]) {
    const wanted = field.dataset.asked || field.value;
    const options = keys.map(value => make("option", { value, textContent: quarter(value) }));
    field.replaceChildren(field.options[0], ...options);
    field.value = keys.includes(wanted) ? wanted : "";
    delete field.dataset.asked;
    if (wanted && !field.value) told.push(`${quarter(wanted)} is no quarter of these, and so no end of the time shown.`);
  }
  if (from.value && to.value && from.value > to.value) {
    from.value = to.value = "";
    told.push("The time chosen ends before it begins; all quarters are shown.");
  }
  whole.hidden = !from.value && !to.value;
  return told;
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
const tabulate = (lines, keys, choice) => {
  const heading = (scope, textContent, className = "") => Object.assign(make("th", { textContent, className }), { scope });
  const head = heading("col", by.value === "fiscal" ? "Fiscal quarter" : "Calendar quarter");
  const heads = lines.map(line => heading("col", called(line, lines, choice), "num"));
  const rows = [...keys].reverse().map(key =>
    make("tr", {}, heading("row", quarter(key)), ...lines.map(line => cell(line, key)))
  );
  const { ariaLabel } = table;
  table.replaceChildren(
    make("table", { className: "figures", ariaLabel }, make("thead", {}, make("tr", {}, head, ...heads)), make("tbody", {}, ...rows))
  );
  table.hidden = !lines.length;
};

const show = async (told = []) => {
  const mine = ++turn;
  chips();
  document.getElementById("compare-spec").hidden = true; // it is of the chart that stood ready
  const isKnown = key => names.has(key.split(".")[0]);
  const strangers = issuers.filter(key => !isKnown(key)).map(key => key.split(".")[0]);
  const found = [...told, ...strangers.map(slug => `No issuer is called “${slug}” here.`)];
  const wanted = issuers.filter(isKnown);
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
  document_.segments ??= []; // one that a browser kept from before has none
  offerSegments(document_.segments);
  chips();
  const isRatio = document_.kind === "ratio";
  [...scale.options].find(each => each.value === "indexed").disabled = isRatio;
  if (isRatio && scale.value === "indexed") {
    scale.value = "absolute";
    found.push("A percentage has no index; the reported figures are shown.");
  }
  const offered = [...document_.issuers, ...document_.segments];
  const reported = wanted.map(key => offered.find(each => keyOf(each) === key));
  wanted.forEach((key, at) => reported[at] || found.push(absent(key, document_)));
  const series = reported.filter(Boolean);
  found.push(...offer(series));
  const every = series.flatMap(each => [...lineOf(each, { ...chosen(), from: "", to: "" }).all]);
  found.push(...stretch(every.length ? between([...new Set(every)].sort()) : []));
  const all = series.map(each => lineOf(each, chosen()));
  const lines = all.filter(line => line.at.size);
  const tabled = all.filter(line => line.at.size || line.muted.size);
  const known = tabled.flatMap(line => [...line.at.keys(), ...line.muted.keys()]);
  const keys = known.length ? between([...new Set(known)].sort()) : [];
  found.push(...remarks(document_.label, lines, all.filter(line => !line.at.size), chosen()));
  let start = "";
  if (scale.value === "indexed" && lines.length) {
    start = base(lines, keys);
    if (start) index(lines, start);
    else {
      scale.value = "absolute";
      found.push(
        "There is no quarter for which all of these have a figure above zero, and so no index; the reported figures are shown.",
        ...offer(series)
      );
    }
  }
  axis.disabled = scale.value === "growth";
  if (axis.value === "log" && !hasLog(lines, chosen())) {
    axis.value = "linear";
    found.push("A logarithmic axis has no place for growth, for zero or for less; this one is linear.");
  }
  const choice = chosen();
  const parts = groups(lines, choice);
  if (scale.value === "absolute" && parts.length > 1)
    found.push("Each currency and unit has a chart of its own; an index or growth sets them side by side.");
  said.textContent = explained(choice, start);
  tabulate(tabled, keys, choice);
  tell(found);
  const pictures = parts.map(part => ({
    title: title(document_.label, part, choice, start),
    lines: part,
    names: part.map(line => called(line, part, choice)),
  }));
  draw(charts, pictures, keys, choice, (first, last) => {
    [from.value, to.value] = [first, last];
    changed();
  });
};

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
whole.addEventListener("click", () => {
  from.value = to.value = "";
  changed();
  from.focus();
});
form.addEventListener("change", event => {
  if (event.target === by) from.value = to.value = ""; // quarters have other names now
  if (event.target !== add) changed();
});
form.addEventListener("submit", event => event.preventDefault());

// What is on the page, to be taken along: its address, and its table as the page prints it.
const link = document.getElementById("compare-link");
link.addEventListener("click", async () => {
  await navigator.clipboard.writeText(new URL(`?${query()}`, location.href).href);
  link.textContent = "Copied";
});
document.getElementById("compare-table-file").addEventListener("click", () => csv(`compare-${metric.value}`, table.querySelector("table")));

const asked = new URLSearchParams(location.search);
if (asked.has("issuers")) {
  issuers = [...new Set(asked.get("issuers").split(",").filter(Boolean))].slice(0, MOST);
}
const unknown = [];
if (metrics.includes(asked.get("metric"))) metric.value = asked.get("metric");
else if (asked.get("metric")) unknown.push(`No metric is called “${asked.get("metric")}” here; this is revenue.`);
for (const [name, field, words] of [
  ["by", by, "aligned by"],
  ["scale", scale, "shown as"],
  ["axis", axis, "drawn on"],
]) {
  const value = asked.get(name);
  if (CHOICES[name].includes(value)) field.value = value;
  else if (value) {
    unknown.push(`Nothing can be ${words} “${value}”: ${name} is ${CHOICES[name].join(" or ")}; this is ${field.value}.`);
  }
}
const isAsked = [...asked.keys()].some(name => ["issuers", "metric", "by", "scale"].includes(name));
if (isAsked) from.value = ""; // what stands ready begins where its drawing does
for (const field of [currency, from, to]) field.dataset.asked = asked.get(field.name) || "";
chips();
show(unknown);
