// A chart that is touched becomes interactive: pointing at a mark shows its figure. Until then, and
// without this script, the page shows the drawing; what the two show is the same.
(() => {
  const library = new URL("vega.js", document.currentScript.src).href;
  const places = new Map(); // where the figures that were touched have their interactive charts

  let loading = null; // once, however many charts are touched while it comes
  const load = () =>
    (loading ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = library;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    }));

  const upgrade = async (figure, specification) => {
    if (places.has(figure)) return;
    const place = document.createElement("div");
    place.className = "chart__live";
    places.set(figure, place);
    try {
      const [answer] = await Promise.all([fetch(specification), load()]);
      const spec = await answer.json();
      if (places.get(figure) !== place) return;
      figure.querySelector(".chart__light").before(place);
      const dark = document.body.dataset.mdColorScheme === "slate";
      await window.tieoutChart(place, spec, dark);
      if (places.get(figure) === place) figure.classList.add("chart--live");
    } catch {
      place.remove(); // the drawing stays, and with it every figure
    }
  };

  // A chart drawn for light paper goes when the reader turns the page dark; a touch brings it back.
  const reset = () => {
    for (const [figure, place] of places) {
      place.remove();
      figure.classList.remove("chart--live");
    }
    places.clear();
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
