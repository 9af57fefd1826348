// A figure's card: what the number is, how it was worked out, and where it was read. It opens where a
// pointer rests on a figure, where the focus is, and at a tap; its texts are those of the brief's
// document in the API, fetched at the first of them. Without this script a figure is a link.
import { known, say } from "./language.js";
import { json, make, root } from "./shared.js";

const FIGURES = "[data-figure], [data-of]";
const WAIT = 250; // a pointer that only passes opens nothing
const LINGER = 300; // time to reach the card
const NARROW = matchMedia("(max-width: 51em)");

const card = make("div", { className: "figure-card", id: "figure-card", popover: "manual" });
card.setAttribute("role", "group");
card.setAttribute("aria-label", say("About this figure"));
document.body.append(card);
let shown = null; // the element whose card is open
let timer = 0;

const idOf = element => element.dataset.figure || element.dataset.of;
const recordOf = id => id.split("/").slice(0, 2).join("/");

const KINDS = {
  consensus: say("an estimate"),
  guidance: say("guidance"),
  stated: say("as the issuer states it"),
  derived: say("worked out"),
};
const address = record => `api/v2/briefs/${record}.json`;

// The figures of a brief by their ids, each with its period, its segment and its source in full.
const read = ({ record, periods, segments, sources, facts }) => {
  const labels = new Map(segments.map(each => [each.segment, each.label]));
  const cited = new Map(sources.map(each => [each.key, each]));
  const rows = facts.rows.map(row => Object.fromEntries(row.map((cell, at) => [facts.columns[at], cell])));
  const id = ({ name }) => `${record}/${name}`;
  const operand = told => (told.startsWith("#") ? id(rows[told.slice(1)]) : told);
  const whole = row => ({
    ...row,
    period: known(periods[row.period].shown),
    label: known(row.label),
    work: known(row.work),
    shown: known(row.shown),
    basis: known(`${row.basis ? `${row.basis}, ` : ""}${labels.get(row.segment) || "group"}`),
    kind: row.version || KINDS[row.kind] || say("as first reported"),
    source: cited.get(row.source),
    from: row.operands.map(operand),
  });
  return new Map(rows.map(row => [id(row), whole(row)]));
};
const figures = record => json(address(record)).then(read, () => new Map());

const row = (name, ...content) => [
  make("dt", { textContent: name }),
  make("dd", {}, ...content.filter(Boolean)),
];
const link = (href, text) => make("a", { href, textContent: text });

const source = ({ source: cited, locator }) => {
  if (!cited) return [];
  const { title, url, page } = cited;
  const place = locator ? `, ${locator}` : "";
  const leadsOut = /^https?:/.test(url);
  const away = link(leadsOut ? url : new URL(page, root).href, title);
  if (leadsOut) away.rel = "noopener noreferrer nofollow";
  return row(say("Source"), away, place);
};
// What it was worked out from, each with the place where that was read.
const operands = async (ids = []) => {
  const links = await Promise.all(
    ids.map(async id => {
      const record = recordOf(id);
      const figure = (await figures(record)).get(id);
      const page = figure?.source ? figure.source.page : `${record}/`;
      const text = figure ? `${figure.shown}, ${figure.label}, ${figure.period.split(/[;\uff1b]/)[0]}` : id;
      return make("span", { className: "figure-card__from" }, link(new URL(page, root).href, text));
    })
  );
  return links.length ? row(say("From"), ...links) : [];
};

const copying = text => {
  const button = make("button", { type: "button", textContent: say("Copy") });
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = say("Copied");
  });
  return button;
};

const fill = async id => {
  const record = recordOf(id);
  const figure = (await figures(record)).get(id);
  if (!figure) return false;
  const from = await operands(figure.from);
  const heading = make("p", { className: "figure-card__name" }, make("b", { textContent: figure.label }));
  heading.append(" ", make("span", { textContent: figure.kind }));
  const list = make(
    "dl",
    {},
    ...row(say("Period"), figure.period),
    ...row(say("Basis"), figure.basis),
    ...(figure.work ? row(say("Working"), figure.work) : []),
    ...(figure.note ? row(say("Note"), figure.note) : []),
    ...source(figure),
    ...from,
    ...row(say("Figure"), make("code", { textContent: id }))
  );
  const cited = `${figure.label}, ${figure.period}: ${figure.shown} (${id})`;
  const ways = make("p", { className: "figure-card__ways" }, copying(cited));
  ways.append(link(new URL(address(record), root).href, "JSON"));
  card.replaceChildren(heading, make("p", { className: "figure-card__exact", textContent: figure.shown }), list, ways);
  return true;
};

// Where the browser does not place a card beside what it belongs to.
const place = element => {
  if (NARROW.matches || CSS.supports("position-area", "bottom")) return;
  const box = element.getBoundingClientRect();
  const below = box.bottom + card.offsetHeight + 8 < innerHeight;
  card.style.top = `${below ? box.bottom + 6 : Math.max(8, box.top - card.offsetHeight - 6)}px`;
  card.style.left = `${Math.max(8, Math.min(box.left, innerWidth - card.offsetWidth - 8))}px`;
};

const close = () => {
  clearTimeout(timer);
  if (!shown) return;
  shown.removeAttribute("aria-describedby");
  shown = null;
  if (card.matches(":popover-open")) card.hidePopover();
};
const open = async element => {
  if (shown === element) return;
  close();
  shown = element;
  if (!(await fill(idOf(element))) || shown !== element) return;
  element.setAttribute("aria-describedby", card.id);
  card.showPopover({ source: element });
  place(element);
};
const later = (act, wait) => {
  clearTimeout(timer);
  timer = setTimeout(act, wait);
};

const figureAt = target => (target instanceof Element ? target.closest(FIGURES) : null);
document.addEventListener("pointerover", event => {
  if (event.pointerType !== "mouse") return;
  if (card.contains(event.target)) return clearTimeout(timer);
  const element = figureAt(event.target);
  if (element) later(() => open(element), WAIT);
  else if (shown && !shown.contains(document.activeElement)) later(close, LINGER);
});
document.addEventListener("focusin", event => {
  if (card.contains(event.target)) return;
  const element = figureAt(event.target);
  if (element && element.matches(":focus-visible")) open(element);
  else if (shown) close();
});
// The first tap opens the card, the second follows the link.
document.addEventListener("click", event => {
  const element = figureAt(event.target);
  const tapped = event.pointerType === "touch" || matchMedia("(hover: none)").matches;
  if (element && tapped && shown !== element) {
    event.preventDefault();
    open(element);
  } else if (!element && !card.contains(event.target)) close();
});
document.addEventListener("keydown", event => {
  if (event.key === "Escape") close();
});
