import type { Table, TableId } from "../model/model.js";
import { element, nameOf } from "./element.js";
import type { Place } from "./placing.js";
import { counted, shortRows, tableName } from "./wording.js";

/** A table on the map. */
export function createBox(id: TableId, table: Table, place: Place): HTMLButtonElement {
  const { rows } = table;
  const isView = table.kind.endsWith("view");
  return element(
    "button",
    {
      type: "button",
      class: isView ? "box is-view" : "box",
      "data-id": id,
      tabindex: -1,
      title: tableName(table),
      style: {
        "--left": `${place.x}px`,
        "--top": `${place.y}px`,
        "--width": `${place.width}px`,
        "--height": `${place.height}px`,
      },
    },
    element("span", { class: "box-name" }, nameOf(table.name)),
    element("span", { class: "box-rows", text: isView ? "view" : rows ? shortRows(rows) : "" }),
    element("span", { class: "hidden-text", text: restOfName(table) }),
  );
}

/** What is read aloud behind the name and the number of rows. */
function restOfName({ schema, rows, columns }: Table): string {
  return `${rows ? "rows, " : ""}in ${schema}, ${counted(columns.length, "column")}`;
}
