// Before the page is drawn: the reader's choice of light or dark, which else is the system's. The
// site's root is where this file's folder stands.
(() => {
  try {
    const { pathname } = new URL("..", document.currentScript.src);
    const chosen = localStorage.getItem(`${pathname}.scheme`);
    if (chosen) document.documentElement.dataset.scheme = chosen;
  } catch {
    // Storage is forbidden: the choice lasts for one page.
  }
  // A page that is drawn before its transition could begin goes without one, and says so as an error.
  addEventListener("pagereveal", event => event.viewTransition?.ready.catch(() => {}));
  addEventListener("pageswap", event => event.viewTransition?.ready.catch(() => {}));
})();
