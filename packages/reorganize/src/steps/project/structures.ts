import { quoteIdentifier } from "@deepiri/database";
import { lineageNames } from "../../ledger/lineage.js";
import { ownName } from "../../ledger/own-name.js";
import { unitColumn } from "../../projection/evaluate.js";
import type { Projection } from "../../projection/projection.js";
import { keyList, unitList, unitRow } from "./columns.js";

/** SQL of the types and the lineage of a projection. */
export function structuresSql(projection: Projection): string[] {
  const { name, key, columns, unitTypes } = projection;
  const names = lineageNames(name);
  const unit = unitTypes.map((type, index) => `${unitColumn(index)} ${type}`);
  const given = new Map(columns.map((column) => [column.name, column.type]));
  const row = projection.query.outputs.map(
    (output) =>
      `${quoteIdentifier(output)} ${given.get(output) ?? (output === "_repaired" ? "text[]" : "text")}`,
  );
  const keys = key.map((column) => `${quoteIdentifier(column.name)} ${column.type}`);
  const index = quoteIdentifier(ownName("lineage by unit of", name));
  const found = projection.query.nullable.includes(true)
    ? `(${unitRow(projection)})`
    : unitList(projection).join(", ");
  return [
    `CREATE TYPE ${names.unit} AS (${unit.join(", ")})`,
    `CREATE TYPE ${names.row} AS (${[...row, ...unit].join(", ")})`,
    `CREATE TABLE ${names.lineage} (${[...keys, ...unit, "repaired text[]", "rule text", "adopted boolean NOT NULL DEFAULT false"].join(", ")},
      PRIMARY KEY (${keyList(projection).join(", ")}))`,
    `CREATE INDEX ${index} ON ${names.lineage} (${found})`,
  ];
}

/** SQL that drops what `structuresSql` makes, and the functions that use it. */
export function dropStructuresSql({ name }: Projection): string[] {
  const names = lineageNames(name);
  return [
    `DROP FUNCTION IF EXISTS ${names.drain}, ${names.fill}, ${names.adopt}, ${names.project}, ${names.evaluate}`,
    `DROP TABLE IF EXISTS ${names.lineage}, ${names.staged}`,
    `DROP TYPE IF EXISTS ${names.row}, ${names.unit}`,
  ];
}
