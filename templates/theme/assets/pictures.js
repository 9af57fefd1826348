// What a picture of the page can do: be read out one period after the other, by pointer, by touch, by
// arrow keys; and be taken away as it is seen, as SVG, as a PNG made of that, its table as CSV.
import { make } from "./shared.js";

// `groups` are the drawn periods from left to right across the plot, `told` what is read of each.
// A pointer's place is in pixels of the picture: `plot` says where in it they stand.
export const readOut = (svg, groups, read, told, plot = () => [0, svg.getBoundingClientRect().width]) => {
  let at = -1;
  const show = index => {
    groups[at]?.classList.remove("read");
    at = index;
    groups[at]?.classList.add("read");
    read.replaceChildren(...(told[at] || []));
  };
  const under = event => {
    const [from, width] = plot();
    const place = (event.clientX - svg.getBoundingClientRect().left - from) / width;
    return Math.max(0, Math.min(groups.length - 1, Math.floor(place * groups.length)));
  };
  svg.setAttribute("tabindex", "0");
  svg.addEventListener("pointermove", event => show(under(event)));
  svg.addEventListener("pointerdown", event => show(under(event)));
  svg.addEventListener("pointerleave", event => event.pointerType === "mouse" && show(-1));
  svg.addEventListener("blur", () => show(-1));
  svg.addEventListener("keydown", event => {
    const last = groups.length - 1;
    const steps = { ArrowLeft: at < 0 ? last : at - 1, ArrowRight: at < 0 ? 0 : at + 1, Home: 0, End: last };
    if (!(event.key in steps)) return;
    event.preventDefault();
    show(Math.max(0, Math.min(last, steps[event.key])));
  });
  return under;
};

const STYLES = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-family", "font-size", "font-weight"];
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
  const text = new XMLSerializer()
    .serializeToString(copy)
    .replace(/^<svg[^>]*>/, head => `${head}<rect width="100%" height="100%" fill="${ground}"/>`);
  return { text, width, height };
};
export const save = (name, ...parts) => {
  const link = make("a", { href: URL.createObjectURL(new Blob(...parts)), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};
const png = async (name, { text, width, height }) => {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = make("canvas", { width: width * SHARP, height: height * SHARP });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob(blob => save(name, [blob]));
};
const quoted = text => `"${text.replace(/\s+/g, " ").trim().replaceAll('"', '""')}"`;

const words = cell => [...cell.childNodes].map(node => node.textContent).join(" "); // folded away or not

export const csv = (name, table) => {
  const rows = [...table.rows].map(row => [...row.cells].map(cell => quoted(words(cell))).join(","));
  save(`${name}.csv`, [`${rows.join("\r\n")}\r\n`], { type: "text/csv" });
};

// The buttons of a picture and of its table, where the page has one for it.
export const ways = (place, name, svg, table) => {
  const way = (textContent, onclick) => place.append(" ", make("button", { type: "button", textContent, onclick }));
  way("SVG", () => save(`${name}.svg`, [picture(svg).text], { type: "image/svg+xml" }));
  way("PNG", () => png(`${name}.png`, picture(svg)));
  if (table) way("CSV", () => csv(name, table));
};
