// Draws the lines of several issuers, by the shape of the comparison that stands ready and with the
// library that all charts of the site share. A float only here, where a place on paper is meant.
import { json, make, quarter } from "./shared.js";

const LIBRARY = new URL("charts/vega.js", import.meta.url).href;
const SHAPE = "compare/charts/growth.vl.json";
const AXIS = 44; // pixels beside the plot, as in the shape
const WIDE = 480; // from here on there is room for four names in a row
const LARGER = 1.24; // a wide drawing is shown by so much larger than its own size
const SCALES = [
  [1e10, 1e9, "bn"],
  [1e7, 1e6, "m"],
  [0, 1, ""],
];
let latest = null; // what was drawn last, to be drawn again for other paper
let turn = 0;

let library = null; // loaded once, however many comparisons ask for it
const load = () =>
  (library ??= new Promise((done, failed) => {
    document.head.append(make("script", { src: LIBRARY, onload: done, onerror: failed }));
  }));

const shownAs = (picture, scale) => {
  const numbers = picture.lines.flatMap(line => [...line.at.values()].flat());
  // An index is no figure of the site's, and carries no id.
  if (scale === "indexed") return { factor: 1, unit: "", value: each => each.index, bare: true };
  const most = Math.max(...numbers.map(each => Math.abs(Number(each.number.value))));
  const [, factor, letters] = SCALES.find(([from]) => scale === "growth" || most >= from);
  if (scale === "growth") return { factor: 1, unit: "", value: each => each.number.value };
  const { unit } = numbers[0].number;
  const known = picture.lines.find(line => line.unit === unit);
  const name = known ? known.unit_name : unit.replace("/", " per ");
  return { factor, unit: `${name} ${letters}`.trim(), value: each => each.number.value };
};

const rows = (picture, keys, { factor, value, bare = false }) =>
  keys.flatMap(period =>
    picture.lines.map((line, slot) => {
      const each = line.last(period);
      const text = each && value(each);
      return {
        period,
        slot,
        piece: `${slot}.${each ? each.piece : 0}`,
        value: text ? Number(text) / factor : null,
        value_figure: each && !bare ? each.number.figure : null,
        hint: each ? `${line.name}, ${quarter(period)}: ${each.text}` : "",
      };
    })
  );
const legend = (names, plot) => {
  const columns = plot > WIDE ? 4 : 3;
  return names.map((name, slot) => ({
    slot,
    name,
    line: Math.floor(slot / columns),
    at: ((slot % columns) * plot) / columns,
  }));
};
const specification = (shape, picture, keys, scale, width) => {
  const plot = (width > WIDE ? width / LARGER : width) - AXIS;
  const spec = structuredClone(shape);
  for (const view of spec.vconcat) view.width = plot;
  spec.description = `${picture.title}: ${picture.names.join(", ")}`;
  Object.assign(spec.datasets, {
    rows: rows(picture, keys, shownAs(picture, scale)),
    names: legend(picture.names, plot),
    levels: [{ value: scale === "indexed" ? 100 : 0 }],
  });
  return spec;
};

export const draw = async (charts, pictures, keys, scale) => {
  const mine = ++turn;
  latest = [charts, pictures, keys, scale];
  const places = pictures.map(picture => {
    const { unit } = shownAs(picture, scale);
    const text = unit ? `${picture.title}, ${unit}` : picture.title;
    const heading = make("p", { className: "chart__title", textContent: text });
    const place = make("div", { className: "chart__live" });
    return { picture, place, whole: make("figure", { className: "chart" }, heading, place) };
  });
  try {
    const [shape] = await Promise.all([json(SHAPE), load()]);
    if (mine !== turn) return;
    charts.replaceChildren(...places.map(each => each.whole));
    const dark = document.body.dataset.mdColorScheme === "slate";
    for (const { picture, place } of places) {
      const spec = specification(shape, picture, keys, scale, place.clientWidth);
      await window.tieoutChart(place, spec, dark);
    }
  } catch {
    const text = "The chart could not be drawn; the table has every number.";
    if (mine === turn) charts.replaceChildren(make("p", { className: "note", textContent: text }));
  }
};
const again = () => latest && draw(...latest);

new MutationObserver(again).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
let width = window.innerWidth;
let waiting = 0;
addEventListener("resize", () => {
  if (window.innerWidth === width) return;
  width = window.innerWidth;
  clearTimeout(waiting);
  waiting = setTimeout(again, 200);
});
