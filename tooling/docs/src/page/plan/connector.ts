import { svgElement } from "../element.js";

/** Height of a box and of the gap below it, as the styles have them. */
const step = 44;
const width = 96;

/** Lines from each of the boxes on the left to the one on the right; short ends where there is none. */
export function connector(sources: number, hasTarget: boolean): SVGSVGElement {
  const height = Math.max(1, sources) * step - 8;
  const middle = height / 2;
  const lines = Array.from({ length: sources }, (_, index) => {
    const y = index * step + (step - 8) / 2;
    return hasTarget
      ? `M0 ${y}C${width / 2} ${y} ${width / 2} ${middle} ${width} ${middle}`
      : `M0 ${y}H${width / 4}`;
  });
  return svgElement(
    "svg",
    {
      class: "connector",
      "aria-hidden": "true",
      viewBox: `0 0 ${width} ${height}`,
      preserveAspectRatio: "none",
      height,
    },
    svgElement("path", { d: lines.join("") }),
  );
}
