import type { ForeignKey, Table, TableId } from "../../model/model.js";
import { element, nameOf } from "../element.js";
import { ownerName, tableName } from "../wording.js";
import { listSection } from "./section.js";
import type { Surroundings } from "./surroundings.js";

/** Foreign keys out of the table, and those into it; each leads to the other table. */
export function referencesSections(
  id: TableId,
  surroundings: Surroundings,
): (HTMLElement | undefined)[] {
  const { tables } = surroundings;
  const out = tables[id]?.keys ?? [];
  const into = tables.flatMap((table, from) =>
    table.keys.filter((key) => key.table === id).map((key) => ({ from, key })),
  );
  return [
    listSection(
      `Refers to (${out.length})`,
      out.map((key) => referenceItem(key.table, key, surroundings)),
    ),
    listSection(
      `Referred to by (${into.length})`,
      into.map(({ from, key }) => referenceItem(from, key, surroundings)),
    ),
  ];
}

function referenceItem(
  id: TableId,
  { columns, onDelete, isValidated, comment }: ForeignKey,
  { tables, open }: Surroundings,
): HTMLElement {
  const other = tables[id] as Table;
  return element(
    "li",
    { class: "reference" },
    element(
      "button",
      { type: "button", class: "link", on: { click: () => open(id) } },
      element("bdi", { text: tableName(other) }),
    ),
    element("span", { class: "owner-note" }, nameOf(ownerName(other), "")),
    element("span", { class: "muted" }, "via ", nameOf(columns.join(", "))),
    element("span", { class: "muted", text: `on delete ${onDelete}` }),
    !isValidated && element("span", { class: "badge is-warning", text: "not validated" }),
    comment !== undefined && element("span", { class: "comment", dir: "auto", text: comment }),
  );
}
