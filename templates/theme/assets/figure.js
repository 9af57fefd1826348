// A figure's card: what the number is, how it was worked out, and where it was read. It opens where a
// pointer rests on a figure, where the focus is, and at a tap; its texts are those of the document
// beside the figure's brief, fetched at the first of them. Without this script a figure is a link.
import { json, make, root } from "./shared.js";

const FIGURES = "[data-figure], [data-of]";
const WAIT = 250; // a pointer that only passes opens nothing
const LINGER = 300; // time to reach the card
const NARROW = matchMedia("(max-width: 51em)");

const card = make("div", { className: "figure-card", id: "figure-card", popover: "manual" });
card.setAttribute("role", "group");
card.setAttribute("aria-label", "About this figure");
document.body.append(card);
let shown = null; // the element whose card is open
let timer = 0;

const idOf = element => element.dataset.figure || element.dataset.of;
const recordOf = id => id.split("/").slice(0, 2).join("/");

const document_ = record => json(`${record}/figures.json`).catch(() => ({}));

const row = (name, ...content) => [
  make("dt", { textContent: name }),
  make("dd", {}, ...content.filter(Boolean)),
];
const link = (href, text) => make("a", { href, textContent: text });

const source = (record, figure, sources) => {
  const { title, url } = sources[figure.source] || {};
  if (!title) return [];
  const page = new URL(`${record}/#s-${figure.source}`, root).href;
  const place = figure.locator ? `, ${figure.locator}` : "";
  const away = url ? link(url, title) : link(page, title);
  if (url) away.rel = "noopener noreferrer nofollow";
  return row("Source", away, place);
};
// What it was worked out from, each with the place where that was read.
const operands = async (ids = []) => {
  const links = await Promise.all(
    ids.map(async id => {
      const record = recordOf(id);
      const { figures = {} } = await document_(record);
      const { name, period, shown: value, source: key } = figures[id] || { name: id };
      const anchor = key ? `#s-${key}` : "";
      const text = value ? `${value}, ${name}, ${period.split(";")[0]}` : name;
      return make("span", { className: "figure-card__from" }, link(new URL(`${record}/${anchor}`, root).href, text));
    })
  );
  return links.length ? row("From", ...links) : [];
};

const copying = text => {
  const button = make("button", { type: "button", textContent: "Copy" });
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  });
  return button;
};

const fill = async id => {
  const record = recordOf(id);
  const { figures = {}, sources } = await document_(record);
  const figure = figures[id];
  if (!figure) return false;
  const from = await operands(figure.from);
  const heading = make("p", { className: "figure-card__name" }, make("b", { textContent: figure.name }));
  heading.append(" ", make("span", { textContent: figure.kind }));
  const list = make(
    "dl",
    {},
    ...row("Period", figure.period),
    ...row("Basis", figure.basis),
    ...(figure.work ? row("Working", figure.work) : []),
    ...(figure.note ? row("Note", figure.note) : []),
    ...source(record, figure, sources),
    ...from,
    ...row("Figure", make("code", { textContent: id }))
  );
  const cited = `${figure.name}, ${figure.period}: ${figure.shown} (${id})`;
  const ways = make("p", { className: "figure-card__ways" }, copying(cited));
  ways.append(link(new URL(`api/v1/facts/${record}.json`, root).href, "JSON"));
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
