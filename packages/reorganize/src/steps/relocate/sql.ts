import { quoteIdentifier, quoteTable } from "@deepiri/database";
import type { EnumType } from "../../catalog/catalog.js";
import { operatorsBetween } from "./enum-operators.js";

/** SQL that moves the type and makes a domain at its old name, which compares with it. */
export function moveTypeSql(from: EnumType, to: EnumType): string[] {
  const [old, goal] = [quoteTable(from.schema, from.name), quoteTable(to.schema, to.name)];
  return [
    `ALTER TYPE ${old} SET SCHEMA ${quoteIdentifier(to.schema)}`,
    `CREATE DOMAIN ${old} AS ${goal}`,
    ...operatorsBetween(from, old, goal).flatMap(({ create }) => create),
  ];
}
