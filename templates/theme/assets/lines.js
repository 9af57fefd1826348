// Draws the lines of several issuers over the same quarters: pixels for the room there is, colours by
// class, so that night and paper need no new drawing. A float only here, where a place is meant.
import { keyOf } from "./comparison.js";
import { known, say } from "./language.js";
import { readOut, ways } from "./pictures.js";
import { make, quarter } from "./shared.js";

const NS = "http://www.w3.org/2000/svg";
const [HEIGHT, LEAST] = [300, 160]; // of the plot, where there is no drawing whose room it takes
const [LEFT, RIGHT, FOOT, LINE] = [46, 8, 40, 20]; // pixels around the plot, and of a row of names
const LETTER = 12;
const NEAR = 24; // pixels between quarters that their names need
const COLOURS = 8;
const DASHES = ["", "6 3", "2 3", "8 3 2 3"];
const SIGNS = [
  "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0Z",
  "M-3.5,-3.5h7v7h-7Z",
  "M0,-4.5L4.5,3.5H-4.5Z",
  "M0,-5L5,0L0,5L-5,0Z",
  "M-1.5,-4.5h3v3h3v3h-3v3h-3v-3h-3v-3h3Z",
  "M0,4.5L4.5,-3.5H-4.5Z",
  "M4.5,0L-3.5,4.5V-4.5Z",
  "M-4.5,0L3.5,4.5V-4.5Z",
  "M-4,-4H4L-4,4H4Z",
  "M-4,-4L4,4V-4L-4,4Z",
];
const LEAST_OF_A_SCALE = 10; // what the largest amount is in it, as in charts/terms.py

const svg = (tag, attributes = {}, ...children) => {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};
const letters = document.createElement("canvas").getContext("2d");
const long = text => {
  letters.font = `${LETTER}px ${getComputedStyle(document.body).fontFamily}`;
  return letters.measureText(text).width;
};

// A line's colour follows from its name in addresses, here as in the drawings of the site
// (charts/lines.py); of two with one colour the second is dashed, and each has a sign of its own.
const colour = slug => [...slug].reduce((sum, letter, at) => sum + (at + 1) * letter.codePointAt(0), 0) % COLOURS;
const looks = lines => {
  const used = [];
  return lines.map((line, slot) => {
    const hue = colour(keyOf(line));
    used.push(hue);
    const again = used.filter(each => each === hue).length - 1;
    return { hue: `hue--${hue + 1}`, dash: DASHES[again % DASHES.length], sign: SIGNS[slot % SIGNS.length] };
  });
};

// What the numbers are drawn in: an index as it is, growth as it is, an amount in one of the scales
// that the page has for its currency.
const measured = (picture, scale, scales) => {
  if (scale === "indexed") return { factor: 1, unit: "", value: each => each.index };
  const value = each => each.number.value;
  if (scale === "growth") return { factor: 1, unit: "", value };
  const numbers = picture.lines.flatMap(line => [...line.at.values()].flat());
  const most = Math.max(...numbers.map(each => Math.abs(Number(value(each)))));
  const { unit } = numbers[0].number;
  const amounts = (scales[unit] || scales[""]).map(([letters, power]) => [letters, 10 ** power]);
  const [name, factor] = amounts.find(([, each]) => most >= each * LEAST_OF_A_SCALE) || ["", 1];
  const named = picture.lines.find(line => line.unit === unit);
  return { factor, unit: `${named ? known(named.unit_name) : unit.replace("/", ` ${say("per")} `)} ${name}`.trim(), value };
};

const steps = (low, high) => {
  const rough = (high - low) / 5 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find(each => each * power >= rough) * power;
  const first = Math.floor(low / step);
  const count = Math.ceil(high / step) - first;
  return Array.from({ length: count + 1 }, (_, at) => (first + at) * step);
};
const powers = (low, high) => {
  const found = [];
  const parts = high / low > 20 ? [1, 2, 5] : [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
  for (let power = 10 ** Math.floor(Math.log10(low)); power <= high * 10; power *= 10)
    found.push(...parts.map(each => each * power));
  const from = found.findLastIndex(each => each <= low);
  return found.slice(from, found.findIndex(each => each >= high) + 1);
};
const axis = (numbers, isLog, level, height) => {
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  const ticks = isLog ? powers(low, high) : steps(Math.min(low, level ?? low), Math.max(high, level ?? high));
  const of = isLog ? Math.log : each => each;
  const [foot, top] = [of(ticks[0]), of(ticks.at(-1))];
  return { ticks, y: each => height - ((of(each) - foot) / (top - foot || 1)) * height };
};
const plain = number => number.toLocaleString("en", { maximumFractionDigits: 6 }).replace("-", "\u2212");

// The names above the plot, as many in a row as there is room for.
const legend = (names, styles, width) => {
  let [x, row] = [0, 0];
  const parts = names.map((name, slot) => {
    const need = long(name) + 40;
    if (x && x + need > width) [x, row] = [0, row + 1];
    const { hue, dash, sign } = styles[slot];
    const part = svg(
      "g",
      { class: `name ${hue}`, transform: `translate(${x} ${row * LINE + LINE / 2})` },
      svg("path", { class: "line", d: "M0,0H18", "stroke-dasharray": dash }),
      svg("path", { class: "sign", d: sign, transform: "translate(9 0)" }),
      svg("text", { class: "lab", x: 24, y: 4 }, name)
    );
    x += need;
    return part;
  });
  return { parts, height: (row + 1) * LINE + 10 };
};
// Where quarters and numbers stand on the plot.
const frame = (picture, keys, choice, width, height, { factor, value }) => {
  const step = (width - LEFT - RIGHT) / keys.length;
  const number = each => Number(value(each)) / factor;
  const shown = (line, key) => (line.last(key) && value(line.last(key)) !== "" ? line.last(key) : null);
  const all = picture.lines.flatMap(line => keys.map(key => shown(line, key)).filter(Boolean));
  const level = choice.isLog ? undefined : { growth: 0, indexed: 100 }[choice.scale];
  const { ticks, y } = axis(all.map(number), choice.isLog, level, height);
  const x = at => (at + 0.5) * step;
  const places = picture.lines.map(line =>
    keys.map((key, at) => {
      const each = shown(line, key);
      return each ? { each, x: x(at), y: y(number(each)) } : null;
    })
  );
  return { keys, places, ticks, level, step, height, x, y, width: keys.length * step };
};

// Quarters and years below it; on a narrow one the years alone.
const periods = ({ keys, x, step, height }) =>
  keys.flatMap((key, at) => {
    const [year, part] = key.split("-");
    const hasQuarters = step >= NEAR;
    const label = (name, text, y) => svg("text", { class: name, x: x(at), y: height + y, "text-anchor": "middle" }, text);
    const next = keys.slice(at + 1).findIndex(each => each.endsWith("-Q1")) + 1;
    const isTold = part === "Q1" || (!at && (!next || next * step > long(year) + 6));
    return [
      ...(hasQuarters ? [label("lab", part, 16)] : []),
      ...(isTold ? [label("lab lab--year", year, hasQuarters ? 32 : 16)] : []),
    ];
  });
const grid = ({ ticks, level, width, y }) =>
  ticks.flatMap(tick => [
    svg("line", { class: tick === level ? "zero" : "grid", x1: 0, x2: width, y1: y(tick), y2: y(tick) }),
    svg("text", { class: "lab", x: -6, y: y(tick) + 4, "text-anchor": "end" }, plain(tick)),
  ]);

// A line goes on from one quarter to the next: not over a gap, and not over a split.
const path = places =>
  places
    .map((place, at) => {
      const joins = place && at && places[at - 1]?.each.piece === place.each.piece;
      return place ? `${joins ? "L" : "M"}${place.x.toFixed(1)},${place.y.toFixed(1)}` : "";
    })
    .join("");
const breaks = (lines, { keys, x, step, height }) =>
  lines.flatMap(line =>
    keys.flatMap((key, at) => {
      const each = line.last(key);
      if (!at || !each || !each.point.broken) return [];
      const place = x(at) - step / 2;
      const title = svg("title", {}, say("{issuer}, {period}: the {change}", { issuer: line.name, period: each.point.fiscal_label, change: known(each.point.broken) }));
      return [svg("line", { class: "break", x1: place, x2: place, y1: 0, y2: height }, title)];
    })
  );
const quarters = ({ keys, places, x, height }, styles) =>
  keys.map((_, at) => {
    const there = places.map((line, slot) => [line[at], styles[slot]]).filter(([place]) => place);
    const signs = there.map(([{ y }, { hue, sign }]) =>
      svg("path", { class: `sign ${hue}`, d: sign, transform: `translate(${x(at)} ${y})` })
    );
    return svg("g", { class: "quarter" }, svg("line", { class: "at", x1: x(at), x2: x(at), y1: 0, y2: height }), ...signs);
  });

const told = (picture, keys) =>
  keys.map(key => {
    const numbers = picture.lines.flatMap((line, at) => {
      const each = line.last(key);
      if (!each) return [];
      return [make("span", {}, `${picture.names[at]}\u00a0`, make("b", { textContent: known(each.text) }))];
    });
    return [make("span", { textContent: `${quarter(key)}:` }), ...(numbers.length ? numbers : [say("nothing on record")])];
  });

// A stretch of time, drawn with the mouse: `choose` is handed its first and last quarter.
const stretching = (drawing, plot, under, { keys, x, step, height }, choose) => {
  let from = -1;
  const area = svg("rect", { class: "stretch", y: 0, height });
  const span = event => [from, under(event)].sort((one, other) => one - other);
  const end = () => {
    from = -1;
    area.remove();
  };
  drawing.addEventListener("pointerdown", event => {
    if (event.pointerType === "mouse" && event.button === 0) from = under(event);
  });
  drawing.addEventListener("pointermove", event => {
    if (from < 0 || !(event.buttons & 1)) return;
    const [first, last] = span(event);
    area.setAttribute("x", x(first) - step / 2);
    area.setAttribute("width", (last - first + 1) * step);
    plot.prepend(area);
  });
  drawing.addEventListener("pointerup", event => {
    const [first, last] = span(event);
    const isChosen = from >= 0 && last > first;
    end();
    if (isChosen) choose(keys[first], keys[last]);
  });
  drawing.addEventListener("pointercancel", end);
};

const one = (picture, keys, choice, measure, width, room, choose) => {
  const styles = looks(picture.lines);
  const names = legend(picture.names, styles, width);
  const height = Math.max(LEAST, room ? room - names.height - FOOT : HEIGHT);
  const whole = frame(picture, keys, choice, width, height, measure);
  const columns = quarters(whole, styles);
  const paths = styles.map(({ hue, dash }, slot) =>
    svg("path", { class: `line ${hue}`, d: path(whole.places[slot]), "stroke-dasharray": dash })
  );
  const plot = svg(
    "g",
    { transform: `translate(${LEFT} ${names.height})` },
    ...grid(whole),
    ...breaks(picture.lines, whole),
    ...paths,
    ...columns,
    ...periods(whole)
  );
  const label = `${picture.title}: ${picture.names.join(", ")}`;
  const tall = names.height + height + FOOT;
  const size = { class: "lines", width, height: tall, viewBox: `0 0 ${width} ${tall}`, role: "img", "aria-label": label };
  const drawing = svg("svg", size, ...names.parts, plot);
  const read = make("p", { className: "lines__read" });
  read.setAttribute("role", "status");
  const under = readOut(drawing, columns, read, told(picture, keys), () => [LEFT, whole.width]);
  stretching(drawing, plot, under, whole, choose);
  const place = make("span", { className: "chart__ways" });
  ways(place, "compare", drawing);
  return [drawing, read, make("figcaption", {}, place)];
};

let latest = null; // what was drawn last, to be drawn again for another width

// `pictures` with their lines, over `keys`; the first drawing takes the room of what stands there.
export const draw = (charts, pictures, keys, choice, choose) => {
  const room = pictures.length === 1 && [...charts.querySelectorAll("img")].find(each => each.height)?.height;
  latest = [charts, pictures, keys, choice, choose];
  const width = Math.floor(charts.clientWidth);
  const scales = JSON.parse(charts.dataset.scales);
  charts.replaceChildren(
    ...pictures.map(picture => {
      const measure = measured(picture, choice.scale, scales);
      const heading = make("p", { className: "chart__title", textContent: [picture.title, measure.unit].filter(Boolean).join(", ") });
      return make("figure", { className: "chart" }, heading, ...one(picture, keys, choice, measure, width, room, choose));
    })
  );
};

let width = window.innerWidth;
let waiting = 0;
addEventListener("resize", () => {
  if (window.innerWidth === width) return;
  width = window.innerWidth;
  clearTimeout(waiting);
  waiting = setTimeout(() => latest && draw(...latest), 200);
});
