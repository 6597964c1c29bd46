import type { Change, Column, PlanModel, Table } from "../../model/model.js";
import { element, nameOf } from "../element.js";
import { section } from "../panel/section.js";
import { type ColumnChange, compareColumns } from "./compare-columns.js";

/** What a table was made of, and how its columns differ from those of each source. */
export function changeNote({ sources }: Change, { before }: PlanModel, after: Table): HTMLElement {
  return element(
    "div",
    {},
    ...sources.map(({ name, table, columns }) => {
      const old = table === undefined ? undefined : before[table];
      const changes = old ? compareColumns(old, after, columns) : [];
      return section(
        `Before: ${name}`,
        changes.length > 0
          ? element("ul", { class: "list" }, ...changes.map(describe))
          : element("p", {
              class: "muted",
              text: old ? "The same columns." : "The database does not have it any more.",
            }),
      );
    }),
  );
}

function describe({ before, after }: ColumnChange): HTMLElement {
  return element(
    "li",
    { class: "column-change" },
    side(before, "new"),
    element("span", { "aria-hidden": "true", class: "muted", text: "→" }),
    side(after, "gone"),
  );
}

function side(column: Column | undefined, absent: string): HTMLElement {
  if (!column) return element("span", { class: "badge", text: absent });
  return element(
    "span",
    {},
    nameOf(column.name),
    " ",
    element("span", { class: "muted" }, element("bdi", { text: column.type })),
  );
}
