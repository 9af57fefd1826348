// Columns by period are read out one by one: by pointer, by touch, by arrow keys. What is read is the
// row of the table below, which has the same numbers. The picture can be taken away as it is seen.
import { readOut, ways } from "./pictures.js";
import { ready } from "./shared.js";

const columns = figure => {
  const svg = figure.querySelector("svg");
  const table = figure.querySelector("table");
  const rows = [...table.tBodies[0].rows];
  const told = rows.map(row => [[...row.cells].map(cell => cell.textContent.trim()).join(": ")]);
  readOut(svg, [...svg.querySelectorAll(".column")], figure.querySelector(".columns__read"), told);
  ways(figure.querySelector(".chart__ways"), figure.id, svg, table);
};

ready(root => root.querySelectorAll(".columns").forEach(columns));
