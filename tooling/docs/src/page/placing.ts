import type { DatabaseModel, Lane, Table, TableId } from "../model/model.js";

/** Where something is on the map, in its own units. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedLane extends Place {
  readonly lane: Lane;
}

/** The map as it is drawn. */
export interface Placed {
  readonly lanes: readonly PlacedLane[];
  readonly boxes: ReadonlyMap<TableId, Place>;
  /** Height of a lane's heading. */
  readonly heading: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const box = { width: 208, smallest: 30, perPower: 6, gap: 8 };
const lane = { left: 26, padding: 14, gap: 26, betweenColumns: 34, heading: 40 };

/** Pixels of a screen. */
const roomForName = 140;

/** How high a box is: six more for each power of ten of rows. */
export function boxHeight({ rows }: Pick<Table, "rows">): number {
  return Math.round(box.smallest + box.perPower * Math.log10(1 + Math.max(0, rows?.count ?? 0)));
}

/**
 * Places lanes side by side, small ones below each other, so that all of them fill a view of that size as
 * well as possible.
 */
export function placeLanes(
  tables: DatabaseModel["tables"],
  lanes: readonly Lane[],
  view: Size,
): Placed {
  const best = bestOf(tables, lanes, view, lane.heading);
  const zoom = fitting(best, view);
  // Seen from far away, the headings are what there is to read.
  return zoom > 0.6 ? best : bestOf(tables, lanes, view, Math.min(400, 26 / zoom));
}

/** By how much the map has to be made smaller to be seen as a whole. */
function fitting({ width, height }: Size, view: Size): number {
  return Math.min(view.width / width, view.height / height);
}

function bestOf(
  tables: DatabaseModel["tables"],
  lanes: readonly Lane[],
  view: Size,
  heading: number,
): Placed {
  const heights = Array.from({ length: 24 }, (_, step) => 220 * 1.22 ** step);
  const candidates = heights.flatMap((tallest) =>
    [1, 2, 3, 4, 6].map((lanesBelow) =>
      place(tables, lanes, { tallest, stack: tallest * lanesBelow, heading }),
    ),
  );
  return candidates.reduce((best, one) =>
    legibility(one, view) > legibility(best, view) + 1e-9 ? one : best,
  );
}

/** How large everything is seen, less if names of lanes have no room. */
function legibility(placed: Placed, view: Size): number {
  const zoom = fitting(placed, view);
  const narrowest = Math.min(...placed.lanes.map(({ width }) => width)) * zoom;
  return zoom * Math.min(1, narrowest / roomForName);
}

/** What limits an attempt at placing the lanes. */
interface Bounds {
  /** Height of a lane, and of lanes below each other, if boxes can help it. */
  readonly tallest: number;
  readonly stack: number;
  readonly heading: number;
}

interface Column {
  readonly ids: readonly TableId[];
  readonly height: number;
}

function place(
  tables: DatabaseModel["tables"],
  lanes: readonly Lane[],
  { tallest, stack: longest, heading }: Bounds,
): Placed {
  const placed: PlacedLane[] = [];
  const boxes = new Map<TableId, Place>();
  let stack = { x: 0, y: 0, width: 0 };
  for (const one of lanes) {
    const columns = pour(tables, one.tables, tallest - heading - lane.padding);
    const size = laneSize(columns, heading);
    const fitsBelow = stack.width === size.width && stack.y + size.height <= longest;
    if (stack.width > 0 && !fitsBelow)
      stack = { x: stack.x + stack.width + lane.gap, y: 0, width: 0 };
    const at = { x: stack.x, y: stack.y };
    placed.push({ lane: one, ...at, ...size });
    placeBoxes(tables, columns, { x: at.x + lane.left, y: at.y + heading }, boxes);
    stack = { x: stack.x, y: stack.y + size.height + lane.gap, width: size.width };
  }
  const right = (one: Place): number => one.x + one.width;
  const bottom = (one: Place): number => one.y + one.height;
  return {
    lanes: placed,
    boxes,
    heading,
    width: Math.max(1, ...placed.map(right)),
    height: Math.max(1, ...placed.map(bottom)),
  };
}

/** Columns of about the same height, none taller than that if a box can help it. */
function pour(tables: DatabaseModel["tables"], ids: readonly TableId[], tallest: number): Column[] {
  const heightOf = (id: TableId): number => boxHeight(tables[id] ?? {}) + box.gap;
  const total = ids.reduce((sum, id) => sum + heightOf(id), 0);
  const even = total / Math.max(1, Math.ceil(total / tallest));
  const columns: { ids: TableId[]; height: number }[] = [];
  let filled = 0;
  for (const id of ids) {
    const last = columns.at(-1);
    // A box goes where its middle falls.
    if (!last || filled + heightOf(id) / 2 > even * columns.length) {
      columns.push({ ids: [id], height: heightOf(id) });
    } else {
      last.ids.push(id);
      last.height += heightOf(id);
    }
    filled += heightOf(id);
  }
  return columns;
}

function laneSize(columns: readonly Column[], heading: number): Size {
  const inner = columns.length * box.width + (columns.length - 1) * lane.betweenColumns;
  return {
    width: inner + lane.left + lane.padding,
    height: heading + Math.max(...columns.map(({ height }) => height)) - box.gap + lane.padding,
  };
}

function placeBoxes(
  tables: DatabaseModel["tables"],
  columns: readonly Column[],
  from: { readonly x: number; readonly y: number },
  boxes: Map<TableId, Place>,
): void {
  for (const [index, { ids }] of columns.entries()) {
    const x = from.x + index * (box.width + lane.betweenColumns);
    let y = from.y;
    for (const id of ids) {
      const height = boxHeight(tables[id] ?? {});
      boxes.set(id, { x, y, width: box.width, height });
      y += height + box.gap;
    }
  }
}
