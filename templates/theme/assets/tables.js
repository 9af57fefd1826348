// Tables of an issuer's page sort by a column; workings, rules and fields fold away where there are
// many. Without this script every row is there, the latest period first, and every fold is open.
// How a table is sorted stands in the address, so that it can be shared.
import { say } from "./language.js";
import { exact, make } from "./shared.js";

const MANY = 12; // rows of workings from which on they are folded
const SOME = 5; // the same for tables that are looked up, not read
const FOLDED = {
  workings: say("All {count} workings"),
  rules: say("All {count} rules"),
  fields: say("All {count} fields"),
};
const SIGNS = { ascending: 1, descending: -1 };

// A cell's exact value, or null where there is none.
const value = cell => {
  const held = cell.querySelector("[data-value], data[value], time[datetime]");
  if (!held) return null;
  if (held.dateTime) return BigInt(held.dateTime.replaceAll("-", ""));
  return exact(held.value || held.dataset.value);
};
// The unit, where it is another than the column's own: money of two units is no order.
const unit = cell => {
  const held = cell.querySelector("[data-unit]");
  return held ? held.dataset.unit : "";
};
const words = cell => cell.textContent.replace(/\s+/g, " ").trim();
const isMissing = text => ["", "–", say("n.m.")].includes(text);
const keyed = (row, index) => {
  const held = value(row.cells[index]);
  const text = words(row.cells[index]);
  return { row, held, text, unit: unit(row.cells[index]), missing: held === null && isMissing(text) };
};
const compare = (one, other) => {
  if (one.held !== null && other.held !== null) {
    return one.held < other.held ? -1 : one.held > other.held ? 1 : 0;
  }
  return one.text.localeCompare(other.text, "en");
};

const isLatestFirst = rows => {
  const keys = rows.map(row => keyed(row, 0));
  return keys.every((key, at) => at === 0 || compare(keys[at - 1], key) >= 0);
};

const sortable = marker => {
  const table = marker.nextElementSibling.querySelector("table");
  const body = table.tBodies[0];
  const printed = [...body.rows]; // equal values stay in the order of the page
  const heads = [...table.tHead.rows[0].cells];
  const slug = cell => words(cell).toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const heading = [...document.querySelectorAll("h2[id], h3[id]")]
    .filter(each => each.compareDocumentPosition(marker) & Node.DOCUMENT_POSITION_FOLLOWING)
    .at(-1);
  const name = heading.id;

  const sort = (index, order) => {
    const keys = printed.map(row => keyed(row, index));
    const there = keys.filter(key => !key.missing);
    there.sort(
      (one, other) =>
        one.unit.localeCompare(other.unit, "en") || SIGNS[order] * compare(one, other)
    );
    there.forEach(({ row, unit }, at) =>
      row.classList.toggle("sorted__group", at > 0 && unit !== there[at - 1].unit)
    );
    const missing = keys.filter(key => key.missing); // last, whichever way
    missing.forEach(({ row }) => row.classList.remove("sorted__group"));
    body.append(...[...there, ...missing].map(key => key.row));
    heads.forEach((head, at) => {
      if (at === index) head.setAttribute("aria-sort", order);
      else head.removeAttribute("aria-sort");
    });
  };
  const remember = (index, order) => {
    const query = new URLSearchParams(location.search);
    query.set(name, `${slug(heads[index])}.${order}`);
    history.replaceState(history.state, "", `?${query}${location.hash}`);
  };

  heads.forEach((head, index) => {
    const button = make("button", { type: "button", className: "sort" }, ...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      // Numbers and days from the most down, words from A: what one looks for first.
      const first = printed.some(row => value(row.cells[index]) !== null)
        ? "descending"
        : "ascending";
      const other = first === "descending" ? "ascending" : "descending";
      const order = head.getAttribute("aria-sort") === first ? other : first;
      sort(index, order);
      remember(index, order);
    });
  });

  const [column, order] = (new URLSearchParams(location.search).get(name) || "").split(".");
  const asked = heads.findIndex(head => slug(head) === column);
  if (asked >= 0 && order in SIGNS) sort(asked, order);
  else if (isLatestFirst(printed)) heads[0].setAttribute("aria-sort", "descending");
};

const foldable = (region, noun, most) => {
  const rows = region.querySelectorAll("tbody tr");
  if (rows.length < most) return null;
  const summary = make("summary", { textContent: say(FOLDED[noun], { count: rows.length }) });
  const fold = make("details", { className: "workings" }, summary);
  const marker = region.previousElementSibling; // says how the table looks: stays before it
  marker.before(fold);
  fold.append(marker, region);
  return fold;
};
const open = folds => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = target && folds.find(each => each.contains(target));
  if (!fold) return;
  fold.open = true;
  target.scrollIntoView();
};

document.querySelectorAll(".sortable").forEach(sortable);
const regions = new Set(
  [...document.querySelectorAll(':is(td, th) > [id^="fig-"]')].map(each => each.closest(".table"))
);
const marked = [...document.querySelectorAll(".folded")].map(marker => [
  marker.nextElementSibling.nextElementSibling, // behind the marker of the table's look
  marker.dataset.noun,
  SOME,
]);
const folds = [...[...regions].map(region => [region, "workings", MANY]), ...marked]
  .map(each => foldable(...each))
  .filter(Boolean);
open(folds);
addEventListener("hashchange", () => open(folds));
addEventListener("beforeprint", () => folds.forEach(fold => (fold.open = true)));
// A second click on the same link changes no address, yet wants to be led there.
document.addEventListener("click", event => {
  const link = event.target.closest('a[href*="#"]');
  if (link && link.href === location.href) open(folds);
});
