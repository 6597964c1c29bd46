import { element } from "./element.js";
import { boxHeight } from "./placing.js";

/** What boxes and lines mean, and the keys. */
export function createLegend(hasRows: boolean): HTMLElement {
  return element(
    "details",
    { class: "legend" },
    element("summary", { text: "Legend" }),
    element(
      "div",
      { class: "legend-body" },
      ...(hasRows ? [sizes()] : []),
      row(sample("is-within"), "key within a package"),
      row(sample("is-across"), "key to another package"),
      row(sample("is-out"), "what the table in focus refers to"),
      row(sample("is-into"), "what refers to it"),
      row(keys("/"), "search"),
      row(keys("←", "→", "↑", "↓"), "from table to table"),
      row(keys("Enter"), "open"),
      row(keys("Esc"), "close"),
    ),
  );
}

function sizes(): HTMLElement {
  const samples = [0, 1_000, 1_000_000].map((count) =>
    element("span", {
      class: "legend-box",
      text: count === 0 ? "0" : count === 1_000 ? "1K" : "1M",
      style: { "--height": `${boxHeight({ rows: { count, isExact: true } }) / 2}px` },
    }),
  );
  return row(element("span", { class: "legend-boxes" }, ...samples), "rows");
}

function row(sign: HTMLElement, text: string): HTMLElement {
  return element("div", { class: "legend-row" }, sign, element("span", { text }));
}

function sample(kind: string): HTMLElement {
  return element("span", { class: `legend-line ${kind}` });
}

function keys(...names: readonly string[]): HTMLElement {
  return element(
    "span",
    { class: "legend-keys" },
    ...names.map((text) => element("kbd", { text })),
  );
}
