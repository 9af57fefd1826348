// The index of the search, which comes in parts: its core at the first key, an issuer's part when
// the issuer is recognised, numbers by their leading digits. Every text is as the index has it.
import { plain } from "./words.js";
import { json } from "./shared.js";

export const KIND_WORDS = {
  figure: "",
  growth: "growth grew yoy year increase decrease change",
  estimate: "estimate consensus expected expectation",
  surprise: "surprise beat miss against estimate consensus",
  guidance: "guidance outlook guide",
  share: "share of group mix",
  price: "share price stock reaction",
};

export const split = text => new Set(plain(text).split(/[^\p{L}\p{N}&]+/u).filter(Boolean));
const listed = text => (text ? text.split("|") : []);

let cores;
export const core = () =>
  (cores ||= json("search/core.json").then(read => {
    const metrics = new Map(
      read.metrics.map(([id, label, words, issuers], at) => [
        id,
        { id, label, at, issuers, names: new Set(listed(words)), words: split(words) },
      ])
    );
    const issuers = read.issuers.map(([slug, name, ticker, names, period, label]) => ({
      slug, name, ticker, period, label, names: listed(names),
    }));
    return {
      ...read,
      metrics,
      issuers,
      names: new Set(issuers.flatMap(issuer => issuer.names)),
      phrases: new Set([...metrics.values()].flatMap(metric => [...metric.names])),
      vocabulary: new Set([...metrics.values()].flatMap(metric => [...metric.words])),
    };
  }));

const parts = new Map();
export const part = (all, place) => {
  const { slug } = all.issuers[place];
  if (!parts.has(slug))
    parts.set(slug, json(`search/issuers/${slug}.json`).then(read => opened(all, place, read)));
  return parts.get(slug);
};

const opened = (all, place, read) => {
  const judged = new Map();
  for (const [, record, , , , verdict, figure] of read.claims)
    if (figure) {
      const key = `${record} ${figure}`;
      judged.set(key, [...(judged.get(key) || []), verdict]);
    }
  const series = read.series.map(([title, metric, segment, kind, name, points], at) => {
    const known = all.metrics.get(metric);
    const names = known ? known.names : new Set(listed(read.metrics[metric]));
    const own = listed(read.segments[segment]);
    return {
      title, metric, segment, kind, name, points, at, names,
      order: known ? known.at : all.metrics.size,
      parts: new Set(own),
      words: new Set([
        ...split(title), ...split([...names].join(" ")), ...split(own.join(" ")),
        ...split(KIND_WORDS[kind]),
      ]),
    };
  });
  const periods = read.periods.map(([slug, title, names]) => ({ slug, title, names: listed(names) }));
  return { ...all.issuers[place], place, series, periods, judged, articles: read.articles, claims: read.claims };
};

const SCALES = [3, 6, 9, 12]; // of an amount whose scale was not typed
const sized = (asked, size, ratio) => {
  const off = Number(size) - asked.size;
  if (off === 0) return 2;
  return !asked.scaled && !ratio && SCALES.includes(off) ? 1 : -1;
};

// The lines of the numbers' parts that fit a typed number: by issuer, places and how well they fit.
export const numbered = async (asked, all) => {
  const found = new Map();
  const lead = asked.digits.slice(0, all.depth);
  let lines = {};
  try {
    if (lead.length === all.depth) lines = await json(`search/numbers/${lead}.json`);
  } catch {
    // No number begins so.
  }
  for (const [slug, text] of Object.entries(lines)) {
    const fitting = text.split(";").flatMap(line => fit(asked, line));
    if (fitting.length) found.set(slug, fitting);
  }
  return found;
};

const fit = (asked, line) => {
  const [spellings, told, series, at] = line.split(",");
  const [whole, ...rounded] = spellings.split("/");
  const isBegun = asked.digits.length > 2 && whole.startsWith(asked.digits);
  const near = asked.digits.length > 2 ? 2 : 1.5; // two digits are soon met by chance
  const close = whole === asked.digits ? 3 : rounded.includes(asked.digits) ? near : isBegun ? 1 : 0;
  const [, ratio, sign, power] = /^(%?)([+-])(-?\d+)$/.exec(told);
  const unlike = (asked.ratio && !ratio) || (asked.scaled && ratio);
  const size = sized(asked, power, ratio);
  if (!close || unlike || size < 0 || (asked.sign && asked.sign !== sign)) return [];
  return [[`${series},${at}`, size * 2 + close]];
};
