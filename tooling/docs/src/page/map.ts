import type { DatabaseModel, Lane, Table, TableId } from "../model/model.js";
import { neighbour, neighbourInList } from "./arrows.js";
import { createBox } from "./box.js";
import { Boxes } from "./boxes.js";
import { element } from "./element.js";
import { createLaneView, type LaneView } from "./lane-view.js";
import { createLinesView } from "./lines-view.js";
import { listenToMap } from "./map-events.js";
import { isNarrow } from "./narrow.js";
import { type Placed, placeLanes } from "./placing.js";
import { createZooming, roomBelow } from "./zooming.js";

const none: ReadonlySet<TableId> = new Set();

/** The map of a database: a lane per package, with its tables as boxes and foreign keys as lines. */
export class MapView {
  readonly #database: DatabaseModel;
  readonly #world = element("div", { class: "world" });
  readonly #lines;
  readonly #boxes = new Boxes();
  readonly #zooming;
  #placed: Placed;
  #lanes: readonly LaneView[] = [];
  #selected: TableId | undefined;
  #kept: ReadonlySet<TableId> | undefined;

  readonly element = element(
    "div",
    {
      class: "view",
      role: "group",
      "aria-label": "Map of tables: arrow keys move from table to table, Enter opens one",
    },
    this.#world,
  );

  /** @param open what happens when a table is chosen */
  constructor(database: DatabaseModel, open: (id: TableId) => void) {
    this.#database = database;
    this.#placed = placeLanes(database.tables, [], { width: 1, height: 1 });
    this.#lines = createLinesView(database.tables);
    this.#zooming = createZooming(this.element, this.#world, {
      whole: () => this.#placed,
      onZoom: (scale) => this.#showDetail(scale),
    });
    listenToMap(this.element, {
      focused: (id) => this.#focused(id),
      hovered: (id) => this.#showLines(id),
      left: () => this.#showLines(this.#selected),
      chosen: open,
      arrow: (id, direction) => {
        const next = isNarrow() ? neighbourInList : neighbour;
        this.focus(next(this.#placed.boxes, id, direction));
      },
    });
    // What is seen as a whole stays so when a panel takes some of the room.
    new ResizeObserver(() => this.#zooming.isUntouched() && this.fit()).observe(this.element);
  }

  /** Draws these lanes, and shows all of them. */
  draw(lanes: readonly Lane[]): void {
    const { tables } = this.#database;
    const { clientWidth: width, clientHeight } = this.element;
    const placed = placeLanes(tables, lanes, { width, height: clientHeight - roomBelow });
    const boxes = new Map(
      [...placed.boxes].map(([id, place]) => [id, createBox(id, tables[id] as Table, place)]),
    );
    this.#placed = placed;
    this.#boxes.replace(boxes);
    this.#lanes = placed.lanes.map((one) =>
      createLaneView(one, placed.heading, this.#database, boxes, () => this.#zooming.show(one)),
    );
    this.#world.style.setProperty("--heading", `${placed.heading}px`);
    this.#world.replaceChildren(this.#lines.draw(placed), ...this.#lanes.map((one) => one.element));
    this.keep(this.#kept);
    this.#showLines(this.#selected);
    this.fit();
  }

  /** Shows which table is open, with its lines. */
  select(id: TableId | undefined): void {
    this.#selected = id;
    this.#boxes.mark("is-open", id === undefined ? none : new Set([id]));
    if (id !== undefined) {
      this.#boxes.setCurrent(id);
      this.#reveal(id);
    }
    this.#showLines(id);
  }

  /** Fades all tables but these; none if undefined. */
  keep(ids: ReadonlySet<TableId> | undefined): void {
    this.#kept = ids;
    this.#world.classList.toggle("is-searching", ids !== undefined);
    this.#boxes.mark("is-found", ids ?? none);
    for (const one of this.#lanes) one.keep(ids);
  }

  /** Moves the focus to a table, or to the one that had it last. */
  focus(id: TableId | undefined = this.#boxes.current): void {
    if (id !== undefined) this.#boxes.get(id)?.focus({ preventScroll: !isNarrow() });
  }

  fit(): void {
    const { width, height } = this.#placed;
    if (!isNarrow()) this.#zooming.show({ x: 0, y: 0, width, height });
  }

  zoomBy(factor: number): void {
    this.#zooming.by(factor);
  }

  #focused(id: TableId): void {
    if (isNarrow()) return;
    // The browser scrolls what it gives the focus to into sight; here the world moves instead.
    this.element.scrollTo(0, 0);
    this.#boxes.setCurrent(id);
    this.#showLines(id);
    this.#reveal(id);
  }

  #reveal(id: TableId): void {
    const place = this.#placed.boxes.get(id);
    if (place && !isNarrow()) this.#zooming.reveal(place);
  }

  #showLines(id: TableId | undefined): void {
    this.#world.classList.toggle("has-focus", id !== undefined);
    this.#boxes.mark("is-related", this.#lines.highlight(id));
  }

  #showDetail(scale: number): void {
    this.#world.dataset.detail = scale > 0.5 ? "full" : scale > 0.28 ? "names" : "blocks";
  }
}
