import { element } from "../element.js";

/** A part of the panel with its heading. */
export function section(title: string, ...content: readonly Node[]): HTMLElement {
  return element("section", { class: "part" }, element("h3", { text: title }), ...content);
}

/** A part with a list of things, absent where there is none. */
export function listSection(title: string, items: readonly HTMLElement[]): HTMLElement | undefined {
  return items.length > 0 ? section(title, element("ul", { class: "list" }, ...items)) : undefined;
}
