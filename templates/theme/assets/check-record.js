// A record: typed or begun here, held against every rule, proposed to the repository.
import { json, make, root } from "./shared.js";
import { ask, listed } from "./check-desk.js";
import { button, field, named, offers, refusal, worded } from "./check-parts.js";
import { say } from "./language.js";

const DERIVED = say("What follows from its figures");
// A record stands in the file of its period, which it names itself.
const PERIOD = /\bfiscal:\s*["']?(\d{4}-\w+)/;
const text = async path => {
  const answer = await fetch(new URL(path, root));
  if (!answer.ok) throw new Error(`${path} of this site cannot be loaded.`);
  return answer.text();
};
// Articles that records name as sources: they are no part of the check, and only have to be there.
const articlesIn = ({ issuer, records }) =>
  Object.fromEntries(
    records.flatMap(({ period, sources }) =>
      Object.entries(sources)
        .filter(([, source]) => source.kind === "article")
        .map(([key, source]) => [source.article ?? key, `${issuer}/${period.fiscal.toLowerCase()}`])
    )
  );

const filesOf = async slug => {
  const row = (await listed()).find(each => each.issuer === slug);
  const filed = await json(row.checking);
  const periods = filed.records.map(({ period }) => period.fiscal.toLowerCase());
  const paths = [["company", `${slug}/company.yml`]].concat(
    periods.map(period => [period, `${slug}/${period}/record.yml`])
  );
  const texts = await Promise.all(paths.map(async ([name, path]) => [name, await text(path)]));
  return { issuer: slug, periods, files: Object.fromEntries(texts), articles: articlesIn(filed) };
};

const caret = ({ line, column, typed, marked }) => {
  const number = String(line);
  const gap = " ".repeat(number.length);
  return `${number} | ${typed}\n${gap} | ${" ".repeat(column - 1)}${"^".repeat(Math.min(Math.max(marked, 1), 100))}`;
};

const message = (told, mend) => {
  const head = make(
    "p",
    {},
    make("strong", { textContent: told.severity }),
    ...worded(` in line ${told.line}, column ${told.column}: ${told.finding}; ${told.remedy} `),
    told.help
      ? make("a", { href: new URL(told.help, root).href, textContent: told.code })
      : make("small", { textContent: told.code })
  );
  const parts = [head];
  if (told.typed.trim()) parts.push(make("pre", { textContent: caret(told) }));
  if (told.mended) {
    parts.push(make("div", { className: "filters" }, button(say("Mend it"), () => mend(told.mended))));
  }
  return make("li", { className: `message message--${told.severity}` }, ...parts);
};

const derived = rows =>
  make(
    "details",
    { className: "desk__derived" },
    make("summary", { textContent: `${DERIVED} (${rows.length})` }),
    make(
      "table",
      { className: "desk__table" },
      make(
        "tbody",
        {},
        ...rows.map(cells => make("tr", {}, ...cells.map(cell => make("td", { textContent: cell }))))
      )
    )
  );

const screen = ({ heading, figures, takeaways }) =>
  make(
    "section",
    { className: "desk__screen" },
    make("h3", { textContent: say("Its first screen would say") }),
    make("p", { className: "desk__heading", textContent: heading }),
    make(
      "table",
      { className: "desk__table" },
      make(
        "tbody",
        {},
        ...figures.map(cells => make("tr", {}, ...cells.map(cell => make("td", { textContent: cell }))))
      )
    ),
    ...takeaways.split(/\n\s*\n/).filter(Boolean).map(textContent => make("p", { textContent }))
  );

const counted = messages => {
  const count = severity => messages.filter(each => each.severity === severity).length;
  const said = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  return `${said(count("error"), "error")}, ${said(count("warning"), "warning")}`;
};

export const recordPane = ({ new: base }) => {
  const issuer = make("select", { id: "record-issuer" });
  const period = make("select", { id: "record-period" });
  const typed = make("textarea", { id: "record-text", rows: 22, spellcheck: false, className: "desk__code" });
  const told = make("div", {});
  told.setAttribute("role", "status");
  let known = null;
  let name = "";
  let begun = "";

  const shown = parts => told.replaceChildren(...parts);
  const guarded = work => async () => {
    try {
      await work();
    } catch (fault) {
      shown([refusal(fault.message)]);
    }
  };

  const chosen = guarded(async () => {
    known = await filesOf(issuer.value);
    const next = make("option", { value: "", textContent: say("the next one, to fill in") });
    const periods = known.periods.toReversed().map(value => make("option", { value, textContent: value.toUpperCase() }));
    period.replaceChildren(next, ...periods);
    if (isTyped()) return shown([]); // a record that was pasted first is about this issuer
    await begin();
  });

  const isTyped = () => typed.value.trim() !== "" && typed.value !== begun;
  // What was typed makes way for another beginning, and can be had back.
  const start = text => {
    const was = isTyped() ? typed.value : "";
    typed.value = begun = text;
    const back = () => {
      typed.value = was;
      shown([]);
    };
    shown(was ? [button(say("Put back what was typed"), back)] : []);
  };

  const begin = guarded(async () => {
    shown([]);
    if (period.value) {
      name = period.value;
      return start(known.files[name]);
    }
    const made = await ask("new", { ...known, period: "" });
    if (made.refused) return shown([refusal(made.refused, made.remedy)]);
    name = made.period;
    start(made.text);
  });

  const check = guarded(async () => {
    if (!known) return shown([refusal(say("No issuer is chosen"), say("choose the one that the record is of"))]);
    const checked = typed.value;
    told.querySelectorAll("button").forEach(each => (each.disabled = true)); // they are of what was
    name = PERIOD.exec(checked)?.[1].toLowerCase() ?? name;
    const answer = await ask("record", {
      ...known,
      name,
      files: { ...known.files, [name]: checked },
      today: new Date().toISOString().slice(0, 10),
    });
    if (answer.refused) return shown([refusal(answer.refused, answer.remedy)]);
    // What was typed since is not in the mended text: then the record is only checked again.
    const mend = text => {
      if (typed.value === checked) typed.value = text;
      check();
    };
    const path = `briefs/${known.issuer}/${name}.yml`;
    shown([
      make("h2", { textContent: `${path}: ${counted(answer.messages)}` }),
      make("ol", { className: "messages" }, ...answer.messages.map(each => message(each, mend))),
      ...(answer.screen ? [screen(answer.screen)] : []),
      ...(answer.derived.length ? [derived(answer.derived)] : []),
      ...offers({ base, path, content: () => typed.value, isNew: !(name in known.files) }),
    ]);
  });

  const fill = guarded(async () => {
    if (issuer.options.length) return;
    const rows = await listed();
    issuer.append(
      make("option", { value: "", textContent: say("choose one") }),
      ...rows.map(row => make("option", { value: row.issuer, textContent: row.short_name }))
    );
  });

  issuer.addEventListener("focus", fill);
  issuer.addEventListener("pointerenter", fill);
  issuer.addEventListener("change", () => issuer.value && chosen());
  period.addEventListener("change", begin);
  const controls = make(
    "div",
    { className: "filters desk__controls" },
    field(say("Issuer"), issuer),
    field(say("Period"), period),
    button(say("Check"), check, "desk__first")
  );
  const lead = make("p", {
    textContent:
      say("Choose an issuer: its next quarter is begun for you, with what its other records tell. Type figures as the release prints them, then check."),
  });
  const pane = make("section", { id: "pane-record" }, lead, controls, named(say("The record, in YAML"), typed), told);
  return { pane, opened: fill };
};
