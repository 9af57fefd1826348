// Sets up to ten issuers, or segments of them, side by side. Without this script one comparison
// stands ready. What is chosen stands in the address, to be shared.
import { base, between, called, code, explained, groups, hasLog, index, keyOf, lineOf, remarks, title, translated } from "./comparison.js";
import { known, say } from "./language.js";
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

const parts = make("optgroup", { label: say("Segments") });
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
const absent = (key, label, segments) => {
  const [slug, segment] = key.split(".");
  const [issuer, metric] = [names.get(slug), inSentence(label)];
  if (segment) {
    const name = names.get(key) || say("the segment “{segment}” of {issuer}", { segment, issuer });
    return say("No {metric} of {issuer} is on record.", { metric, issuer: name });
  }
  if (lengths.get(slug)) {
    return say("{issuer} reports {periods}; what is compared here are quarters.", { issuer, periods: lengths.get(slug) });
  }
  return segments.some(each => each.issuer === slug)
    ? say("No {metric} of {issuer} as a whole is on record, but of segments, which can be added.", { metric, issuer })
    : say("No {metric} of {issuer} is on record.", { metric, issuer });
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
    ? [say("There is no printed rate by which all of these could be shown in {currency}.", { currency: wanted })]
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
    if (wanted && !field.value) told.push(say("{quarter} is no quarter of these, and so no end of the time shown.", { quarter: quarter(wanted) }));
  }
  if (from.value && to.value && from.value > to.value) {
    from.value = to.value = "";
    told.push(say("The time chosen ends before it begins; all quarters are shown."));
  }
  whole.hidden = !from.value && !to.value;
  return told;
};

const shown = number => ({ ...number, shown: known(number.shown) });
const cell = (line, key) => {
  const td = make("td", { className: "num" });
  for (const each of line.at.get(key) || []) {
    const number = scale.value === "indexed" ? document.createTextNode(each.text) : figure(shown(each.number));
    const small = make("small");
    if (scale.value === "indexed") small.append(figure(shown(each.number)), say(", "));
    small.append([each.point.fiscal_label, each.number.note, each.point.note].filter(Boolean).map(known).join(say(", ")));
    td.append(number, small);
  }
  const muted = line.muted.get(key);
  if (muted && !td.hasChildNodes()) {
    const told = [muted.fiscal_label, muted.change.note].filter(Boolean).map(known).join(say(", "));
    td.append(say("n.m."), make("small", { textContent: told }));
  }
  if (!td.hasChildNodes()) td.append("–");
  return td;
};
const tabulate = (lines, keys, choice) => {
  const heading = (scope, textContent, className = "") => Object.assign(make("th", { textContent, className }), { scope });
  const head = heading("col", by.value === "fiscal" ? say("Fiscal quarter") : say("Calendar quarter"));
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
  const found = [...told, ...strangers.map(slug => say("No issuer is called “{name}” here.", { name: slug }))];
  const wanted = issuers.filter(isKnown);
  address.href = address.href.replace(/[^/]+\.json$/, `${metric.value}.json`);
  document.getElementById("compare-json").href = address.href;
  if (!wanted.length) found.push(say("Choose an issuer."));
  let document_;
  try {
    document_ = await json(address.href);
  } catch {
    return tell([...found, say("The series could not be loaded; the comparison on the page stays.")]);
  }
  if (mine !== turn) return;
  document_.segments ??= []; // one that a browser kept from before has none
  offerSegments(document_.segments);
  chips();
  const label = known(document_.label);
  const isRatio = document_.kind === "ratio";
  [...scale.options].find(each => each.value === "indexed").disabled = isRatio;
  if (isRatio && scale.value === "indexed") {
    scale.value = "absolute";
    found.push(say("A percentage has no index; the reported figures are shown."));
  }
  const offered = [...document_.issuers, ...document_.segments];
  const reported = wanted.map(key => offered.find(each => keyOf(each) === key));
  wanted.forEach((key, at) => reported[at] || found.push(absent(key, label, document_.segments)));
  const series = reported.filter(Boolean);
  found.push(...offer(series));
  const every = series.flatMap(each => [...lineOf(each, { ...chosen(), from: "", to: "" }).all]);
  found.push(...stretch(every.length ? between([...new Set(every)].sort()) : []));
  const all = series.map(each => lineOf(each, chosen()));
  const lines = all.filter(line => line.at.size);
  const tabled = all.filter(line => line.at.size || line.muted.size);
  const there = tabled.flatMap(line => [...line.at.keys(), ...line.muted.keys()]);
  const keys = there.length ? between([...new Set(there)].sort()) : [];
  found.push(...remarks(label, lines, all.filter(line => !line.at.size), chosen()));
  let start = "";
  if (scale.value === "indexed" && lines.length) {
    start = base(lines, keys);
    if (start) index(lines, start);
    else {
      scale.value = "absolute";
      found.push(
        say("There is no quarter for which all of these have a figure above zero, and so no index; the reported figures are shown."),
        ...offer(series)
      );
    }
  }
  axis.disabled = scale.value === "growth";
  if (axis.value === "log" && !hasLog(lines, chosen())) {
    axis.value = "linear";
    found.push(say("A logarithmic axis has no place for growth, for zero or for less; this one is linear."));
  }
  const choice = chosen();
  const parts = groups(lines, choice);
  if (scale.value === "absolute" && parts.length > 1)
    found.push(say("Each currency and unit has a chart of its own; an index or growth sets them side by side."));
  said.textContent = explained(choice, start);
  tabulate(tabled, keys, choice);
  tell(found);
  const pictures = parts.map(part => ({
    title: title(label, part, choice, start),
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
      button.setAttribute("aria-label", say("Remove {issuer}", { issuer: name }));
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
  link.textContent = say("Copied");
});
document.getElementById("compare-table-file").addEventListener("click", () => csv(`compare-${metric.value}`, table.querySelector("table")));

const asked = new URLSearchParams(location.search);
if (asked.has("issuers")) {
  issuers = [...new Set(asked.get("issuers").split(",").filter(Boolean))].slice(0, MOST);
}
const unknown = [];
if (metrics.includes(asked.get("metric"))) metric.value = asked.get("metric");
else if (asked.get("metric")) unknown.push(say("No metric is called “{name}” here; this is revenue.", { name: asked.get("metric") }));
for (const [name, field, message] of [
  ["by", by, say("Nothing can be aligned by “{value}”: {name} is {choices}; this is {chosen}.")],
  ["scale", scale, say("Nothing can be shown as “{value}”: {name} is {choices}; this is {chosen}.")],
  ["axis", axis, say("Nothing can be drawn on “{value}”: {name} is {choices}; this is {chosen}.")],
]) {
  const value = asked.get(name);
  if (CHOICES[name].includes(value)) field.value = value;
  else if (value) {
    const choices = CHOICES[name].join(say(" or "));
    unknown.push(say(message, { value, name, choices, chosen: field.value }));
  }
}
const isAsked = [...asked.keys()].some(name => ["issuers", "metric", "by", "scale"].includes(name));
if (isAsked) from.value = ""; // what stands ready begins where its drawing does
for (const field of [currency, from, to]) field.dataset.asked = asked.get(field.name) || "";
chips();
show(unknown);
