// The reader's choice of light or dark, before the page is drawn: the chosen one, else the system's.
(() => {
  const chosen = __md_get("__palette");
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const scheme = chosen && chosen.color ? chosen.color.scheme : dark ? "slate" : "default";
  document.body.setAttribute("data-md-color-scheme", scheme);
})();
