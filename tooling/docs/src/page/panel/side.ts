import type { TableId } from "../../model/model.js";
import { element } from "../element.js";
import { createPanel } from "./panel.js";
import type { Surroundings } from "./surroundings.js";

/** The place beside the map where one table at a time is open. */
export interface Side {
  readonly element: HTMLElement;
  show(id: TableId, surroundings: Omit<Surroundings, "close">): void;
  close(): void;
}

/** @param onClose puts the focus back where it came from */
export function createSide(onClose: () => void): Side {
  const side = element("div", { class: "side" });
  const close = (): void => {
    if (!side.hasChildNodes()) return;
    side.replaceChildren();
    onClose();
  };
  return {
    element: side,
    show(id, surroundings) {
      side.replaceChildren(createPanel(id, { ...surroundings, close }));
      side.querySelector("h2")?.focus();
      side.querySelector(".is-wanted")?.scrollIntoView({ block: "center" });
    },
    close,
  };
}
