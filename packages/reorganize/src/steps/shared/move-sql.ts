import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { sqlName } from "../../catalog/catalog.js";
import { shortName } from "../../catalog/short-name.js";
import { dropView, makeView } from "./compatibility-view.js";
import type { Move } from "./move.js";
import { noRights } from "./rights.js";

/** SQL that moves the table, its columns' names, and with `hasView` leaves a compatibility view. */
export function moveSql(move: Move, hasView: boolean): string[] {
  const { table, to, rename, indexes = new Map(), usage = noRights } = move;
  return [
    lock(sqlName(table)),
    ...[...indexes].map(([old, name]) => renameIndex(table.schema, old, name)),
    ...relocate(table, to),
    ...[...rename].map(([old, name]) => renameColumn(sqlName(to), old, name)),
    ...usage.grant,
    ...(hasView ? makeView(move) : []),
  ];
}

/** SQL that undoes it. */
export function moveBackSql(move: Move, hasView: boolean): string[] {
  const { table, to, rename, indexes = new Map(), usage = noRights } = move;
  return [
    lock(sqlName(to)),
    ...(hasView ? [dropView(move)] : []),
    ...usage.revoke,
    ...[...rename].map(([old, name]) => renameColumn(sqlName(to), name, old)),
    ...relocate(to, table),
    ...[...indexes].map(([old, name]) => renameIndex(table.schema, name, old)),
  ];
}

interface Name {
  readonly schema: string;
  readonly name: string;
}

function lock(table: string): string {
  return `LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`;
}

function relocate(from: Name, to: Name): string[] {
  if (from.schema === to.schema) return from.name === to.name ? [] : [renameTable(from, to.name)];
  if (from.name === to.name) return [setSchema(from, to.schema)];
  // Either schema may have a table of the other's name.
  const between = shortName(`${to.name} on its way`);
  return [
    renameTable(from, between),
    setSchema({ schema: from.schema, name: between }, to.schema),
    renameTable({ schema: to.schema, name: between }, to.name),
  ];
}

function setSchema({ schema, name }: Name, to: string): string {
  return `ALTER TABLE ${quoteTable(schema, name)} SET SCHEMA ${quoteIdentifier(to)}`;
}

function renameTable({ schema, name }: Name, to: string): string {
  return `ALTER TABLE ${quoteTable(schema, name)} RENAME TO ${quoteIdentifier(to)}`;
}

function renameIndex(schema: string, from: string, to: string): string {
  return `ALTER INDEX ${quoteTable(schema, from)} RENAME TO ${quoteIdentifier(to)}`;
}

function renameColumn(table: string, from: string, to: string): string {
  return `ALTER TABLE ${table} RENAME COLUMN ${quoteIdentifier(from)} TO ${quoteIdentifier(to)}`;
}
