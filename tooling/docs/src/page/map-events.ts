import type { TableId } from "../model/model.js";
import { directionOf } from "./arrows.js";

/** What people do on the map. */
export interface MapEvents {
  /** The focus has come to a table. */
  readonly focused: (id: TableId) => void;
  readonly hovered: (id: TableId) => void;
  /** Neither the focus nor the pointer is where it was. */
  readonly left: () => void;
  readonly chosen: (id: TableId) => void;
  /** An arrow key was pressed on a table. */
  readonly arrow: (id: TableId, direction: NonNullable<ReturnType<typeof directionOf>>) => void;
}

/** Listens to a view with boxes in it. */
export function listenToMap(view: HTMLElement, events: MapEvents): void {
  const withTable = (then: (id: TableId) => void) => (event: Event) => {
    const id = idOf(event.target);
    if (id !== undefined) then(id);
  };
  view.addEventListener("focusin", withTable(events.focused));
  view.addEventListener("pointerover", withTable(events.hovered));
  view.addEventListener("focusout", events.left);
  view.addEventListener("pointerout", events.left);
  view.addEventListener("click", withTable(events.chosen));
  view.addEventListener("keydown", (event) => {
    const direction = directionOf(event.key);
    const id = idOf(event.target);
    if (direction === undefined || id === undefined) return;
    event.preventDefault();
    events.arrow(id, direction);
  });
}

function idOf(target: EventTarget | null): TableId | undefined {
  const box = target instanceof Element ? target.closest<HTMLElement>(".box") : null;
  return box ? Number(box.dataset.id) : undefined;
}
