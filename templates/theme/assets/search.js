// The search: a field with a list of results (the combobox pattern), and ways to narrow it down.
import { find } from "./find.js";
import { known, say } from "./language.js";
import { passages } from "./prose.js";
import { make, root } from "./shared.js";

const KINDS = {
  page: say("pages"),
  figure: say("figures"),
  growth: say("growth"),
  estimate: say("estimates"),
  surprise: say("surprises"),
  guidance: say("guidance"),
  share: say("shares"),
  price: say("prices"),
  claim: say("claims"),
  text: say("text"),
};
const AT_ONCE = 20;
const TRY = say(
  "Try an issuer and a metric (a ticker will do), a quarter such as Q3 2025 or Q2 FY2026, a number as it is printed (34.5 or 247.8bn), or a publisher."
);

let dialog, field, list, status, facets, hint, more;
let found = { results: [], total: 0, verdicts: {} };
let turn = 0; // only the last of several answers is shown
let at = -1;
const narrowed = { issuer: "", kind: "", verdict: "" };

const build = () => {
  const sheet = make("link", { rel: "stylesheet", href: new URL("assets/search.css", root).href });
  field = make("input", { type: "text", className: "search__field", placeholder: say("Issuer, metric, quarter, number") });
  const roles = {
    role: "combobox", "aria-label": say("Search figures, issuers, periods, claims"), "aria-autocomplete": "list",
    "aria-controls": "__results", "aria-expanded": "false", autocomplete: "off",
    autocapitalize: "off", spellcheck: "false", enterkeyhint: "go",
  };
  for (const [name, value] of Object.entries(roles)) field.setAttribute(name, value);
  list = make("div", { id: "__results", className: "search__results md-typeset", role: "listbox", hidden: true });
  list.setAttribute("aria-label", say("Results"));
  facets = make("div", { className: "search__facets", hidden: true });
  status = make("p", { className: "search__status", role: "status" });
  hint = make("p", { className: "search__hint", textContent: TRY });
  const close = make("button", { type: "button", className: "search__close", textContent: say("Close search") });
  const head = make("div", { className: "search__head" }, field, close);
  more = make("button", { type: "button", className: "search__more", hidden: true });
  more.textContent = say("Look in the running text of all pages, too");
  dialog = make("dialog", { className: "search" }, head, facets, status, hint, list, more);
  dialog.setAttribute("aria-label", say("Search"));
  document.head.append(sheet);
  document.body.append(dialog);
  field.addEventListener("input", answer);
  field.addEventListener("keydown", steer);
  close.addEventListener("click", () => dialog.close());
  more.addEventListener("click", () => read(field.value.trim(), turn));
  dialog.addEventListener("click", event => {
    if (event.target === dialog) dialog.close(); // beside it
  });
  list.addEventListener("click", () => dialog.close());
};

const fits = (result, but) =>
  Object.entries(narrowed).every(([name, value]) => name === but || !value || result[name] === value);

const line = (result, place) => {
  const { kind, issuer, period, metric, value, verdict, url } = result;
  const option = make("a", { id: `__result-${place}`, href: new URL(url, root).href, tabIndex: -1 });
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.className = `search__result search__result--${kind}`;
  const name = make("span", { className: "search__name" });
  if (issuer) name.append(make("b", { textContent: issuer }), " ");
  if (period) name.append(make("span", { className: "search__period", textContent: period }), " ");
  name.append(make("span", { className: "search__metric", textContent: known(metric) }));
  option.append(name, " ", make("span", { className: "search__value", textContent: known(value) }));
  if (verdict) {
    const [words, css] = found.verdicts[verdict];
    option.append(" ", make("span", { className: `verdict verdict--${css}`, textContent: known(words) }));
  }
  return option;
};

const show = () => {
  const fitting = found.results.filter(result => fits(result));
  list.replaceChildren(...fitting.slice(0, AT_ONCE).map(line));
  list.hidden = !fitting.length;
  field.setAttribute("aria-expanded", String(fitting.length > 0));
  choose(-1);
  narrow();
  const asked = Boolean(field.value.trim());
  hint.hidden = asked && fitting.length > 0;
  const count = fitting.length;
  const many = count > AT_ONCE ? say("{count} results, the first {shown} shown", { count, shown: AT_ONCE }) : say("{count} results", { count });
  const told = count === 1 ? say("One result") : many;
  status.textContent = !asked ? "" : fitting.length ? told : say("Nothing fits “{words}”.", { words: field.value.trim() });
};

// The facets that tell some results from others, each value with how many it would leave.
const narrow = () => {
  const groups = Object.keys(narrowed).map(name => {
    const counts = new Map();
    for (const result of found.results)
      if (result[name] && fits(result, name)) counts.set(result[name], (counts.get(result[name]) || 0) + 1);
    if (counts.size < 2 && !narrowed[name]) return "";
    const group = make("div", { role: "group", className: "search__facet" });
    group.setAttribute("aria-label", { issuer: say("Issuer"), kind: say("Kind"), verdict: say("Verdict") }[name]);
    const most = [...counts].sort(([, one], [, other]) => other - one).slice(0, 6);
    for (const [value, count] of most) {
      const words = name === "kind" ? KINDS[value] : name === "verdict" ? known(found.verdicts[value][0]) : value;
      const button = make("button", { type: "button" }, `${words} `, make("small", { textContent: count }));
      button.setAttribute("aria-pressed", String(narrowed[name] === value));
      button.addEventListener("click", () => {
        narrowed[name] = narrowed[name] === value ? "" : value;
        show();
        field.focus();
      });
      group.append(button);
    }
    return group;
  });
  facets.replaceChildren(...groups.filter(Boolean));
  facets.hidden = !facets.childElementCount;
};

const answer = async () => {
  const mine = ++turn;
  const text = field.value.trim();
  Object.assign(narrowed, { issuer: "", kind: "", verdict: "" });
  more.hidden = true;
  if (!text) {
    found = { results: [], total: 0, verdicts: {} };
    show();
    return;
  }
  try {
    const told = await find(text);
    if (mine !== turn) return;
    found = told;
    show();
    more.hidden = false;
    if (told.results.every(result => result.kind === "page")) await read(text, mine);
  } catch {
    if (mine !== turn) return;
    status.textContent = say("The index could not be loaded.");
  }
};

const read = async (text, mine) => {
  const texts = await passages(text);
  if (mine !== turn) return;
  found = { ...found, results: [...texts, ...found.results] };
  more.hidden = true;
  field.focus();
  show();
};

const choose = place => {
  const options = [...list.children];
  options[at]?.setAttribute("aria-selected", "false");
  at = options.length ? (place + options.length + 1) % (options.length + 1) : -1;
  if (place === -1 || at === options.length) at = -1;
  const option = options[at];
  if (option) {
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  } else field.removeAttribute("aria-activedescendant");
};

const steer = event => {
  const last = list.childElementCount - 1;
  if (event.key === "ArrowDown") choose(at === last ? -1 : at + 1);
  else if (event.key === "ArrowUp") choose(at === -1 ? last : at - 1);
  else if (event.key === "Enter") {
    const option = list.children[Math.max(at, 0)];
    if (!option) return;
    if (event.ctrlKey || event.metaKey) window.open(option.href, "_blank", "noopener");
    else option.click();
  } else return;
  event.preventDefault();
};

// `typed` is what has been typed before the field was there.
export const open = typed => {
  if (!dialog) build();
  if (!dialog.open) dialog.showModal();
  field.focus();
  field.select();
  if (!typed) return;
  field.value = typed;
  answer();
};
