// Small pieces that the panes of the page Check are put together from. All text is set as text.
import { say } from "./language.js";
import { make } from "./shared.js";

export const button = (textContent, click, className = "") => {
  const made = make("button", { type: "button", textContent, className });
  made.addEventListener("click", click);
  return made;
};

export const field = (title, control) => {
  const label = make("label", { htmlFor: control.id, textContent: title });
  return make("div", { className: "filters__field" }, label, control);
};

export const named = (title, control) =>
  make("div", { className: "desk__field" }, make("label", { htmlFor: control.id, textContent: title }), control);

// What is to be typed stands between backticks, as the command prints it.
export const worded = text =>
  text.split(/`([^`]+)`/).map((part, at) => (at % 2 ? make("code", { textContent: part }) : part));

const sentence = text => `${text[0].toUpperCase()}${text.slice(1).replace(/[.;]$/, "")}.`;

// What stands in the way, the way out, and what the text says of itself.
export const refusal = (finding, remedy = "", { sums = [] } = {}) => {
  const parts = [make("p", {}, make("strong", { textContent: sentence(finding) }))];
  if (remedy) parts.push(make("p", { textContent: sentence(remedy) }));
  if (sums.length) {
    parts.push(
      make("p", { textContent: say("Without a record, its arithmetic against itself:") }),
      make("ul", {}, ...sums.map(each => make("li", { textContent: each })))
    );
  }
  return make("div", { className: "desk__box" }, ...parts);
};

export const save = (name, type, content) => {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = make("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};

export const copy = async (text, told) => {
  const was = told.textContent;
  try {
    await navigator.clipboard.writeText(text);
    told.textContent = say("Copied");
  } catch {
    told.textContent = say("This browser does not let a page copy");
  }
  setTimeout(() => {
    told.textContent = was;
  }, 2000);
};

// A new file in the repository's web editor; one too long for an address is copied there by hand.
const LONGEST = 7000;
export const propose = (base, path, content) => {
  const name = `filename=${encodeURIComponent(path)}`;
  const value = `&value=${encodeURIComponent(content)}`;
  const fits = name.length + value.length < LONGEST;
  if (!fits) navigator.clipboard?.writeText(content).catch(() => {});
  open(`${base}?${name}${fits ? value : ""}`, "_blank", "noopener,noreferrer");
  return fits;
};

// What can be done with a file that was made here: hand it to the repository, or keep it.
export const offers = ({ base, path, content, isNew }) => {
  const told = make("span", { className: "filters__count" });
  const name = path.split("/").at(-1);
  const parts = [button(say("Download"), () => save(name, "text/plain", content()))];
  if (base && isNew) {
    parts.unshift(
      button(say("Propose it"), () => {
        if (!propose(base, path, content())) {
          told.textContent = say("It is too long for an address: paste it there, it has been copied.");
        }
      }, "desk__first")
    );
  }
  return [
    make("div", { className: "filters" }, ...parts, told),
    make("p", { className: "checked__note", textContent: say("It belongs at {path}. To propose it opens a new file in the repository's web editor, where you see it before it is sent.", { path }) }),
  ];
};
