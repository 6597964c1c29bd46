import type { Lane, Table } from "../model/model.js";

const hues = [255, 155, 70, 330, 200, 295, 30, 120, 230, 355];

/** The hue of a package, the same wherever it is shown. */
export function hueOf(lanes: readonly Lane[], lane: Lane | undefined): string {
  const index = lane ? lanes.indexOf(lane) : -1;
  return String(hues[index % hues.length] ?? hues[0]);
}

/** The lane that a table belongs to, by its owner or its schema. */
export function laneOf(lanes: readonly Lane[], { owner, schema }: Table): Lane | undefined {
  return lanes.find((lane) =>
    owner === undefined ? lane.schema === schema : lane.owner === owner,
  );
}
