// A checked text: its numbers marked in place, a card for each, and what can be done with them.
import { make, root } from "./shared.js";
import { button, copy, save } from "./check-parts.js";
import { known, say } from "./language.js";

// The verdicts in the order in which a reader should look at them.
const ORDER = ["conflict", "other_basis", "unclear", "not_in_record", "ties", "opinion"];

const card = ({ words, value, brief, figure, source, kind }) => {
  const link = make("a", { href: new URL(brief, root).href, textContent: value });
  link.dataset.figure = figure;
  const from = source ? ` (${kind === "derived" ? say("worked out from ") : ""}${source})` : "";
  return make("span", {}, `${words}: `, link, make("small", { textContent: from }));
};

const list = (title, figures) =>
  figures.length
    ? [make("p", {}, `${title} `, ...figures.flatMap((each, at) => (at ? ["; ", card(each)] : [card(each)])))]
    : [];

const entry = (number, at) => {
  const says = make("a", { href: `#in-text-${at}`, textContent: number.says });
  const head = make(
    "p",
    { className: "number__head" },
    make("b", {}, says),
    make("span", { className: `verdict verdict--${number.css}`, textContent: known(number.said), title: number.meaning })
  );
  const parts = [head, make("p", { className: "number__quote" }, make("q", { textContent: number.quote }))];
  if (number.figure) parts.push(make("p", {}, say("The record: "), card(number.figure)));
  parts.push(...list(say("Otherwise counted:"), number.fits), ...list(say("At hand:"), number.nearby));
  if (number.slip) parts.push(make("p", { textContent: say("It would fit with {slip}.", { slip: known(number.slip) }) }));
  if (number.doubts.length) {
    parts.push(make("p", { textContent: say("Not certain of it: {aspects}.", { aspects: known(number.doubts.join(", ")) }) }));
  }
  const item = make("li", { id: `number-${at}`, className: "number" }, ...parts);
  item.dataset.verdict = number.verdict;
  return item;
};

const marked = (number, at) => {
  const mark = make("a", {
    href: `#number-${at}`,
    id: `in-text-${at}`,
    className: `mark mark--${number.css}`,
    textContent: number.shown,
  });
  mark.dataset.verdict = number.verdict;
  mark.setAttribute("aria-label", `${number.shown}: ${number.said}`);
  mark.append(make("span", { className: `mark__sign verdict verdict--${number.css}`, ariaHidden: "true" }));
  return mark;
};

const filters = (numbers, show) => {
  const counts = new Map();
  for (const { verdict, said } of numbers) {
    const known = counts.get(verdict) ?? { said: said.split(":")[0], count: 0 };
    counts.set(verdict, { ...known, count: known.count + 1 });
  }
  const sorted = [...counts].sort(([one], [other]) => ORDER.indexOf(one) - ORDER.indexOf(other));
  const chips = [["", { said: "all", count: numbers.length }], ...sorted].map(([verdict, { said, count }]) => {
    const chip = button(`${said} ${count}`, () => {
      chips.forEach(each => each.setAttribute("aria-pressed", String(each === chip)));
      show(verdict);
    });
    chip.setAttribute("aria-pressed", String(!verdict));
    return chip;
  });
  return make("div", { className: "checked__chips" }, ...chips);
};

const head = ({ covers, summary, notes }) => {
  const whose = covers.map(each => `${each.name} ${each.label}`).join(" and ");
  return [
    make("h2", { id: "held", textContent: say("Held against {briefs}", { briefs: whose }) }),
    make("p", { className: "checked__summary", textContent: `${summary}.` }),
    ...notes.map(note => make("p", { className: "checked__note", textContent: note })),
  ];
};

export const shownNumbers = (answer, { onContribute }) => {
  const numbers = [];
  const text = make("div", { className: "checked__text" });
  for (const piece of answer.pieces) {
    if (!piece.number) {
      text.append(piece.text);
    } else {
      numbers.push({ ...piece.number, shown: piece.text });
      text.append(marked(numbers.at(-1), numbers.length - 1));
    }
  }
  const items = numbers.map(entry);
  const marks = [...text.querySelectorAll(".mark")];
  const ledger = make("ol", { className: "checked__ledger" }, ...items);
  let at = -1;

  const visible = place => !items[place].hidden;
  const go = place => {
    items[at]?.classList.remove("number--now");
    marks[at]?.classList.remove("mark--now");
    at = place;
    items[at].classList.add("number--now");
    marks[at].classList.add("mark--now");
    // The list scrolls by itself, and the page only where the mark is out of sight.
    ledger.scrollTo({ top: items[at].offsetTop - ledger.offsetTop });
    marks[at].scrollIntoView({ block: "nearest" });
  };
  const step = by => {
    const open = [...items.keys()].filter(visible);
    if (!open.length) return;
    const next = open.findIndex(place => (by > 0 ? place > at : place >= at));
    const here = next < 0 ? open.length : next;
    go(open[by > 0 ? here % open.length : (here - 1 + open.length) % open.length]);
  };
  const show = verdict => {
    items.forEach((item, place) => {
      item.hidden = Boolean(verdict) && item.dataset.verdict !== verdict;
      marks[place].classList.toggle("mark--aside", item.hidden);
    });
  };
  const leave = () => {
    items[at]?.classList.remove("number--now");
    marks[at]?.classList.remove("mark--now");
    at = -1;
  };
  text.addEventListener("click", event => {
    const mark = event.target.closest(".mark");
    event.preventDefault();
    if (mark) go(marks.indexOf(mark));
    else leave();
  });
  items.forEach((item, place) => item.addEventListener("click", event => !event.target.closest("a") && go(place)));
  items.forEach((item, place) =>
    item.querySelector("b a").addEventListener("click", event => {
      event.preventDefault();
      go(place);
      marks[place].focus();
    })
  );
  document.onkeydown = event => {
    const typing = event.target.closest?.("input, textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  };

  const told = make("span", { className: "filters__count" });
  const actions = make(
    "div",
    { className: "filters checked__actions" },
    button(say("Previous"), () => step(-1)),
    button(say("Next"), () => step(1)),
    button(say("Copy as Markdown"), () => copy(answer.markdown, told)),
    button("JSON", () => save("press-check.json", "application/json", `${answer.rows}\n`)),
    button(say("One page"), () => save("press-check.html", "text/html", answer.page)),
    button(say("Print"), () => print()),
    ...(onContribute ? [button(say("Make it an article of this site"), onContribute)] : []),
    told
  );
  const keys = make("p", { className: "checked__keys", textContent: say("Keys: j for the next number, k for the one before.") });
  const columns = make("div", { className: "checked__columns" }, text, ledger);
  return [...head(answer), filters(numbers, show), actions, keys, columns];
};
