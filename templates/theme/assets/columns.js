// Columns by period are read out one by one: by pointer, by touch, by arrow keys. What is read is the
// row of the table below, which has the same numbers. The picture can be taken away as it is seen.
import { make } from "./shared.js";

const STYLES = ["fill", "stroke", "stroke-width", "font-family", "font-size", "font-weight"];
const SHARP = 2; // pixels of a PNG for each of the screen

const picture = svg => {
  const copy = svg.cloneNode(true);
  const { width, height } = svg.getBoundingClientRect();
  const originals = svg.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((element, at) => {
    const style = getComputedStyle(originals[at]);
    for (const name of STYLES) element.setAttribute(name, style.getPropertyValue(name));
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const ground = getComputedStyle(document.body).backgroundColor;
  const rest = new XMLSerializer().serializeToString(copy).replace(/^<svg[^>]*>/, head => `${head}<rect width="100%" height="100%" fill="${ground}"/>`);
  return { text: rest, width, height };
};
const save = (name, blob) => {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};
const png = async (name, { text, width, height }) => {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = make("canvas", { width: width * SHARP, height: height * SHARP });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob(blob => save(name, blob));
};
const csv = table =>
  [...table.rows]
    .map(row => [...row.cells].map(cell => `"${cell.textContent.trim().replaceAll('"', '""')}"`).join(","))
    .join("\n");

const ready = figure => {
  const svg = figure.querySelector("svg");
  const columns = [...svg.querySelectorAll(".column")];
  const table = figure.querySelector("table");
  const rows = [...table.tBodies[0].rows];
  const read = figure.querySelector(".columns__read");
  svg.setAttribute("tabindex", "0");
  let at = -1;

  const show = index => {
    if (columns[at]) columns[at].classList.remove("read");
    at = index;
    if (columns[at]) columns[at].classList.add("read");
    read.textContent = rows[at] ? [...rows[at].cells].map(cell => cell.textContent.trim()).join(": ") : "";
  };
  const under = event => {
    const box = svg.getBoundingClientRect();
    const place = Math.floor(((event.clientX - box.left) / box.width) * columns.length);
    return Math.max(0, Math.min(columns.length - 1, place));
  };
  svg.addEventListener("pointermove", event => show(under(event)));
  svg.addEventListener("pointerdown", event => show(under(event)));
  svg.addEventListener("pointerleave", event => event.pointerType === "mouse" && show(-1));
  svg.addEventListener("blur", () => show(-1));
  svg.addEventListener("keydown", event => {
    const last = columns.length - 1;
    const steps = { ArrowLeft: at < 0 ? last : at - 1, ArrowRight: at < 0 ? 0 : at + 1, Home: 0, End: last };
    if (!(event.key in steps)) return;
    event.preventDefault();
    show(Math.max(0, Math.min(last, steps[event.key])));
  });

  const name = figure.id;
  const ways = figure.querySelector(".chart__ways");
  const way = (text, act) => ways.append(" ", make("button", { type: "button", textContent: text, onclick: act }));
  way("SVG", () => save(`${name}.svg`, new Blob([picture(svg).text], { type: "image/svg+xml" })));
  way("PNG", () => png(`${name}.png`, picture(svg)));
  way("CSV", () => save(`${name}.csv`, new Blob([csv(table)], { type: "text/csv" })));
};

document.querySelectorAll(".columns").forEach(ready);
