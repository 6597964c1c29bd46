import type { DatabaseModel, Lane, TableId } from "../model/model.js";
import { directionOf, neighbour } from "./arrows.js";
import { createBox } from "./box.js";
import { element } from "./element.js";
import { createLaneView, type LaneView } from "./lane-view.js";
import { createLinesView } from "./lines-view.js";
import { isNarrow } from "./narrow.js";
import { type Placed, placeLanes } from "./placing.js";
import { createZooming, roomBelow } from "./zooming.js";

/** The map of a database: a lane per package, with its tables as boxes and foreign keys as lines. */
export interface MapView {
  readonly element: HTMLElement;
  /** Draws these lanes, and shows all of them. */
  draw(lanes: readonly Lane[]): void;
  /** Shows which table is open, with its lines. */
  select(id: TableId | undefined): void;
  /** Fades all tables but these. */
  keep(ids: ReadonlySet<TableId> | undefined): void;
  /** Moves the focus to a table, or to the one that had it last. */
  focus(id?: TableId): void;
  fit(): void;
  zoomBy(factor: number): void;
}

/** @param open what happens when a table is chosen */
export function createMap(database: DatabaseModel, open: (id: TableId) => void): MapView {
  const { tables } = database;
  let placed: Placed = placeLanes(tables, [], { width: 1, height: 1 });
  let current: TableId | undefined;
  let selected: TableId | undefined;
  let shown: ReadonlySet<TableId> = new Set();
  let laneViews: readonly LaneView[] = [];
  const boxes = new Map<TableId, HTMLButtonElement>();
  const lines = createLinesView(tables);
  const world = element("div", { class: "world" });
  const view = element(
    "div",
    {
      class: "view",
      role: "group",
      "aria-label": "Map of tables: arrow keys move from table to table, Enter opens one",
    },
    world,
  );
  const zooming = createZooming(
    view,
    world,
    () => placed,
    (scale) => {
      world.dataset.detail = scale > 0.5 ? "full" : scale > 0.28 ? "names" : "blocks";
    },
  );

  const setCurrent = (id: TableId | undefined): void => {
    if (current !== undefined) boxes.get(current)?.setAttribute("tabindex", "-1");
    current = id;
    if (id !== undefined) boxes.get(id)?.setAttribute("tabindex", "0");
  };
  const showLines = (id: TableId | undefined): void => {
    const related = lines.highlight(id);
    world.classList.toggle("has-focus", id !== undefined);
    for (const one of shown) if (!related.has(one)) boxes.get(one)?.classList.remove("is-related");
    for (const one of related) boxes.get(one)?.classList.add("is-related");
    shown = related;
  };
  const focus = (id = current): void => {
    const box = id === undefined ? undefined : boxes.get(id);
    if (box) box.focus({ preventScroll: !isNarrow() });
  };
  const fit = (): void => {
    if (!isNarrow()) zooming.show({ x: 0, y: 0, width: placed.width, height: placed.height });
  };
  // What is seen as a whole stays so when a panel takes some of the room.
  new ResizeObserver(() => {
    if (zooming.isUntouched()) fit();
  }).observe(view);

  view.addEventListener("focusin", ({ target }) => {
    const id = idOf(target);
    if (id === undefined || isNarrow()) return;
    // The browser scrolls what it gives the focus to into sight; here the world moves instead.
    view.scrollTo(0, 0);
    setCurrent(id);
    showLines(id);
    const place = placed.boxes.get(id);
    if (place) zooming.reveal(place);
  });
  view.addEventListener("focusout", () => showLines(selected));
  view.addEventListener("pointerover", ({ target }) => {
    const id = idOf(target);
    if (id !== undefined) showLines(id);
  });
  view.addEventListener("pointerout", () => showLines(selected));
  view.addEventListener("click", ({ target }) => {
    const id = idOf(target);
    if (id !== undefined) open(id);
  });
  view.addEventListener("keydown", (event) => {
    const direction = directionOf(event.key);
    const from = idOf(event.target);
    if (direction === undefined || from === undefined) return;
    event.preventDefault();
    focus(isNarrow() ? inOrder(placed, from, direction) : neighbour(placed.boxes, from, direction));
  });

  return {
    element: view,
    draw(lanes) {
      const { clientWidth: width, clientHeight } = view;
      placed = placeLanes(tables, lanes, { width, height: clientHeight - roomBelow });
      boxes.clear();
      for (const [id, place] of placed.boxes)
        boxes.set(id, createBox(id, tables[id] as (typeof tables)[number], place));
      laneViews = placed.lanes.map((one) =>
        createLaneView(one, placed.heading, database, boxes, () => zooming.show(one)),
      );
      world.style.setProperty("--heading", `${placed.heading}px`);
      world.replaceChildren(lines.draw(placed), ...laneViews.map((one) => one.element));
      setCurrent([...placed.boxes.keys()][0]);
      showLines(undefined);
      fit();
    },
    select(id) {
      if (selected !== undefined) boxes.get(selected)?.classList.remove("is-open");
      selected = id;
      if (id !== undefined) {
        setCurrent(id);
        boxes.get(id)?.classList.add("is-open");
        const place = placed.boxes.get(id);
        if (place && !isNarrow()) zooming.reveal(place);
      }
      showLines(id);
    },
    keep(ids) {
      world.classList.toggle("is-searching", ids !== undefined);
      for (const [id, box] of boxes) box.classList.toggle("is-found", ids?.has(id) ?? false);
      for (const one of laneViews) one.keep(ids);
    },
    focus,
    fit,
    zoomBy: zooming.by,
  };
}

function idOf(target: EventTarget | null): TableId | undefined {
  const box = target instanceof Element ? target.closest<HTMLElement>(".box") : null;
  return box ? Number(box.dataset.id) : undefined;
}

/** The table before or after it, as a list has them. */
function inOrder({ boxes }: Placed, from: TableId, direction: string): TableId | undefined {
  const ids = [...boxes.keys()];
  const step = direction === "up" || direction === "left" ? -1 : 1;
  return ids[ids.indexOf(from) + step];
}
