// What fits a query: figures, claims, briefs and pages, the likeliest first.
import { KIND_WORDS, core, numbered, part, split } from "./index.js";
import { pages } from "./landings.js";
import { known, say } from "./language.js";
import { during, likeness, plain, understand } from "./words.js";

const MOST = 60;
const PARTS = 8; // that one query loads
const UNASKED = { figure: 0, growth: 1, share: 2, surprise: 2, estimate: 2.5, guidance: 2, price: 2 };
const GRAVE = ["conflict", "other_basis", "unclear", "ties", "not_in_record", "opinion"];

// Which parts to open: of the issuers that are named, or of those that the other words lead to.
const places = (query, all) => {
  const sure = query.issuers.filter(each => each.score >= 10).map(each => each.place);
  if (sure.length) return sure;
  const words = query.rest.map(each => each.word);
  const phrase = words.join(" ");
  const says = names => words.length > 0 && words.every(word => likeness(word, names));
  const falls = name => query.period.length > 0 && during(query.period, [name]) >= 0;
  const metrics = [...all.metrics.values()];
  const led = [
    ...metrics.filter(metric => metric.names.has(phrase)).map(metric => metric.issuers),
    ...metrics.filter(metric => says(metric.words)).map(metric => metric.issuers),
    ...all.providers.filter(([name]) => says(split(name))).map(([, issuers]) => issuers),
    ...all.publishers.filter(([name]) => says(split(name))).map(([, issuers]) => issuers),
    ...all.fiscal.filter(([label]) => falls(plain(label))).map(([, issuers]) => issuers),
    ...all.quarters.filter(([key]) => falls(key.replace("-", " "))).map(([, , issuers]) => issuers),
  ];
  const soft = query.issuers.map(each => each.place);
  const first = all.issuers.map((_, place) => place).slice(0, PARTS);
  return [...new Set([...soft, ...led.flat(), ...first])].slice(0, PARTS);
};

// How well the words name a series: its metric, its part, whether it is growth or an estimate.
const rating = (series, words) => {
  const kind = split(KIND_WORDS[series.kind]);
  let score = 0;
  for (const word of words) {
    const like = likeness(word, series.words);
    if (!like) return -Infinity;
    score += like;
  }
  const said = words.filter(word => !kind.has(word)).join(" ");
  const segment = [...series.parts].find(name => said === name || said.startsWith(`${name} `));
  const metric = segment ? said.slice(segment.length).trim() : said;
  if (series.names.has(metric) || series.names.has(words.join(" "))) score += 6;
  if (segment && (!metric || series.names.has(metric))) score += 3;
  if (series.segment && !segment) score -= words.length ? 1.5 : 3;
  if (!words.some(word => kind.has(word))) score -= UNASKED[series.kind];
  if (/ in [A-Z]{3}\b/.test(series.title)) score -= 1.5;
  if (series.title.endsWith("as stated")) score -= 1;
  return score - series.title.split(" ").length * 0.12 - series.order * 0.008;
};

const fact = (issuer, series, [period, text, record], score) => {
  const { slug, title } = issuer.periods[period];
  const verdicts = issuer.judged.get(`${record || slug} ${slug}${series.name}`) || [];
  return {
    kind: series.kind,
    issuer: issuer.name,
    period: title,
    metric: series.title,
    value: text,
    verdict: GRAVE.find(name => verdicts.includes(name)) || "",
    score,
    url: `${issuer.slug}/${record || slug}/#figure=${slug}${series.name}`,
  };
};

const claim = (issuer, at, score) => {
  const [article, record, anchor, says, subject, verdict] = issuer.claims[at];
  const [title, publisher] = issuer.articles[article];
  const period = issuer.periods.find(each => each.slug === record);
  const whose = publisher === "unknown" ? say("publisher not named") : publisher;
  return {
    kind: "claim",
    issuer: issuer.name,
    period: period ? period.title : record,
    metric: subject
      ? say("{subject}, said in “{title}” ({publisher})", { subject: known(subject), title, publisher: whose })
      : say("said in “{title}” ({publisher})", { title, publisher: whose }),
    value: says,
    verdict,
    score,
    url: `${issuer.slug}/${record}/#${anchor}`,
  };
};

const figures = (issuer, words, times, hits, base) => {
  const found = [];
  for (const series of issuer.series) {
    const bare = -UNASKED[series.kind] - series.order * 0.002;
    const score = words.length || !hits ? rating(series, words) : bare;
    if (score === -Infinity) continue;
    let age = 0;
    series.points.forEach((point, at) => {
      const hit = hits ? hits.get(`${series.at},${at}`) : 0;
      const time = times[point[0]];
      if (hit === undefined || time < 0) return;
      const longer = point[2] ? 1.5 : 0; // than the brief's own period
      found.push(fact(issuer, series, point, base + score + hit * 2 + time / 10 - age - longer));
      age += 1;
    });
  }
  return found;
};

const claims = (issuer, words, times, hits, base, all) => {
  const found = [];
  if (!hits && !words.length) return found;
  issuer.claims.forEach(([article, record, , , subject, verdict], at) => {
    const hit = hits ? hits.get(`c,${at}`) : 0;
    const period = issuer.periods.findIndex(each => each.slug === record);
    if (hit === undefined || times[period] < 0) return;
    const judged = split(`${all.verdicts[verdict][0]} claim claims`);
    const known = split([subject, ...issuer.articles[article], ...judged].join(" "));
    const like = words.map(word => likeness(word, known));
    if (like.includes(0)) return;
    const told = words.some(word => judged.has(word));
    const asked = told ? 2 : words.length ? -4 : -2.5;
    const score = like.reduce((sum, each) => sum + each, 0) + asked;
    found.push(claim(issuer, at, base + score + hit * 2 - at * 0.001));
  });
  return found;
};

// All that an issuer's part has for the query; `numbers` are the places that a number leads to.
const within = (issuer, query, all, numbers) => {
  const match = query.issuers.find(each => each.place === issuer.place);
  const left = query.rest.filter(each => !match?.places.includes(each.at));
  const words = left.map(each => each.word);
  const asked = query.period;
  const times = issuer.periods.map(each => (asked.length ? during(asked, each.names) : 0));
  const hits = numbers && new Map(numbers.get(issuer.slug));
  const base = 50 + (match ? match.score : 0);
  return [
    ...figures(issuer, words, times, hits, base),
    ...claims(issuer, words, times, hits, base, all),
  ];
};

// The issuers with the best places that a number leads to.
const leading = (numbers, all) => {
  const best = slug => Math.max(...numbers.get(slug).map(([, score]) => score));
  const slugs = [...numbers.keys()].sort((one, other) => best(other) - best(one)).slice(0, PARTS);
  return slugs.map(slug => all.issuers.findIndex(each => each.slug === slug));
};

export const find = async text => {
  const all = await core();
  const query = understand(text, all);
  const { numbers: typed, issuers: named } = query;
  const numbers = typed.length ? await numbered(typed[0], all) : null;
  const isNamed = named.some(each => each.score >= 10);
  const wanted = numbers && !isNamed ? leading(numbers, all) : places(query, all);
  const opened = await Promise.all(wanted.map(place => part(all, place)));
  const isAsked = [query.rest, query.period, typed, named].some(each => each.length);
  const facts = isAsked ? opened.flatMap(issuer => within(issuer, query, all, numbers)) : [];
  const found = [...pages(query, all, opened), ...facts];
  found.sort((one, other) => other.score - one.score);
  const once = new Map(); // a figure that is reported and worked out, too, is one result
  for (const each of found) {
    const { issuer, period, metric, value, kind } = each;
    const key = [issuer, period, metric, value, kind === "claim" ? each.url : ""].join("|");
    if (!once.has(key)) once.set(key, each);
  }
  const results = [...once.values()];
  return { results: results.slice(0, MOST), verdicts: all.verdicts };
};
