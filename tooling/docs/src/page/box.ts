import type { Table, TableId } from "../model/model.js";
import { element, nameOf } from "./element.js";
import type { Place } from "./placing.js";
import { counted, longRows, shortRows, tableName } from "./wording.js";

/** A table on the map. */
export function createBox(id: TableId, table: Table, place: Place): HTMLButtonElement {
  const { rows, columns } = table;
  const isView = table.kind.endsWith("view");
  return element(
    "button",
    {
      type: "button",
      class: isView ? "box is-view" : "box",
      "data-id": id,
      tabindex: -1,
      title: tableName(table),
      "aria-label": [
        tableName(table),
        ...(table.kind === "table" ? [] : [table.kind]),
        ...(rows ? [longRows(rows)] : []),
        counted(columns.length, "column"),
      ].join(", "),
      style: {
        "--left": `${place.x}px`,
        "--top": `${place.y}px`,
        "--width": `${place.width}px`,
        "--height": `${place.height}px`,
      },
    },
    element("span", { class: "box-name" }, nameOf(table.name)),
    element("span", { class: "box-rows", text: isView ? "view" : rows ? shortRows(rows) : "" }),
  );
}
