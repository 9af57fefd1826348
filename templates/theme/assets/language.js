// The page's language: what scripts say, and what the API, which is in English, says on a page. The
// words come from one file, which a page names where there is one; without it all is in English.
import { json } from "./shared.js";

const named = document.getElementById("words");
const words = named ? await json(named.href) : {};
const { lang } = document.documentElement;

// A message with what is filled in; `{name}` in it stands for the value of that name.
export const say = (message, values = {}) =>
  (words[message] ?? message).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const DAY = new RegExp(`\\b(\\d{1,2}) (${MONTHS.join("|")})(?: (\\d{4}))?\\b`, "g");
const day = (_, date, month, year) => {
  const when = Date.UTC(year || 2000, MONTHS.indexOf(month), date);
  const shown = { month: "long", day: "numeric", timeZone: "UTC", ...(year ? { year: "numeric" } : {}) };
  return new Intl.DateTimeFormat(lang, shown).format(when);
};
const RULES = [
  [/^(.+) \((.+) to (.+) within rounding\)$/, "{number} ({low} to {high} within rounding)", ["number", "low", "high"]],
  [/^about (.+)$/, "about {number}", ["number"]],
  [/^(.+) to (.+)$/, "{low} to {high}", ["low", "high"]],
  [/^in ([A-Z]{3})$/, "in {currency}", ["currency"]],
  [/^in ([A-Z]{3}) as translated$/, "in {currency} as translated", ["currency"]],
  [/^per (\S+)$/, "per {unit}", ["unit"]],
  [/^(.+) per (\S+)$/, "{metric} per {unit}", ["metric", "unit"]],
  [/^(\d[\d,]*) (\D+)$/, "{number} {verdict}", ["number", "verdict"]],
];

// One piece of a text: a message itself, a label amid a sentence, or made by a rule.
const piece = text => {
  const told = words[text] ?? words[text.slice(0, 1).toUpperCase() + text.slice(1)];
  if (told) return told;
  const [number] = text.match(/^\d[\d,]*(?= )/) || [];
  const counted = number && words[text.replace(number, "{count}")];
  if (counted) return counted.replace("{count}", number);
  for (const [pattern, message, names] of RULES) {
    const found = text.match(pattern);
    if (found) return say(message, Object.fromEntries(names.map((name, at) => [name, piece(found[at + 1])])));
  }
  return text;
};

// A text of the API as the page says it; what its contributors typed stays as it is.
export const known = text =>
  named && text ? text.replace(DAY, day).split(/(, |: |; )/).map(piece).join("") : text;
