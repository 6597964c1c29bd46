import type { Column, ForeignKey, Table } from "../../model/model.js";
import { element, nameOf } from "../element.js";
import { tableName } from "../wording.js";
import { section } from "./section.js";
import type { Surroundings } from "./surroundings.js";

/** Name, type, default, key, reference and comment of each column. */
export function columnsSection(
  table: Table,
  surroundings: Surroundings,
  wanted?: string,
): HTMLElement {
  return section(
    "Columns",
    element(
      "ul",
      { class: "columns" },
      ...table.columns.map((column) =>
        columnItem(column, table.keys, surroundings, column.name === wanted),
      ),
    ),
  );
}

function columnItem(
  column: Column,
  keys: readonly ForeignKey[],
  surroundings: Surroundings,
  isWanted: boolean,
): HTMLElement {
  const { name, type, isKey, isNullable, comment } = column;
  const references = keys.filter(({ columns }) => columns.includes(name));
  return element(
    "li",
    { class: isWanted ? "column is-wanted" : "column" },
    element(
      "div",
      { class: "column-line" },
      nameOf(name, isKey ? "name is-key" : "name"),
      element("span", { class: "type" }, element("bdi", { text: type })),
    ),
    element(
      "div",
      { class: "column-notes" },
      isKey && badge("key", "part of the primary key"),
      !isKey && !isNullable && badge("required", "never null"),
      defaultNote(column),
      ...references.map((key) => referenceNote(key, surroundings)),
      comment !== undefined && element("span", { class: "comment", dir: "auto", text: comment }),
    ),
  );
}

function badge(text: string, title: string): HTMLElement {
  return element("span", { class: "badge", title, text });
}

function defaultNote({ default: expression, filled }: Column): HTMLElement | undefined {
  if (filled === "identity") return badge("numbered", "an identity column");
  if (expression === undefined) return undefined;
  const word = filled === "generated" ? "generated" : "default";
  return element("span", { class: "default" }, `${word} `, element("code", { text: expression }));
}

function referenceNote(
  { table, targetColumns }: ForeignKey,
  { tables, open }: Surroundings,
): HTMLElement | undefined {
  const target = tables[table];
  if (!target) return undefined;
  const text = `${tableName(target)} (${targetColumns.join(", ")})`;
  return element(
    "button",
    { type: "button", class: "link", on: { click: () => open(table) } },
    "→ ",
    element("bdi", { text }),
  );
}
