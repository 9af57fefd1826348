// Filters over the table of claims. Without this script the whole table is there. What is chosen
// stands in the address, so that it can be shared.
import { say } from "./language.js";
import { make } from "./shared.js";

const marker = document.querySelector(".ledger.claims");
const table = marker.nextElementSibling.querySelector("table");

const AT_ONCE = 200; // rows shown before "Show more"; claims.css says it too
const plain = text => text.replace(/\s+/g, " ").trim();
const said = (row, selector) => plain(row.querySelector(selector).textContent);
const claims = [...table.tBodies[0].rows].map(row => ({
  row,
  verdict: said(row, ".verdict"),
  issuer: said(row, ".claim__issuer"),
  publisher: said(row, ".claim__publisher"),
  text: plain(row.textContent).toLowerCase(),
}));

const form = document.getElementById("claims-filters");
const names = ["verdict", "issuer", "publisher", "words"];
const fields = Object.fromEntries(names.map(name => [name, form.elements[name]]));
const count = form.querySelector("output");
const clear = form.querySelector("button");
const more = make("button", { type: "button", className: "filters__more" });
const empty = make("p", { className: "filters__empty", textContent: say("No claim fits all of these filters.") });

const number = value => value.toLocaleString("en");
let limit = AT_ONCE;

const chosen = () =>
  Object.entries(fields)
    .map(([name, field]) => [name, plain(field.value)])
    .filter(([, value]) => value);

const show = () => {
  const wanted = chosen();
  const words = plain(fields.words.value).toLowerCase().split(" ");
  const exact = wanted.filter(([name]) => name !== "words");
  const fits = claim =>
    exact.every(([name, value]) => claim[name] === value) &&
    words.every(word => claim.text.includes(word));
  let fitting = 0;
  for (const claim of claims) {
    const hidden = !fits(claim) || ++fitting > limit;
    if (claim.row.hidden !== hidden) claim.row.hidden = hidden;
  }
  const rest = fitting - limit;
  count.textContent = say("{shown} of {total}", { shown: number(fitting), total: number(claims.length) });
  clear.hidden = !wanted.length;
  empty.hidden = fitting > 0;
  table.parentElement.hidden = !fitting;
  more.hidden = rest <= 0;
  more.textContent = say("Show {count} more", { count: number(Math.min(rest, AT_ONCE)) });
};

const remember = () => {
  const query = new URLSearchParams(chosen()).toString();
  history.replaceState(history.state, "", query ? `?${query}` : location.pathname);
};
const changed = () => {
  limit = AT_ONCE;
  show();
  remember();
};

form.addEventListener("input", changed);
form.addEventListener("submit", event => event.preventDefault());
clear.addEventListener("click", () => {
  form.reset();
  changed();
  fields.verdict.focus();
});
more.addEventListener("click", () => {
  const next = claims.filter(claim => !claim.row.hidden).at(-1);
  limit += AT_ONCE;
  show();
  const first = claims.slice(claims.indexOf(next) + 1).find(claim => !claim.row.hidden);
  first.row.querySelector("a").focus();
});

const asked = new URLSearchParams(location.search);
for (const [name, field] of Object.entries(fields)) {
  const value = asked.get(name) || "";
  field.value = value;
  // What nobody has said yet is no filter that could be shown: the choice falls back to all.
  if (field.selectedIndex === -1) field.value = "";
}
show();
marker.classList.add("claims--chosen");
marker.before(empty);
marker.nextElementSibling.after(more);
