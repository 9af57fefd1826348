// A chart that is touched becomes interactive: pointing at a mark shows its figure. Until then, and
// without this script, the page shows the drawing; what the two show is the same.
(() => {
  const library = new URL("vega.js", document.currentScript.src).href;
  const live = new Map();

  const load = () =>
    new Promise((done, failed) => {
      if (window.tieoutChart) return done();
      const script = document.createElement("script");
      script.src = library;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });

  const upgrade = async (figure, specification) => {
    if (live.has(figure)) return;
    live.set(figure, null);
    try {
      const [answer] = await Promise.all([fetch(specification), load()]);
      const dark = document.body.dataset.mdColorScheme === "slate";
      const place = document.createElement("div");
      place.className = "chart__live";
      figure.querySelector(".chart__light").before(place);
      live.set(figure, await window.tieoutChart(place, await answer.json(), dark));
      figure.classList.add("chart--live");
    } catch {
      // The drawing stays, and with it every figure.
      figure.querySelector(".chart__live")?.remove();
    }
  };

  // A chart drawn for light paper goes when the reader turns the page dark; a touch brings it back.
  const reset = () => {
    for (const [figure, chart] of live) {
      chart?.finalize();
      figure.querySelector(".chart__live")?.remove();
      figure.classList.remove("chart--live");
    }
    live.clear();
  };

  for (const touch of ["pointerover", "focusin"]) {
    document.addEventListener(touch, ({ target }) => {
      const figure = target instanceof Element && target.closest("figure.chart");
      const link = figure && figure.querySelector("a.chart__spec");
      if (link) upgrade(figure, link.href);
    });
  }
  new MutationObserver(reset).observe(document.body, {
    attributeFilter: ["data-md-color-scheme"],
  });
})();
