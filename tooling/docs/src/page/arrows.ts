import type { TableId } from "../model/model.js";
import type { Place } from "./placing.js";

type Direction = "up" | "down" | "left" | "right";

const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

/** The direction of an arrow key. */
export function directionOf(key: string): Direction | undefined {
  return directions[key];
}

/** The nearest box in that direction: what is straight ahead counts as nearer than what is aside. */
export function neighbour(
  boxes: ReadonlyMap<TableId, Place>,
  from: TableId,
  direction: Direction,
): TableId | undefined {
  const start = boxes.get(from);
  if (!start) return undefined;
  let nearest: { id: TableId; cost: number } | undefined;
  for (const [id, place] of boxes) {
    const { ahead, aside } = distance(start, place, direction);
    const cost = ahead + 3 * aside;
    if (id !== from && ahead > 1 && (!nearest || cost < nearest.cost)) nearest = { id, cost };
  }
  return nearest?.id;
}

function distance(start: Place, end: Place, direction: Direction) {
  const x = end.x + end.width / 2 - (start.x + start.width / 2);
  const y = end.y + end.height / 2 - (start.y + start.height / 2);
  const isVertical = direction === "up" || direction === "down";
  const along = isVertical ? y : x;
  return {
    ahead: direction === "up" || direction === "left" ? -along : along,
    aside: Math.abs(isVertical ? x : y),
  };
}

/** The table before or after it, as a list has them. */
export function neighbourInList(
  boxes: ReadonlyMap<TableId, Place>,
  from: TableId,
  direction: Direction,
): TableId | undefined {
  const ids = [...boxes.keys()];
  return ids[ids.indexOf(from) + (direction === "up" || direction === "left" ? -1 : 1)];
}
