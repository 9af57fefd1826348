// Names that Material's bundle expects, as in its partials/javascripts/base.html. The site's root
// is where this file's folder stands, so that one file serves pages at every depth.
var __md_scope = new URL("..", document.currentScript.src);
var __md_hash = text => [...text].reduce((hash, char) => (hash << 5) - hash + char.charCodeAt(0), 0);
var __md_get = (key, storage = localStorage, scope = __md_scope) =>
  JSON.parse(storage.getItem(scope.pathname + "." + key));
var __md_set = (key, value, storage = localStorage, scope = __md_scope) => {
  try {
    storage.setItem(scope.pathname + "." + key, JSON.stringify(value));
  } catch (error) {
    // Storage is full or forbidden: the choice lasts for this page only.
  }
};
