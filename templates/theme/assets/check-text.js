// A text: handed in, checked, shown with its numbers marked, and beside each what the record says.
import { make, root } from "./shared.js";
import { ask, documents, listed } from "./check-desk.js";
import { button, field, named, refusal } from "./check-parts.js";
import { shownNumbers } from "./check-numbers.js";
import { say } from "./language.js";

const MOST = 5 << 20; // bytes, as the command has it
const style = async () => (await fetch(new URL("assets/colours.css", root))).text();

const options = (rows, first) => [
  make("option", { value: "", textContent: first }),
  ...rows.map(({ value, label }) => make("option", { value, textContent: label })),
];

export const textPane = ({ onChecked = () => {}, onContribute } = {}) => {
  const text = make("textarea", { id: "desk-text", rows: 10, spellcheck: false });
  text.placeholder = say("Paste the article here: its headline and its text.");
  const file = make("input", { type: "file", accept: ".txt,.md,text/plain,text/markdown", hidden: true });
  const issuer = make("select", { id: "desk-issuer" });
  const period = make("select", { id: "desk-period" });
  const result = make("div", { className: "checked", hidden: true });
  const told = make("div", { className: "desk__refusal" });
  told.setAttribute("role", "alert");
  const check = button(say("Check"), () => run({}), "desk__first");
  const sample = button(say("Try a sample"), () => fromSample());
  const choose = button(say("Choose a file"), () => file.click());
  issuer.replaceChildren(...options([], say("found in the text")));
  period.replaceChildren(...options([], say("found in the text")));

  const isEmpty = () => {
    if (text.value.trim()) return false;
    told.replaceChildren(refusal(say("There is no text yet"), say("paste an article, choose a file, or try the sample")));
    text.focus();
    return true;
  };

  const issuers = async () => {
    const rows = await listed();
    if (issuer.options.length === 1) {
      const known = rows.map(row => ({ value: row.issuer, label: row.short_name }));
      issuer.append(...options(known, "").slice(1));
    }
    return rows;
  };

  const covered = async wanted => {
    const rows = await issuers();
    if (wanted) return [wanted];
    const brief = rows.map(({ issuer: slug, names }) => ({ issuer: slug, names }));
    return (await ask("named", { text: text.value, issuers: brief })).issuers;
  };

  const run = async covers => {
    if (isEmpty()) return;
    told.replaceChildren();
    result.hidden = true;
    check.disabled = true;
    try {
      const wanted = Object.keys(covers);
      const slugs = wanted.length ? wanted : await covered(issuer.value);
      const answer = slugs.length
        ? await ask("text", {
            text: text.value,
            documents: await documents(slugs),
            issuers: slugs,
            covers,
            about: issuer.value ? [issuer.value] : [],
            colours: await style(),
          })
        : await nobody();
      if (answer.refused) return refuse(answer);
      show(answer);
    } catch (fault) {
      told.replaceChildren(refusal(fault.message));
    } finally {
      check.disabled = false;
    }
  };

  const nobody = async () => {
    const known = (await listed()).map(row => row.short_name).join(", ");
    const alone = await ask("itself", { text: text.value });
    return {
      refused: say("The text names no issuer of this site ({issuers})", { issuers: known }),
      remedy: say("choose one above if it is about one of them"),
      ...alone,
    };
  };

  const refuse = answer => {
    told.replaceChildren(refusal(answer.refused, answer.remedy, answer));
    fill(answer.choices ?? []);
  };

  // Which issuer and period the text is held against: what was found, and what else there is.
  const fill = rows => {
    const known = rows.flatMap(({ issuer: slug, name, periods }) =>
      periods.map(each => ({ value: `${slug}/${each.period}`, label: `${name} ${each.label}` }))
    );
    period.replaceChildren(...options(known, say("found in the text")));
    if (rows.length) period.value = rows[0].period ? `${rows[0].issuer}/${rows[0].period}` : "";
  };

  const show = answer => {
    fill(answer.covers);
    result.replaceChildren(...shownNumbers(answer, { onContribute }));
    result.hidden = false;
    onChecked(text.value, answer);
    result.scrollIntoView({ block: "start" });
  };

  const fromSample = async () => {
    sample.disabled = true;
    try {
      const rows = await issuers();
      const row = rows.find(each => each.issuer === issuer.value) ?? rows.find(each => each.latest);
      if (!row) return told.replaceChildren(refusal(say("There is no brief on this site yet")));
      const given = await documents([row.issuer]);
      const made = await ask("sample", { documents: given, issuer: row.issuer });
      text.value = made.text;
      await run({});
    } catch (fault) {
      told.replaceChildren(refusal(fault.message));
    } finally {
      sample.disabled = false;
    }
  };

  const read = async given => {
    if (!given) return;
    if (given.size > MOST) {
      return told.replaceChildren(refusal(say("The file is larger than 5 MiB"), say("give the article's text alone")));
    }
    const content = new Uint8Array(await given.arrayBuffer());
    if (content.subarray(0, 8000).includes(0) || /\.(pdf|html?|docx?)$/i.test(given.name)) {
      return told.replaceChildren(
        refusal(say("{file} is no plain text", { file: given.name }), say("paste the article's text, or give the file to tieout press"))
      );
    }
    text.value = new TextDecoder().decode(content);
    await run({});
  };

  text.addEventListener("paste", () => setTimeout(() => run({}), 0));
  text.addEventListener("dragover", event => event.preventDefault());
  text.addEventListener("drop", event => {
    const [given] = event.dataTransfer.files;
    if (!given) return;
    event.preventDefault();
    read(given);
  });
  file.addEventListener("change", () => read(file.files[0]));
  issuer.addEventListener("change", () => text.value.trim() && run({}));
  issuer.addEventListener("focus", () => issuers().catch(() => {}));
  period.addEventListener("change", () => {
    const [slug, at] = period.value.split("/");
    run(at ? { [slug]: at } : {});
  });

  const controls = make(
    "div",
    { className: "filters desk__controls" },
    check,
    choose,
    sample,
    field(say("Issuer"), issuer),
    field(say("Period"), period),
    file
  );
  const pane = make("section", { id: "pane-text" }, named(say("The text"), text), controls, told, result);
  return { pane };
};
