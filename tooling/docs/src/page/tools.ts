import { element } from "./element.js";
import type { MapView } from "./map.js";

/** The buttons that scale the map. */
export function createTools(map: Pick<MapView, "zoomBy" | "fit">): HTMLElement {
  return element(
    "div",
    { class: "tools", role: "group", "aria-label": "Zoom" },
    tool("−", "Smaller", () => map.zoomBy(1 / 1.3)),
    tool("+", "Larger", () => map.zoomBy(1.3)),
    tool("⤢", "Show all", () => map.fit()),
  );
}

function tool(text: string, label: string, click: () => void): HTMLElement {
  return element("button", {
    type: "button",
    class: "icon-button",
    "aria-label": label,
    title: label,
    text,
    on: { click },
  });
}
