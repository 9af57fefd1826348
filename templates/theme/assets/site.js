// What every page can do: choose light or dark, open the search, lead to a figure, fetch ahead.
import { ready, root as site } from "./shared.js";

const AHEAD = 65; // milliseconds that a pointer rests on a link before its page is fetched
const fetched = new Set([location.pathname]);

const ahead = link => {
  const { origin, pathname, href } = link;
  const isPage = origin === location.origin && /\/(?:index\.html)?$/.test(pathname);
  if (!isPage || fetched.has(pathname) || navigator.connection?.saveData) return;
  fetched.add(pathname);
  document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", href }));
};

const fetching = root => {
  let waiting = 0;
  root.addEventListener("pointerover", ({ target }) => {
    clearTimeout(waiting);
    const link = target.closest("a[href]");
    if (link) waiting = setTimeout(ahead, AHEAD, link);
  });
  root.addEventListener("focusin", ({ target }) => {
    if (target.matches("a[href]")) ahead(target);
  });
};

// A result of the search leads to its figure wherever it stands on the page, folded or not.
const leading = root => {
  const arrive = () => {
    const named = /^#figure=(.+)$/.exec(decodeURIComponent(location.hash));
    if (!named) return;
    const record = location.pathname.split("/").slice(-3, -1).join("/");
    const all = [...root.querySelectorAll("main [data-figure]")];
    const figures = all.filter(each => each.dataset.figure === `${record}/${named[1]}`);
    const figure = figures.find(each => each.checkVisibility()) || figures[0];
    for (const found of root.querySelectorAll(".found")) found.classList.remove("found");
    if (!figure) return;
    for (let fold = figure.closest("details"); fold; fold = fold.parentElement.closest("details"))
      fold.open = true;
    figure.classList.add("found");
    figure.scrollIntoView({ block: "center" });
    if (figure.matches("a[href]")) figure.focus({ preventScroll: true });
  };
  addEventListener("hashchange", arrive);
  arrive();
};

const searching = root => {
  const opener = root.querySelector("a.find");
  let typed = null; // what is typed while the search is still on its way
  const open = async () => {
    if (typed !== null) return;
    typed = "";
    const search = await import("./search.js");
    search.open(typed);
    typed = null;
  };
  opener.addEventListener("click", event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  root.addEventListener("keydown", event => {
    const { key, target } = event;
    if (typed !== null && key.length === 1 && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      typed += key;
      return;
    }
    const isTyping = target.closest("input, textarea, select, [contenteditable]");
    const isAsked = key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey;
    const isSlash = key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!isAsked && !isSlash) return;
    event.preventDefault();
    open();
  });
};

// Style sheets follow the root's attribute, or the system where it has none; scripts, and the
// styles of an owner's own, follow that of the body.
const shading = root => {
  const { documentElement: html, body } = root;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const button = root.querySelector("button.scheme");
  const tell = () => {
    const isDark = html.dataset.scheme ? html.dataset.scheme === "dark" : system.matches;
    body.dataset.mdColorScheme = isDark ? "slate" : "default";
    button.setAttribute("aria-pressed", String(isDark));
  };
  tell();
  button.hidden = false;
  system.addEventListener("change", tell);
  button.addEventListener("click", () => {
    html.dataset.scheme = body.dataset.mdColorScheme === "slate" ? "light" : "dark";
    tell();
    try {
      localStorage.setItem(`${site.pathname}.scheme`, html.dataset.scheme);
    } catch {
      // Storage is forbidden: the choice lasts for this page.
    }
  });
};

// Workings stood on the brief's own page before they had one: a link to one is led there.
const moving = root => {
  const { hash } = location;
  const isWorking = hash.startsWith("#fig-") && !root.getElementById(decodeURIComponent(hash.slice(1)));
  if (isWorking && root.querySelector(".page--brief")) location.replace(`record/${hash}`);
};

ready(root => {
  moving(root);
  shading(root);
  searching(root);
  fetching(root);
  leading(root);
});
