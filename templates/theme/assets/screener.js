// The table of all issuers sorts, filters and shows the columns that are chosen. Without this
// script its rows are there, by name. What is chosen stands in the address, to be shared. The rows
// come with their cells ready, as the page prints them: a column is made in one place.
import { known, say } from "./language.js";
import { exact, figure, inSentence, json, make } from "./shared.js";

const region = document.getElementById("screener");

const AT_ONCE = 200; // rows shown before "Show more"
const table = region.querySelector("table");
const body = table.tBodies[0];
const heads = [...table.tHead.rows[0].cells];
const keys = heads.map(head => head.dataset.key);
const printed = [...body.rows];
const form = document.getElementById("screener-filters");
const count = form.querySelector("output");
const clear = form.querySelector('[type="reset"]');
const boxes = [...form.querySelectorAll('[name="columns"]')];
const order = document.getElementById("screener-order");
const said = order.textContent;
const empty = make("p", {
  className: "filters__empty",
  hidden: true,
  textContent: say("No issuer fits all of these filters."),
});
const more = make("button", { type: "button", className: "filters__more", hidden: true });
const sorting = { key: "", order: "" };
let limit = AT_ONCE;
let turn = 0; // only the last of several changes at once is shown

const hidden = key => boxes.some(box => box.value === key && !box.checked);
const at = (line, key) => line.cells[keys.indexOf(key)];
const row = (line, first) =>
  make(
    "tr",
    { className: first ? "screener__group" : "" },
    ...heads.map((head, place) => {
      const cell = line.cells[place];
      const tag = place ? "td" : "th"; // the issuer's name is what its row is called
      const td = make(tag, { className: head.className, hidden: head.hidden }, figure({ ...cell, shown: known(cell.shown) }));
      if (!place) td.scope = "row";
      td.dataset.value = cell.value;
      if (cell.note) td.append(make("small", { textContent: known(cell.note) }));
      return td;
    })
  );

// What is chosen, as the address has it.
const least = name => {
  const field = form.elements[name];
  const text = field.value.trim().replace("\u2212", "-").replace(/%$/, "");
  const fits = /^[+-]?\d+(\.\d+)?$/.test(text);
  field.setAttribute("aria-invalid", String(Boolean(text) && !fits));
  return fits ? text.replace("+", "") : "";
};
const chosen = () => {
  const shown = boxes.filter(box => box.checked).map(box => box.value);
  const usual = boxes.every(box => box.checked === box.defaultChecked);
  return Object.entries({
    words: form.elements.words.value.trim(),
    sector: form.elements.sector.value,
    quarter: form.elements.quarter.value,
    growth: least("growth"),
    margin: least("margin"),
    columns: usual ? "" : shown.join(",") || "none",
    sort: sorting.key,
    order: sorting.order,
  }).filter(([, value]) => value);
};
const fits = (line, wanted) => {
  const text = `${line.name} ${line.ticker} ${line.issuer}`.toLowerCase();
  const words = (wanted.words || "").toLowerCase().split(/\s+/);
  return (
    words.every(word => text.includes(word)) &&
    (!wanted.sector || line.sector_slug === wanted.sector) &&
    (!wanted.quarter || line.calendar_quarter.toLowerCase() === wanted.quarter) &&
    ["growth", "margin"].every(
      name =>
        !wanted[name] ||
        (at(line, name).value && exact(at(line, name).value) >= exact(wanted[name]))
    )
  );
};

// By exact value; what has none comes last, whichever way. Money is sorted within its unit.
const compared = (one, other, kind) => {
  if (kind === "text") return one.localeCompare(other, "en");
  if (kind === "day") return one < other ? -1 : one > other ? 1 : 0;
  const [left, right] = [exact(one), exact(other)];
  return left < right ? -1 : left > right ? 1 : 0;
};
const unit = (line, kind) => (kind === "money" ? at(line, sorting.key).unit : "");
const sorted = (lines, kind) => {
  const value = line => at(line, sorting.key).value;
  const there = lines.filter(value);
  const sign = sorting.order === "descending" ? -1 : 1;
  there.sort(
    (one, other) =>
      unit(one, kind).localeCompare(unit(other, kind), "en") ||
      sign * compared(value(one), value(other), kind)
  );
  return [...there, ...lines.filter(line => !value(line))];
};
const told = (lines, kind, title) => {
  const way = sorting.order === "descending" ? say("the most first") : say("the least first");
  if (kind === "text" || kind === "day") return say("Sorted by {column}. ", { column: title });
  if (kind === "range") return say("Sorted by the lower end of {column}, {way}. ", { column: title, way });
  if (kind === "ratio") return say("Sorted by {column}, {way}. ", { column: title, way });
  const units = [...new Set(lines.map(line => unit(line, kind)).filter(Boolean))].sort();
  const names = units.map(name => name.replace("/", ` ${say("per")} `)).join(say(", then "));
  return say("Sorted by {column} within each currency alone, {way}: {units}. ", { column: title, way, units: names });
};

const place = () => {
  heads.forEach(head => {
    head.hidden = hidden(head.dataset.key);
    if (head.dataset.key === sorting.key) head.setAttribute("aria-sort", sorting.order);
    else head.removeAttribute("aria-sort");
  });
};
const put = (rows, fitting, total) => {
  body.replaceChildren(...rows);
  count.textContent = say("{shown} of {total} issuers", { shown: fitting, total });
  empty.hidden = fitting > 0;
  region.hidden = !fitting;
  more.hidden = fitting <= limit;
  more.textContent = say("Show {count} more", { count: Math.min(fitting - limit, AT_ONCE) });
};
const show = async () => {
  const mine = ++turn;
  const wanted = Object.fromEntries(chosen());
  place();
  clear.hidden = !Object.keys(wanted).some(name => name !== "sort" && name !== "order");
  let lines;
  try {
    lines = (await json("api/v2/screener.json")).issuers;
  } catch {
    order.textContent = say("The table could not be loaded; the rows of the page stay. ");
    return;
  }
  if (mine !== turn) return;
  let fitting = lines.filter(line => fits(line, wanted));
  const head = heads[keys.indexOf(sorting.key)];
  if (head) fitting = sorted(fitting, head.dataset.kind);
  const kind = head ? head.dataset.kind : "";
  const starts = (line, place) => place > 0 && unit(line, kind) !== unit(fitting[place - 1], kind);
  const rows = fitting.slice(0, limit).map((line, place) => row(line, head && starts(line, place)));
  put(rows, fitting.length, lines.length);
  order.textContent = head ? told(fitting, kind, inSentence(head.textContent)) + said : said;
};

const remember = () => {
  const query = new URLSearchParams(chosen()).toString();
  const path = location.pathname;
  history.replaceState(history.state, "", `${path}${query ? `?${query}` : ""}${location.hash}`);
};
const changed = () => {
  limit = AT_ONCE;
  show();
  remember();
};

heads.forEach(head => {
  const button = make("button", { type: "button", className: "sort" }, ...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const first = head.dataset.kind === "text" ? "ascending" : "descending";
    const second = first === "ascending" ? "descending" : "ascending";
    const again = sorting.key === head.dataset.key && sorting.order === first;
    Object.assign(sorting, { key: head.dataset.key, order: again ? second : first });
    changed();
  });
});
form.addEventListener("input", changed);
form.addEventListener("submit", event => event.preventDefault());
form.addEventListener("reset", () => setTimeout(changed)); // the fields are reset after this
more.addEventListener("click", async () => {
  const shown = body.rows.length;
  limit += AT_ONCE;
  await show();
  body.rows[shown].querySelector("a").focus();
});

const asked = new URLSearchParams(location.search);
for (const name of ["words", "sector", "quarter", "growth", "margin"]) {
  const field = form.elements[name];
  field.value = asked.get(name) || "";
  if (field.selectedIndex === -1) field.value = ""; // nothing that could be chosen
}
if (asked.get("columns")) {
  const wanted = asked.get("columns").split(",");
  boxes.forEach(box => (box.checked = wanted.includes(box.value)));
}
if (keys.includes(asked.get("sort"))) {
  const backward = asked.get("order") === "descending";
  Object.assign(sorting, { key: asked.get("sort"), order: backward ? "descending" : "ascending" });
}
region.before(empty);
region.after(more);
const total = Number(region.dataset.total);
count.textContent = say("{shown} of {total} issuers", { shown: total, total });
clear.hidden = true;
more.hidden = printed.length >= total;
more.textContent = say("Show all {count}", { count: total });
if (chosen().length) show();
