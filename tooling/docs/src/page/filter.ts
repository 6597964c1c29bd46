import type { DatabaseModel, Lane } from "../model/model.js";
import { element, nameOf } from "./element.js";
import { hueOf } from "./hue.js";
import { laneName } from "./wording.js";

/**
 * A button for each package that shows only its lane; several may be chosen, and none means all.
 *
 * @param onChoice told which lanes are to be seen
 */
export function createFilter(
  { lanes }: DatabaseModel,
  onChoice: (lanes: readonly Lane[]) => void,
): HTMLElement {
  const chosen = new Set<Lane>();
  const buttons = lanes.map((lane) => {
    const button = element(
      "button",
      {
        type: "button",
        class: "chip owned",
        "aria-pressed": "false",
        style: { "--hue": hueOf(lanes, lane) },
        on: {
          click: () => {
            if (!chosen.delete(lane)) chosen.add(lane);
            button.setAttribute("aria-pressed", String(chosen.has(lane)));
            onChoice(chosen.size > 0 ? lanes.filter((one) => chosen.has(one)) : lanes);
          },
        },
      },
      nameOf(laneName(lane)),
      element("span", { class: "chip-count", text: String(lane.tables.length) }),
    );
    return button;
  });
  return element(
    "div",
    { class: "filter", role: "group", "aria-label": "Show only packages" },
    ...buttons,
  );
}
