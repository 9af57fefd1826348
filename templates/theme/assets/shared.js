// What the scripts of all pages share: exact decimals, elements, documents, the site's own address.
export const root = new URL("..", import.meta.url);
const PLACES = 20;

// Where each script of a page begins: it is handed what it brings to life.
export const ready = start => {
  if (document.readyState !== "loading") start(document);
  else document.addEventListener("DOMContentLoaded", () => start(document), { once: true });
};

// An exact decimal as a whole number of the same scale for all: no number is ever a float.
export const exact = text => {
  const [whole, part = ""] = text.split(".");
  return BigInt(whole + part.padEnd(PLACES, "0").slice(0, PLACES));
};

// One decimal in percent of another, to one place; a tie goes away from zero.
export const indexed = (value, base) => {
  const parts = exact(value) * 1000n;
  const whole = exact(base);
  const size = parts < 0n ? -parts : parts;
  const tenths = (2n * size + whole) / (2n * whole);
  const digits = `${tenths / 10n}.${tenths % 10n}`;
  return parts < 0n && tenths ? `-${digits}` : digits;
};

export const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

// A figure as a page prints it: a link to its source with its id, and what must be known of it.
export const figure = ({ shown, url, figure: id }) => {
  if (!url) return document.createTextNode(shown);
  const link = make("a", { href: new URL(url, root).href, textContent: shown });
  if (id) link.dataset.figure = id;
  return link;
};

const fetched = new Map();
export const json = address => {
  const { href } = new URL(address, root);
  if (!fetched.has(href)) {
    fetched.set(
      href,
      fetch(href).then(answer => {
        if (!answer.ok) throw new Error(`${answer.status} ${href}`);
        return answer.json();
      })
    );
  }
  return fetched.get(href);
};

// `Q3 2025` for `2025-Q3`, and `Q2 FY2026` for `FY2026-Q2`.
export const quarter = key => key.split("-").reverse().join(" ");

// A label amid a sentence: `Revenue` is `revenue`, while `EPS` and the capitals of EBITA stay.
export const inSentence = label =>
  /^[A-Z]{2}/.test(label) ? label : label.slice(0, 1).toLowerCase() + label.slice(1);
