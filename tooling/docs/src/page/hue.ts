import type { Lane } from "../model/model.js";

const hues = [255, 155, 70, 330, 200, 295, 30, 120, 230, 355];

/** The hue of a package, the same wherever it is shown; grey has none. */
export function hueOf(lanes: readonly Lane[], owner: string | undefined): string {
  const index = lanes.findIndex((lane) => lane.owner === owner);
  return String(hues[index % hues.length] ?? hues[0]);
}
