// The running text of all pages, by Material's own index and worker: loaded when it is asked for.
import { json, root } from "./shared.js";

const SETUP = 0;
const QUERY = 2;
const MOST = 20;
const BEFORE = 60; // letters shown before a word that was found
const LENGTH = 200;

let turn = Promise.resolve();
const ask = (worker, message) => {
  // The worker answers in order, one answer a message.
  turn = turn.then(
    () =>
      new Promise((told, failed) => {
        worker.onmessage = ({ data }) => told(data.data);
        worker.onerror = failed;
        worker.postMessage(message);
      })
  );
  return turn;
};

let begun;
const begin = () =>
  (begun ||= (async () => {
    const settings = JSON.parse(document.getElementById("__config").textContent);
    const { config, docs } = await json("search/search_index.json");
    const worker = new Worker(new URL(settings.search, location.href));
    await ask(worker, { type: SETUP, data: { config, docs, options: {} } });
    return worker;
  })());

const words = html => new DOMParser().parseFromString(html, "text/html").body.textContent.trim();

// The text around the first of the words.
const around = (text, asked) => {
  const at = text.toLowerCase().indexOf(asked.toLowerCase().split(/\s+/)[0]);
  const from = at < 0 ? 0 : Math.max(0, text.lastIndexOf(" ", at - BEFORE) + 1);
  const whole = text.slice(from, from + LENGTH);
  return `${from ? "\u2026 " : ""}${whole}${from + LENGTH < text.length ? " \u2026" : ""}`;
};

// Passages with the words, those with the most of them first, each with its page and heading.
export const passages = async text => {
  const worker = await begin();
  const asked = text.replace(/["*+\-:^~]+/g, " ").trim();
  if (!asked) return [];
  const found = await ask(worker, { type: QUERY, data: asked });
  return found.items.slice(0, MOST).map(([best, ...more]) => ({
    kind: "text",
    issuer: "",
    period: "",
    metric: words((more[0] || best).title),
    value: around(words((more[0] || best).text), asked),
    verdict: "",
    url: (more[0] || best).location,
  }));
};
