// What a query means: its issuers, periods, numbers and other words. Texts alone are compared.
const MONTHS = (
  "january february march april may june july august september october november december"
).split(" ");
const ORDER = { first: 1, second: 2, third: 3, fourth: 4, "\u4e00": 1, "\u4e8c": 2, "\u4e09": 3, "\u56db": 4 };
const IDLE = new Set(("a an and as at by for from in of on the to vs versus what was is calendar").split(" "));
const CURRENCIES = new Set(["$", "rmb", "usd", "cny", "eur", "gbp", "jpy", "hkd", "hk$", "us$"]);
const RATIOS = { "%": 1, percent: 1, pct: 1, pp: 1, bp: 1, bps: 1, x: 1 };
const NUMBER = /^\(?([+\-\u2212\u2013]?)(?:[a-z]{2,3})?[$\u20ac\u00a3\u00a5\u20b9]?([+\-\u2212]?)(\d[\d,]*(?:\.\d*)?|\.\d+)([^\d\s)]*)\)?$/;

export const plain = text =>
  text.normalize("NFKC").toLowerCase().replace(/[\u2018\u2019]/g, "'").trim();

// Periods as the index names them: `q2 fy2026`, `2025 q3`, `september 2025 quarter`.
const spelt = text =>
  text
    .replace(/(\d{4})\u5e74/g, "$1 ")
    .replace(/\u7b2c?([\u4e00\u4e8c\u4e09\u56db1-4])\u5b63\u5ea6?/g, (_, n) => ` q${ORDER[n] || n} `)
    .replace(/\b(?:fy|fiscal(?: year)?)[\s-]*'?(\d{4}|\d{2})\b/g, (_, y) => ` fy${y.slice(-4).padStart(4, "20")} `)
    .replace(/\b([1-4])q[\s-]*'?(\d{4}|\d{2})\b/g, (_, q, y) => `q${q} ${y.padStart(4, "20")}`)
    .replace(/\bq([1-4])[\s-]*'?(\d{4}|\d{2})\b(?![.,]\d)/g, (_, q, y) => `q${q} ${y.padStart(4, "20")}`)
    .replace(/\b((?:fy)?\d{4})[\s-]*(q[1-4]|h[12]|9m)\b/g, "$1 $2")
    .replace(/\b(first|second|third|fourth) quarter\b/g, (_, n) => `q${ORDER[n]}`)
    .replace(/\b(first|second) half\b/g, (_, n) => `h${ORDER[n]}`)
    .replace(/\b([12])h\b/g, "h$1")
    .replace(/\bnine months\b/g, "9m")
    .replace(/\b(?:full|fiscal) year\b/g, "fy")
    .replace(/\b(jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b/g, month =>
      MONTHS.find(name => name.startsWith(month.slice(0, 3)))
    );

const isPeriod = word =>
  /^(q[1-4]|h[12]|9m|ttm|quarter|fy(\d{4})?|(19|20)\d\d)$/.test(word) || MONTHS.includes(word);

const number = (word, next, scales) => {
  const found = NUMBER.exec(word);
  if (!found) return null;
  const [, before, within, told, behind] = found;
  const unit = behind || (next in scales || next in RATIOS ? next : "");
  if (unit && !(unit in scales) && !(unit in RATIOS)) return null;
  const [whole, part = ""] = told.replace(/,/g, "").split(".");
  const digits = (whole + part).replace(/^0+/, "").replace(/0+$/, "");
  if (!digits) return null;
  const size = whole.replace(/^0+/, "").length || -(part.length - part.replace(/^0+/, "").length);
  return {
    digits,
    size: size - 1 + (scales[unit] || 0),
    scaled: unit in scales,
    ratio: unit in RATIOS,
    sign: { "+": "+", "": "" }[before || within] ?? "-",
    takesNext: !behind && Boolean(unit),
  };
};

// How many letters differ, neighbours that changed places counted once; more than `most` is most + 1.
export const apart = (one, other, most) => {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [older, old] = [[], [...Array(other.length + 1).keys()]];
  for (let i = 1; i <= one.length && Math.min(...old) <= most; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      row[j] = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) row[j] = Math.min(row[j], older[j - 2] + 1);
    }
    [older, old] = [old, row];
  }
  return Math.min(...old) > most ? most + 1 : old[other.length];
};

// How well a typed word is one of these: exactly, as a beginning, or but for a letter or two.
export const likeness = (typed, words) => {
  if (words.has(typed)) return 2;
  if (typed.length > 1) for (const word of words) if (word.startsWith(typed)) return 1.2;
  if (typed.length < 4) return 0;
  const most = typed.length < 7 ? 1 : 2;
  for (const word of words) if (apart(typed, word, most) <= most) return 0.8;
  return 0;
};

const named = (phrase, names, isSure) => {
  let best = 0;
  for (const name of names) {
    if (name === phrase) return 10;
    if (isSure || phrase.length < 2) continue;
    if (name.startsWith(phrase)) best = 6;
    else if (phrase.length > 3 && best < 4) {
      const most = phrase.length < 6 ? 1 : 2;
      const begun = name.slice(0, phrase.length);
      if (apart(phrase, name, most) <= most || apart(phrase, begun, 1) <= 1) best = 4;
    }
  }
  return best;
};

// The issuers that some words in a row name, each with the places of the words that it explains.
// A word of a metric is an issuer's only where it is exactly its name.
const issuers = (words, free, core) => {
  const found = new Map();
  for (let length = Math.min(4, words.length); length; length--)
    for (let at = 0; at + length <= words.length; at++) {
      const places = [...Array(length).keys()].map(each => each + at);
      if (!places.every(each => free.has(each))) continue;
      const phrase = words.slice(at, at + length).join(" ");
      if (IDLE.has(phrase)) continue;
      core.issuers.forEach((issuer, place) => {
        const told = named(phrase, issuer.names, core.vocabulary.has(phrase));
        const score = told && told + length / 10;
        if (score > (found.get(place)?.score || 0)) found.set(place, { place, score, places });
      });
    }
  const all = [...found.values()].sort((one, other) => other.score - one.score);
  return all.filter(each => each.score > all[0].score - 2).slice(0, 6);
};

// The longest runs of words that are a metric's name, of two words or more.
const phrases = (words, core) => {
  const taken = new Set();
  for (let length = Math.min(6, words.length); length > 1; length--)
    for (let at = 0; at + length <= words.length; at++) {
      const phrase = words.slice(at, at + length).join(" ");
      if (core.phrases.has(phrase)) for (let each = at; each < at + length; each++) taken.add(each);
    }
  return taken;
};

export const understand = (text, core) => {
  const words = spelt(plain(text)).split(/[\s;:"?!]+/).map(word => word.replace(/[,.]+$/, ""));
  const kept = words.filter(word => word && !CURRENCIES.has(word));
  const numbers = [];
  const period = [];
  const free = new Set();
  const metric = phrases(kept, core);
  for (let at = 0; at < kept.length; at++) {
    const word = kept[at];
    const read = !isPeriod(word) && number(word, kept[at + 1], core.scales);
    if (isPeriod(word)) period.push(word);
    else if (read) {
      numbers.push({ ...read, at });
      if (core.names.has(word)) free.add(at); // a ticker of digits
      if (read.takesNext) at++;
    } else if (!metric.has(at)) free.add(at);
  }
  const found = issuers(kept, free, core);
  const rest = kept.flatMap((word, at) => {
    const used = !free.has(at) && !metric.has(at);
    return used || IDLE.has(word) ? [] : [{ word, at }];
  });
  const tickers = new Set(found.filter(each => each.score >= 10).flatMap(each => each.places));
  return { numbers: numbers.filter(each => !tickers.has(each.at)), period, issuers: found, rest };
};

// How well a period with these names is the one that is asked for; below zero if it is not.
export const during = (wanted, names) => {
  let best = -1;
  for (const name of names) {
    const has = new Set(name.split(/[\s,]+/));
    let score = 10 - has.size / 4;
    for (const word of wanted) {
      if (has.has(word) || (word === "quarter" && /\bq[1-4]\b/.test(name))) continue;
      if (/^\d{4}$/.test(word) && has.has(`fy${word}`)) score -= 2;
      else score = -1;
      if (score < 0) break;
    }
    best = Math.max(best, score);
  }
  return best;
};
