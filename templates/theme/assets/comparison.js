// One comparison, worked out from the series of the site: its lines, its quarters, and what has to be
// said of them. Numbers stay as the series print them; an index is worked out exactly. `choice` says
// how the reader wants it: `by`, `scale`, `currency`, `isLog`, and the stretch `from` and `to`.
import { known, say } from "./language.js";
import { exact, inSentence, indexed, quarter } from "./shared.js";

// A line is chosen by its issuer, or by that and its segment: `baba`, `baba.cloud`.
export const keyOf = ({ issuer, segment }) => (segment ? `${issuer}.${segment}` : issuer);
export const code = unit => unit.split("/")[0];
export const translated = (point, wanted) => point.translations.find(each => code(each.amount.unit) === wanted);

// A point's place among the quarters, and what of it is shown.
const place = (point, { by }) => (by === "fiscal" ? point.fiscal_label.replace(" ", "-") : point.calendar_quarter);
const amount = (point, { currency }) => {
  if (!currency || code(point.amount.unit) === currency) return point.amount;
  return translated(point, currency)?.amount ?? null;
};
const held = (point, choice) => {
  const found = choice.scale === "growth" ? point.change : amount(point, choice);
  return found && found.value ? found : null;
};
const isWithin = (key, { from, to }) => (!from || from <= key) && (!to || key <= to);

// An issuer's series as it is shown. What has no growth in per cent is not missing: it is muted, and
// the reason stands in the table.
export const lineOf = ({ points, ...line }, choice) => {
  const [at, muted, all] = [new Map(), new Map(), new Set()];
  let piece = 0;
  for (const point of points) {
    if (point.broken) piece += 1;
    const key = place(point, choice);
    all.add(key);
    if (!isWithin(key, choice)) continue;
    const number = held(point, choice);
    if (number) at.set(key, [...(at.get(key) || []), { point, number, piece, text: number.shown }]);
    else if (choice.scale === "growth" && point.change.shown === "n.m.") muted.set(key, point);
  }
  return { ...line, at, muted, all, last: key => (at.get(key) || []).at(-1), points };
};

// All quarters from the first of any issuer to the last: a gap is seen as one.
export const between = keys => {
  const [first, last] = [keys[0], keys.at(-1)];
  const found = [];
  for (let key = first; key <= last; ) {
    found.push(key);
    const [, head, year, part] = key.match(/^(\D*)(\d+)-Q(\d)$/);
    key = part === "4" ? `${head}${Number(year) + 1}-Q1` : `${head}${year}-Q${Number(part) + 1}`;
  }
  return found;
};

// The index: each issuer's figure in the first quarter that all have is a hundred.
export const base = (lines, keys) =>
  keys.find(key => lines.every(line => line.last(key) && exact(line.last(key).number.value) > 0n)) || "";
export const index = (lines, key) => {
  for (const line of lines) {
    const start = line.last(key);
    for (const each of [...line.at.values()].flat()) {
      each.index = each.piece === start.piece ? indexed(each.number.value, start.number.value) : "";
      each.text = each.index ? each.index.replace("-", "\u2212") : "–";
    }
  }
};

// A logarithmic axis has no place for zero, nor for less.
export const hasLog = (lines, { scale }) =>
  scale !== "growth" &&
  lines.every(line => [...line.at.values()].flat().every(each => exact(each.number.value) > 0n));

// What has one unit has one chart.
export const groups = (lines, { scale }) => {
  const found = new Map();
  for (const line of lines) {
    const [first] = [...line.at.values()][0];
    const unit = scale === "absolute" ? first.number.unit : "";
    found.set(unit, [...(found.get(unit) || []), line]);
  }
  return [...found.values()];
};
const differ = (lines, field) => new Set(lines.map(line => line[field])).size > 1;
export const called = (line, lines, { scale, currency }) => {
  const told = ["basis", ...(scale === "growth" || currency ? [] : ["unit_name"])]
    .filter(field => differ(lines, field))
    .map(field => line[field]);
  return told.length ? `${line.name} (${told.map(known).join(say(", "))})` : line.name;
};

export const title = (label, lines, { scale }, start) => {
  // A measure that no standard defines says so, where one basis holds for all.
  const [basis, ...others] = new Set(lines.map(line => line.basis));
  const whole = [label, ...(!others.length && basis.startsWith("non-") ? [known(basis)] : [])].join(say(", "));
  if (scale === "indexed") return [whole, `${quarter(start)} = 100`].join(say(", "));
  const { unit } = lines[0].last([...lines[0].at.keys()][0]).number;
  return scale === "growth" ? [whole, say("change on the year"), unit].join(say(", ")) : whole;
};
export const explained = ({ by }, start) =>
  [
    say("As first reported, each issuer on one basis; growth as worked out, or as the issuer states it."),
    by === "fiscal"
      ? say("Quarters of one name stand beside each other, though their days differ.")
      : say("A fiscal quarter stands in the calendar quarter that holds its middle day."),
    start ? say("{quarter} is the first quarter that all have: there each is 100.", { quarter: quarter(start) }) : "",
  ]
    .filter(Boolean)
    .join(" ");

const listed = names => [names.slice(0, -1).join(say(", ")), ...names.slice(-1)].filter(Boolean).join(say(" and "));

// What the reader has to know of the lines that are shown, and why others are not.
export const remarks = (label, lines, silent, choice) => {
  const found = silent.map(line => lacking(line, label, choice));
  for (const line of lines) {
    const twice = [...line.at].filter(([, each]) => each.length > 1).map(([key]) => quarter(key));
    if (twice.length)
      found.push(say("{issuer} has two fiscal quarters in {quarters}; the chart takes the later.", { issuer: line.name, quarters: listed(twice) }));
    const broken = line.points.filter(point => point.broken && isWithin(place(point, choice), choice));
    for (const point of broken) found.push(say("{issuer}, {period}: the {change}.", { issuer: line.name, period: point.fiscal_label, change: known(point.broken) }));
    if (choice.scale === "absolute" && choice.currency && code(line.unit) !== choice.currency)
      found.push(rates(line, choice.currency));
  }
  return found;
};
const lacking = ({ name, muted, points, all }, label, choice) => {
  const told = { issuer: name, metric: inSentence(label), currency: choice.currency };
  if (muted.size)
    return say("Growth of {issuer}’s {metric} is not meaningful (n.m.) in every quarter; the table says why, and the reported figures can be compared.", told);
  if (points.length && ![...all].some(key => isWithin(key, choice)))
    return say("{issuer} reports {metric}, but of no quarter in the time chosen.", told);
  if (choice.scale === "growth" && points.length)
    return say("{issuer} reports {metric}, but no quarter on record has the one of the year before; the reported figures can be compared.", told);
  if (choice.currency && points.length)
    return say("{issuer} reports {metric}, but no release within the time chosen translates it into {currency}.", told);
  return say("{issuer} has no such figure of {metric}.", told);
};
const rates = (line, currency) => {
  const worked = line.points
    .map(point => [point, translated(point, currency)])
    .filter(([, found]) => found && found.rate.value)
    .map(([point, { rate }]) => say("{period} at {rate}", { period: point.fiscal_label, rate: `${rate.value} ${rate.unit.replace("/", ` ${say("per")} `)}` }));
  const told = { issuer: line.name, currency, rates: worked.join(say(", ")) };
  return worked.length
    ? say("{issuer} in {currency} as the release of each quarter translates it; worked out at the rate that the release prints: {rates}.", told)
    : say("{issuer} in {currency} as the release of each quarter translates it.", told);
};
