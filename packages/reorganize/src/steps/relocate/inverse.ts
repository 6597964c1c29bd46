import { quoteIdentifier, quoteTable } from "@deepiri/database";
import type { EnumType } from "../../catalog/catalog.js";
import { operatorsBetween } from "./enum-operators.js";

/** SQL that moves the type back to its old name. */
export function moveTypeBackSql(from: EnumType, to: EnumType): string[] {
  return [
    ...dropOldNameSql(from, to),
    `ALTER TYPE ${quoteTable(to.schema, to.name)} SET SCHEMA ${quoteIdentifier(from.schema)}`,
  ];
}

/** SQL that drops the domain at the old name with its operators. */
export function dropOldNameSql(from: EnumType, to: EnumType): string[] {
  const [old, goal] = [quoteTable(from.schema, from.name), quoteTable(to.schema, to.name)];
  return [...operatorsBetween(from, old, goal).flatMap(({ drop }) => drop), `DROP DOMAIN ${old}`];
}
