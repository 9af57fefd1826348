// Leads on who comes by an address of the time when all claims stood on one page: to the page of the
// issuer that was asked for, or to the publishers.
const asked = new URLSearchParams(location.search);
const links = document.querySelectorAll(".claims-parts ~ .table a");
const page = [...links].find(each => each.textContent.trim() === asked.get("issuer"));

if (page) location.replace(`${page.href}${location.search}`);
else if (asked.has("publisher")) location.replace(new URL("../sources/", location.href));
