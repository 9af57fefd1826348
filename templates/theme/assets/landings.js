// Pages that a query leads to: issuers, briefs, calendar quarters, sectors, publishers, the site's own.
import { split } from "./index.js";
import { say } from "./language.js";
import { during, likeness, plain } from "./words.js";

const OWN = [
  ["compare/", "Compare issuers", "comparison side"],
  ["calendar/", "Calendar", "release dates days coming upcoming ics"],
  ["claims/", "Claims", "press check verdicts"],
  ["sources/", "Sources", "publishers scorecard"],
  ["sectors/", "Sectors", "industries"],
  ["periods/", "Calendar quarters", "periods"],
  ["methodology/", "Methodology", "rules rounding how"],
  ["glossary/", "Glossary", "definitions terms"],
  ["coverage/", "Coverage", "missing gaps"],
  ["corrections/", "Corrections", "errors log"],
  ["data/", "Data", "api json csv download"],
  ["about/", "About", ""],
];

const page = (title, note, url, score, issuer = "") => ({
  kind: "page", issuer, period: "", metric: title, value: note, verdict: "", score, url,
});

// The periods of an issuer that have a brief, the latest first.
const briefs = issuer => {
  const own = issuer.series.flatMap(series =>
    series.points.map(([period, , record]) => record || issuer.periods[period].slug)
  );
  const there = new Set(own);
  return issuer.periods.filter(period => there.has(period.slug));
};

const fitting = (issuer, asked) =>
  briefs(issuer)
    .map((brief, age) => ({ brief, time: during(asked, brief.names), age }))
    .filter(each => each.time >= 0);

const ofIssuers = (query, all, opened) => {
  const found = [];
  for (const { place, places, score } of query.issuers) {
    const { slug, name, ticker, period, label } = all.issuers[place];
    const left = query.rest.some(word => !places.includes(word.at)) || query.numbers.length;
    const issuer = opened.find(each => each.place === place);
    if (query.period.length && !left && issuer)
      for (const { brief, time, age } of fitting(issuer, query.period))
        found.push(page(brief.title, say("brief"), `${slug}/${brief.slug}/`, 90 + time - age / 20, name));
    else {
      const off = left ? 70 : 0; // below all that has the other words, too
      found.push(page(say("all briefs and histories"), ticker, `${slug}/`, 95 + score - off, name));
      found.push(page(say("{period}, the latest brief", { period: label }), say("brief"), `${slug}/${period}/`, 82 + score - off, name));
    }
  }
  return found;
};

const ofPeriods = (query, all, opened) => {
  if (!query.period.length || query.rest.length || query.numbers.length) return [];
  const quarters = all.quarters
    .map(([slug, title], age) => ({ slug, title, time: during(query.period, [slug.replace("-", " ")]), age }))
    .filter(each => each.time >= 0)
    .map(({ slug, title, time, age }) =>
      page(say("{quarter}, all issuers", { quarter: title }), say("calendar quarter"), `periods/${slug}/`, 91 + time - age / 20)
    );
  const own = opened.flatMap(issuer =>
    fitting(issuer, query.period).map(({ brief, time, age }) => {
      const score = 80 + time - age / 20 - issuer.place / 100;
      return page(brief.title, say("brief"), `${issuer.slug}/${brief.slug}/`, score, issuer.name);
    })
  );
  return [...quarters, ...own];
};

const byName = (query, all) => {
  const words = query.rest.map(each => each.word);
  if (!words.length || query.period.length || query.numbers.length) return [];
  const phrase = words.join(" ");
  const named = (name, more = "") => {
    if (plain(name) === phrase) return 75;
    return words.every(word => likeness(word, split(`${name} ${more}`))) ? 45 : 0;
  };
  const metrics = [...all.metrics.values()].filter(metric => metric.names.has(phrase));
  return [
    ...all.sectors.map(([slug, name]) => page(name, say("sector"), `sectors/${slug}/`, named(name))),
    ...all.publishers.map(([name]) => {
      const url = `claims/?publisher=${encodeURIComponent(name)}`;
      return page(say("Numbers in articles of {publisher}", { publisher: name }), say("publisher"), url, named(name));
    }),
    ...OWN.map(([url, title, more]) => page(say(title), say("page"), url, named(title, more))),
    ...metrics.map(({ id, label }) => page(say(label), say("what it means"), `glossary/#${id}`, 44)),
  ].filter(each => each.score);
};

export const pages = (query, all, opened) => [
  ...ofIssuers(query, all, opened),
  ...ofPeriods(query, all, opened),
  ...byName(query, all),
];
