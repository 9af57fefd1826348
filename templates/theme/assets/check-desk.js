// The desk that a page asks: a worker, started at the first question and ended where it takes too
// long. The page itself only fetches documents of this site and shows answers.
import { say } from "./language.js";
import { json } from "./shared.js";

const LONGEST = 60; // seconds that an answer may take
const WORKER = new URL("check-worker.js", import.meta.url);

let worker = null;
let asked = new Map();
let given = new Set(); // issuers whose documents the worker has
let count = 0;
let hear = () => {};

export const possible = () =>
  typeof WebAssembly === "object" && typeof DecompressionStream === "function";

export const onLoading = listener => {
  hear = listener;
};

const end = finding => {
  worker?.terminate();
  worker = null;
  given = new Set();
  for (const { reject, timer } of asked.values()) {
    clearTimeout(timer);
    reject(new Error(finding));
  }
  asked = new Map();
  hear({ stage: "ended" });
};

const inWords = fault => {
  if (/memory|RangeError|allocat/i.test(fault)) {
    return say("There is not enough memory for this in the browser. Close other tabs and try again, or use the command below.");
  }
  if (/fetch|network|^\D*[45]\d\d /i.test(fault)) {
    return say("The parts of this page could not be loaded. See whether this computer is online, then try again.");
  }
  return say("This browser could not run the check ({fault}). The command below does the same.", { fault: fault.split("\n")[0].slice(0, 200) });
};

const listen = ({ data }) => {
  if (data.fault !== undefined && data.id === undefined) return end(inWords(data.fault));
  if (data.id === undefined) return hear(data);
  const waiting = asked.get(data.id);
  if (!waiting) return;
  asked.delete(data.id);
  clearTimeout(waiting.timer);
  if (data.fault === undefined) return waiting.resolve(JSON.parse(data.answer));
  waiting.reject(new Error(inWords(data.fault)));
  end(inWords(data.fault));
};

let ready = null;
const begin = () => {
  if (worker) return ready;
  worker = new Worker(WORKER, { type: "module" });
  worker.onerror = event => end(inWords(event.message || "the worker ended"));
  ready = new Promise(resolve => {
    worker.onmessage = message => {
      if (message.data.stage === "ready") resolve();
      listen(message);
    };
  });
  return ready;
};

// The answer to a question. The clock runs from when the desk is ready: loading has its own bar.
export const ask = async (job, question = {}) => {
  const started = begin();
  const id = ++count;
  return new Promise((resolve, reject) => {
    const waiting = { resolve, reject };
    asked.set(id, waiting);
    worker.postMessage({ id, asked: JSON.stringify({ job, ...question }) });
    started.then(() => {
      if (!asked.has(id)) return;
      waiting.timer = setTimeout(
        () => end(say("No answer came within {count} seconds, so the check was stopped. Try a shorter text.", { count: LONGEST })),
        1000 * LONGEST
      );
    });
  });
};

export const listed = async () => (await json("api/v2/index.json")).issuers;

// The documents of these issuers that the worker has not been given yet.
export const documents = async slugs => {
  const rows = (await listed()).filter(row => slugs.includes(row.issuer) && !given.has(row.issuer));
  const found = await Promise.all(rows.map(row => json(row.checking)));
  for (const { issuer } of rows) given.add(issuer);
  return found;
};
