import type { TableId } from "../model/model.js";

type Mark = "is-related" | "is-found" | "is-open";

/** The boxes of the map, which of them is reached by Tab, and how they are marked. */
export class Boxes {
  #all: ReadonlyMap<TableId, HTMLButtonElement> = new Map();
  #marked = new Map<Mark, ReadonlySet<TableId>>();
  #current: TableId | undefined;

  /** The box that had the focus last. */
  get current(): TableId | undefined {
    return this.#current;
  }

  get(id: TableId): HTMLButtonElement | undefined {
    return this.#all.get(id);
  }

  /** Other boxes, marked as those before were. */
  replace(all: ReadonlyMap<TableId, HTMLButtonElement>): void {
    this.#all = all;
    for (const [mark, ids] of this.#marked) for (const id of ids) all.get(id)?.classList.add(mark);
    const [first] = all.keys();
    this.setCurrent(this.#current !== undefined && all.has(this.#current) ? this.#current : first);
  }

  setCurrent(id: TableId | undefined): void {
    if (this.#current !== undefined) this.get(this.#current)?.setAttribute("tabindex", "-1");
    this.#current = id;
    if (id !== undefined) this.get(id)?.setAttribute("tabindex", "0");
  }

  /** Marks these, and no others. */
  mark(mark: Mark, ids: ReadonlySet<TableId>): void {
    for (const id of this.#marked.get(mark) ?? [])
      if (!ids.has(id)) this.get(id)?.classList.remove(mark);
    for (const id of ids) this.get(id)?.classList.add(mark);
    this.#marked.set(mark, ids);
  }
}
