// The page Check: three things that can be handed in, and one bar while the desk is made ready.
import { make } from "./shared.js";
import { onLoading, possible } from "./check-desk.js";
import { textPane } from "./check-text.js";
import { recordPane } from "./check-record.js";
import { articlePane } from "./check-article.js";
import { say } from "./language.js";

const desk = document.querySelector("#desk");
const MEGABYTE = 1_000_000;
const inMegabytes = bytes => (bytes / MEGABYTE).toFixed(1);

const loading = () => {
  const bar = make("progress", { max: 1, value: 0 });
  const told = make("p", { className: "desk__told" });
  told.setAttribute("role", "status");
  const box = make("div", { className: "desk__loading", hidden: true }, told, bar);
  onLoading(({ loaded, total, stage }) => {
    box.hidden = stage === "ready" || stage === "ended";
    if (stage === "starting") told.textContent = say("Starting …");
    if (!total) return;
    bar.value = loaded / total;
    told.textContent = say("Loading what the check runs on, once: {loaded} of {total} MB", { loaded: inMegabytes(loaded), total: inMegabytes(total) });
  });
  return box;
};

const tabs = panes => {
  const list = make("div", { className: "desk__tabs" });
  list.setAttribute("role", "tablist");
  const buttons = panes.map(([title, pane]) => {
    const button = make("button", { type: "button", textContent: title, id: `tab-${pane.id}` });
    button.setAttribute("role", "tab");
    button.setAttribute("aria-controls", pane.id);
    pane.setAttribute("role", "tabpanel");
    pane.setAttribute("aria-labelledby", button.id);
    return button;
  });
  const open = at => {
    panes.forEach(([, pane], place) => {
      pane.hidden = place !== at;
      buttons[place].setAttribute("aria-selected", String(place === at));
      buttons[place].tabIndex = place === at ? 0 : -1;
    });
  };
  buttons.forEach((button, at) => {
    button.addEventListener("click", () => open(at));
    button.addEventListener("keydown", event => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step) return;
      const next = (at + step + buttons.length) % buttons.length;
      open(next);
      buttons[next].focus();
    });
  });
  list.append(...buttons);
  open(0);
  return { list, open };
};

if (possible()) {
  const places = { new: desk.dataset.new };
  let shown;
  const article = articlePane(places);
  const text = textPane({ onChecked: article.take, onContribute: () => shown.open(2) });
  const record = recordPane(places);
  const panes = [
    [say("A text"), text.pane],
    [say("A record"), record.pane],
    [say("An article for the site"), article.pane],
  ];
  shown = tabs(panes);
  desk.replaceChildren(shown.list, loading(), ...panes.map(([, pane]) => pane));
}
