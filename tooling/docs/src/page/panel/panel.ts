import type { Table, TableId } from "../../model/model.js";
import { element, nameOf } from "../element.js";
import { hueOf, laneOf } from "../hue.js";
import { counted, formatBytes, longRows, ownerName } from "../wording.js";
import { columnsSection } from "./columns-section.js";
import { referencesSections } from "./references-section.js";
import { rightsSection } from "./rights-section.js";
import { rulesSections } from "./rules-section.js";
import { section } from "./section.js";
import type { Surroundings } from "./surroundings.js";

/** The panel with all that is known of one table. It takes the focus when it is shown. */
export function createPanel(id: TableId, surroundings: Surroundings): HTMLElement {
  const { tables, lanes, column, close, note } = surroundings;
  const table = tables[id] as Table;
  const heading = element(
    "h2",
    { id: "panel-heading", tabindex: -1 },
    element("span", { class: "panel-schema" }, nameOf(table.schema), "."),
    nameOf(table.name),
  );
  return element(
    "aside",
    {
      class: "panel owned",
      role: "dialog",
      "aria-labelledby": "panel-heading",
      style: { "--hue": hueOf(lanes, laneOf(lanes, table)) },
    },
    element(
      "header",
      { class: "panel-head" },
      heading,
      element("button", {
        type: "button",
        class: "icon-button",
        "aria-label": "Close",
        title: "Close (Escape)",
        text: "✕",
        on: { click: close },
      }),
    ),
    element(
      "div",
      { class: "panel-body", tabindex: 0, role: "group", "aria-labelledby": "panel-heading" },
      element("p", { class: "facts" }, ...facts(table)),
      table.comment !== undefined &&
        element("p", { class: "comment", dir: "auto", text: table.comment }),
      note,
      columnsSection(table, surroundings, column),
      ...referencesSections(id, surroundings),
      ...rulesSections(table),
      rightsSection(table),
      table.query !== undefined &&
        section("Query", element("pre", { class: "code", tabindex: 0, text: table.query })),
    ),
  );
}

function facts(table: Table): HTMLElement[] {
  const { kind, rows, bytes, columns, rowSecurity, partitions } = table;
  return [
    element("span", { class: "owner" }, nameOf(ownerName(table))),
    ...(kind === "table" ? [] : [fact(kind)]),
    ...(rows ? [fact(longRows(rows))] : []),
    ...(bytes === undefined ? [] : [fact(formatBytes(bytes))]),
    fact(counted(columns.length, "column")),
    ...(partitions.length > 0 ? [fact(counted(partitions.length, "partition"))] : []),
    ...(rowSecurity === "off" ? [] : [fact(`row security ${rowSecurity}`)]),
  ];
}

function fact(text: string): HTMLElement {
  return element("span", { text });
}
