import type { DeclaredUse, TablePackage } from "@deepiri/workspace";
import type { Column, DatabaseModel, ForeignKey, Rule, Table } from "../model/model.js";
import { cell, code, table, tableName } from "./syntax.js";

/** What a package's page of Markdown says. */
export interface MarkdownSource {
  readonly package: TablePackage;
  /** The database after this package's migrations. */
  readonly model: DatabaseModel;
  /** What this package may do with tables of others. */
  readonly uses: readonly DeclaredUse[];
}

/** The tables of a package as Markdown, the same for the same migrations. */
export function renderMarkdown({ package: one, model, uses }: MarkdownSource): string {
  const own = model.tables.filter(({ owner }) => owner === one.key);
  const needs = one.dependencies.map(({ key }) => key);
  const parts = [
    `# Tables of ${one.key}`,
    `${own.length === 1 ? "One table" : `${own.length} tables`} of database ${code(one.database)}${
      needs.length > 0 ? `, built on those of ${needs.join(", ")}` : ""
    }.`,
    ...own.flatMap((each) => describeTable(each, model)),
    ...addedKeys(one, model),
    ...describeUses(uses),
  ];
  return `${parts.join("\n\n")}\n`;
}

function describeTable(one: Table, model: DatabaseModel): string[] {
  return [
    `## ${tableName(one)}`,
    ...(one.kind === "table" ? [] : [`A ${one.kind}.`]),
    ...(one.comment === undefined ? [] : [cell(one.comment)]),
    table(
      ["column", "type", "", "default", "meaning"],
      one.columns.map((column) => describeColumn(column, one.keys, model)),
    ),
    ...list("Rules", one.rules.filter(({ kind }) => kind !== "primary key").map(describeRule)),
    ...list(
      "Indexes",
      one.indexes.map(({ name, definition, isUnique, comment }) =>
        item(name, `${isUnique ? "UNIQUE " : ""}${definition}`, comment),
      ),
    ),
    ...list(
      "Triggers",
      one.triggers.map(({ name, event, routine, comment }) =>
        item(name, `${event}: ${routine}()`, comment),
      ),
    ),
    ...list(
      `Policies (row security ${one.rowSecurity})`,
      one.policies.map(({ name, command, roles, using, check }) =>
        item(
          name,
          `for ${command} to ${roles.join(", ")}${using ? ` using ${using}` : ""}${check ? ` with check ${check}` : ""}`,
        ),
      ),
    ),
    ...(one.query === undefined ? [] : [`\`\`\`sql\n${one.query}\n\`\`\``]),
  ];
}

function describeColumn(
  { name, type, isKey, isNullable, filled, default: expression, comment = "" }: Column,
  keys: readonly ForeignKey[],
  model: DatabaseModel,
): string[] {
  const references = keys
    .filter(({ columns }) => columns.includes(name))
    .map((key) => `→ ${targetOf(key, model)}, on delete ${key.onDelete}`);
  const notes = [
    ...(isKey ? ["key"] : isNullable ? [] : ["required"]),
    ...(filled === undefined ? [] : [filled]),
    ...references,
  ];
  return [
    cell(name),
    cell(type),
    notes.join("; "),
    expression === undefined ? "" : code(expression),
    cell(comment),
  ];
}

function targetOf({ table: target, targetColumns }: ForeignKey, { tables }: DatabaseModel): string {
  const other = tables[target];
  return other ? `${tableName(other)} (${targetColumns.map(cell).join(", ")})` : "";
}

function describeRule({ name, definition, comment }: Rule): string {
  return item(name, definition, comment);
}

function item(name: string, definition: string, comment?: string): string {
  return `- ${code(name)}: ${comment === undefined ? "" : `${cell(comment)} `}${code(definition)}`;
}

function list(title: string, items: readonly string[]): string[] {
  return items.length > 0 ? [`${title}:`, items.join("\n")] : [];
}

/** Foreign keys that tables of others have because of this package: those that lead to its own tables. */
function addedKeys({ key }: TablePackage, model: DatabaseModel): string[] {
  const added = model.tables
    .filter(({ owner }) => owner !== key)
    .flatMap((one) =>
      one.keys
        .filter((foreign) => model.tables[foreign.table]?.owner === key)
        .map(
          (foreign) =>
            `- ${tableName(one)} (${foreign.columns.map(cell).join(", ")}) → ${targetOf(foreign, model)}, on delete ${foreign.onDelete}`,
        ),
    );
  return added.length > 0 ? ["## Keys that it adds to tables of others", added.join("\n")] : [];
}

function describeUses(uses: readonly DeclaredUse[]): string[] {
  if (uses.length === 0) return [];
  const rows = uses.map(({ model, privilege, columns }) => [
    tableName({ schema: model.schema, name: model.object }),
    privilege,
    columns.map(cell).join(", "),
  ]);
  return ["## What it may do with tables of others", table(["table", "right", "columns"], rows)];
}
