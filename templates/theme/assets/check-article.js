// An article for the site: from a text that was checked, the file that the repository keeps of it.
import { make } from "./shared.js";
import { ask, documents } from "./check-desk.js";
import { button, field, named, offers, refusal } from "./check-parts.js";
import { say } from "./language.js";

const KINDS = ["news", "opinion", "analysis", "blog", "press release", "social"];

const confirmed = piece => {
  const box = make("input", { type: "checkbox", checked: true, id: `claim-${piece.at}` });
  box.dataset.at = piece.at;
  const { said, quote, says } = piece.number;
  const label = make("label", { htmlFor: box.id }, make("b", { textContent: says }), ` ${said} `, make("q", { textContent: quote }));
  return make("li", {}, box, label);
};

export const articlePane = ({ new: base }) => {
  const entry = (id, type = "text") => make("input", { id: `article-${id}`, type });
  const fields = {
    title: entry("title"),
    publisher: entry("publisher"),
    url: entry("url", "url"),
    published: entry("published", "date"),
  };
  const kind = make(
    "select",
    { id: "article-kind" },
    ...KINDS.map(value => make("option", { value, textContent: say(value) }))
  );
  const brief = make("select", { id: "article-brief" });
  const summary = make("textarea", { id: "article-summary", rows: 5 });
  const claims = make("ul", { className: "article__claims" });
  const told = make("div", {});
  told.setAttribute("role", "status");
  const first = make("p", { textContent: say("Check a text first: its numbers become the article's claims, to be confirmed here one by one.") });
  const form = make("div", { hidden: true });
  let checked = null;

  const listClaims = () => {
    const own = checked.answer.pieces.filter(piece => piece.number?.covers === brief.value);
    claims.replaceChildren(...own.map(confirmed));
  };

  const take = (text, answer) => {
    checked = { text, answer };
    first.hidden = true;
    form.hidden = false;
    told.replaceChildren();
    fields.title.placeholder = answer.title;
    brief.replaceChildren(
      ...answer.covers.map(each =>
        make("option", { value: `${each.issuer}/${each.period}`, textContent: `${each.name} ${each.label}` })
      )
    );
    listClaims();
  };

  const write = async () => {
    try {
      const typed = Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value.trim()]));
      const [slug] = brief.value.split("/");
      const answer = await ask("article", {
        text: checked.text,
        documents: await documents([slug]),
        covers: brief.value,
        fields: { ...typed, kind: kind.value },
        confirmed: [...claims.querySelectorAll("input:checked")].map(box => Number(box.dataset.at)),
        summary: summary.value,
      });
      if (answer.refused) return told.replaceChildren(refusal(answer.refused, answer.remedy));
      const file = make("textarea", { id: "article-file", className: "desk__code", rows: 16, value: answer.text });
      told.replaceChildren(
        named(answer.path, file),
        ...offers({ base, path: answer.path, content: () => file.value, isNew: true })
      );
    } catch (fault) {
      told.replaceChildren(refusal(fault.message));
    }
  };

  brief.addEventListener("change", listClaims);
  form.append(
    make(
      "div",
      { className: "desk__grid" },
      named(say("Headline, as published"), fields.title),
      named(say("Publisher"), fields.publisher),
      named(say("Address"), fields.url),
      named(say("Day"), fields.published)
    ),
    make("div", { className: "filters" }, field(say("About"), brief), field(say("Kind"), kind)),
    named(say("Your own summary. The article's text is somebody's copyright: it is not kept"), summary),
    make("h2", { textContent: say("Its claims") }),
    make("p", { textContent: say("Untick what is no claim about the issuer, or was misread.") }),
    claims,
    make("div", { className: "filters" }, button(say("Write the file"), write, "desk__first")),
    told
  );
  return { pane: make("section", { id: "pane-article" }, first, form), take };
};
