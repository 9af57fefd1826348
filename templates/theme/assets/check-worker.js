// Runs the package's own modules, in WebAssembly, beside the page: what is checked here is checked
// by the code that the command runs. What it needs is fetched from this site once, and kept; then
// the worker gives up every means to ask for anything, before it is handed a text.
const here = new URL("check/", import.meta.url);
const SHELF = "tieout-check";
const post = self.postMessage.bind(self);
const get = self.fetch.bind(self);

// A browser that keeps nothing (in private, or short of room) fetches each time.
const shelf = async () => {
  try {
    return await caches.open(SHELF);
  } catch {
    return null;
  }
};

const fetched = async (url, tell) => {
  const answer = await get(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  const chunks = [];
  const reader = answer.body.getReader();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    chunks.push(value);
    tell(value.length);
  }
  return new Blob(chunks);
};

const bytes = async (url, kept, tell) => {
  const known = kept && (await kept.match(url));
  const packed = known ? await known.blob() : await fetched(url, tell);
  if (!known && kept) await kept.put(url, new Response(packed)).catch(() => {});
  if (known) tell(packed.size);
  const open = packed.stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(open).arrayBuffer());
};

const parts = async listed => {
  const kept = await shelf();
  const total = listed.reduce((sum, part) => sum + part.bytes, 0);
  let loaded = 0;
  const tell = more => {
    loaded += more;
    post({ loaded, total });
  };
  const urls = listed.map(part => new URL(part.file, here).href);
  const contents = await Promise.all(urls.map(url => bytes(url, kept, tell)));
  if (kept) {
    const stale = (await kept.keys()).filter(request => !urls.includes(request.url));
    await Promise.all(stale.map(request => kept.delete(request)));
  }
  return Object.fromEntries(listed.map((part, at) => [part.name, contents[at]]));
};

// The interpreter fetches two files by itself: it is given them from memory, and nothing else.
const handOver = ({ interpreter, library }) => {
  self.fetch = async url => {
    if (String(url).endsWith(".wasm")) {
      return new Response(interpreter, { headers: { "content-type": "application/wasm" } });
    }
    if (String(url).endsWith(".zip")) return new Response(library);
    throw new Error("nothing else is fetched");
  };
};

const refuse = () => {
  throw new Error("a text that is checked stays here");
};

const giveUpTheNet = () => {
  const ways = ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "WebTransport"];
  for (const way of [...ways, "importScripts", "Worker", "BroadcastChannel", "indexedDB"]) {
    Object.defineProperty(self, way, { value: refuse, configurable: false, writable: false });
  }
};

const START = `
import sys
sys.path.insert(0, "/rooms")
import yaml
# The parser that is compiled is not to be had here; the one in Python reads the same.
yaml.CLoader, yaml.CSafeLoader, yaml.CBaseLoader = yaml.Loader, yaml.SafeLoader, yaml.BaseLoader
from tieout.views.desk.door import answer
`;

const start = async () => {
  const told = await (await get(new URL("parts.json", here))).json();
  const engine = new URL(told.engine, here).href;
  const script = import(`${engine}pyodide.mjs`);
  const contents = await parts(told.parts);
  post({ stage: "starting" });
  handOver(contents);
  const { loadPyodide } = await script;
  const { python, abi_version } = told.python;
  const info = { abi_version, python, arch: "wasm32", platform: "emscripten", version: "0" };
  const machine = await loadPyodide({
    indexURL: engine,
    lockFileContents: JSON.stringify({ info, packages: {} }),
    stdout: () => {},
    stderr: () => {},
  });
  giveUpTheNet();
  machine.unpackArchive(contents.core, "wheel");
  machine.unpackArchive(contents.rooms, "zip", { extractDir: "/rooms" });
  machine.runPython(START);
  return machine.globals.get("answer");
};

const answer = start();
answer.then(
  () => post({ stage: "ready" }),
  fault => post({ fault: String(fault) })
);

self.onmessage = async ({ data }) => {
  const ask = await answer;
  try {
    post({ id: data.id, answer: ask(data.asked) });
  } catch (fault) {
    post({ id: data.id, fault: String(fault) });
  }
};
