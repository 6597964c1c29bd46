import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { canonical } from "../../catalog/canonical.js";
import { type Constraint, type Index, sqlName, type Table } from "../../catalog/catalog.js";
import { plainColumn, plainName } from "../../catalog/table-name.js";
import { temporaryName } from "../../catalog/temporary-name.js";
import { ownFunction } from "../../ledger/own-function.js";
import { literal } from "../../session/literal.js";
import { createIndexSql } from "../shared/build-index.js";
import type { Conversion } from "./conversion.js";
import { renameColumn } from "./rename-column.js";

/** One way of a conversion, there or back: what the column becomes, and what stands on it afterwards. */
export interface Direction {
  readonly conversion: Conversion;
  /** The type it comes to have. */
  readonly type: string;
  readonly value: (column: string) => string;
  readonly default: string | null;
  readonly notNull: boolean;
  readonly indexes: readonly NewIndex[];
  /** CHECKs to have afterwards. */
  readonly checks: readonly Constraint[];
  /** Statements that give the column what else it had. */
  readonly restore: readonly string[];
  readonly names: Names;
}

/** SQL names of what a conversion makes. */
export interface Names {
  readonly table: string;
  readonly column: string;
  readonly temporary: string;
  readonly trigger: string;
  readonly function: string;
  readonly guard: string;
}

/** An index of the column, and its double over the new column. */
export interface NewIndex {
  readonly name: string;
  readonly temporary: string;
  /** Both with their schema, as SQL. */
  readonly sqlTemporary: string;
  readonly createSql: string;
  readonly unique: boolean;
  readonly constraint: Constraint | undefined;
}

/** From the old type to the new one. */
export function there(conversion: Conversion): Direction {
  const { keptChecks = [], droppedIndexes = [], addedIndexes = [], table, column } = conversion;
  const indexes = [
    ...indexesOf(conversion).filter(({ name }) => !droppedIndexes.includes(name)),
    ...addedIndexes,
  ].map((index) => newIndex(table, column, index));
  const checks = checksOf(conversion).filter(({ name }) => keptChecks.includes(name));
  return {
    ...back(conversion),
    type: typed(conversion.to, conversion.collation),
    value: conversion.forward,
    default: conversion.defaultAfter,
    indexes,
    checks,
    restore: restoreOf(conversion, [...indexes, ...checks], true),
  };
}

/** From the new type to the old one, with everything the column had. */
export function back(conversion: Conversion): Direction {
  const { table, column } = conversion;
  const before = columnBefore(conversion);
  const indexes = indexesOf(conversion).map((index) => newIndex(table, column, index, canonical));
  const checks = checksOf(conversion).map((check) => ({
    ...check,
    definition: canonical(check.definition),
  }));
  return {
    conversion,
    type: typed(before.type, before.collation),
    value: conversion.back,
    default: before.default,
    notNull: before.notNull,
    indexes,
    checks,
    restore: restoreOf(conversion, [...indexes, ...checks], false),
    names: namesOf(conversion),
  };
}

function typed(type: string, collation: string | null = null): string {
  return collation === null ? type : `${type} COLLATE ${collation}`;
}

/** The column as the conversion finds it. */
export function columnBefore({ table, column }: Conversion) {
  const found = table.columns.find(({ name }) => name === column);
  if (!found) throw new TypeError(`${sqlName(table)} has no column ${quoteIdentifier(column)}`);
  return found;
}

/** Usable indexes that read the column, those of constraints included. */
export function indexesOf({ table, column }: Pick<Conversion, "table" | "column">): Index[] {
  return table.indexes.filter(({ valid, columns }) => valid && columns.includes(column));
}

/** CHECKs that read the column. */
export function checksOf({ table, column }: Pick<Conversion, "table" | "column">): Constraint[] {
  return table.constraints.filter(
    ({ kind, columns }) => kind === "check" && columns.includes(column),
  );
}

function newIndex(
  table: Table,
  column: string,
  index: Index,
  print: (sql: string) => string = (sql) => sql,
): NewIndex {
  const temporary = temporaryName(index.name);
  const using = print(renameColumn(index.using, column, temporaryName(column)));
  return {
    name: index.name,
    temporary,
    sqlTemporary: quoteTable(table.schema, temporary),
    createSql: createIndexSql(table, { ...index, using }, temporary),
    unique: index.unique,
    constraint: index.ofConstraint
      ? table.constraints.find(({ name }) => name === index.name)
      : undefined,
  };
}

function restoreOf(
  { columnComment, restore = [], table, column }: Conversion,
  having: readonly { readonly name: string }[],
  isNew: boolean,
): string[] {
  const names = having.map(({ name }) => name);
  const comment =
    columnComment === undefined
      ? []
      : [
          `COMMENT ON COLUMN ${sqlName(table)}.${quoteIdentifier(column)} IS ${literal(columnComment)}`,
        ];
  const rest = restore.filter(
    ({ of, ofOldType }) => (of === null || names.includes(of)) && !(ofOldType && isNew),
  );
  return [...comment, ...rest.map(({ sql }) => sql)];
}

function namesOf({ table, column }: Conversion): Names {
  const own = temporaryName(plainColumn(plainName(table), column));
  return {
    table: sqlName(table),
    column: quoteIdentifier(column),
    temporary: quoteIdentifier(temporaryName(column)),
    // Triggers fire in the order of their names: behind those that still change the old column.
    trigger: quoteIdentifier(temporaryName(`~${column}`)),
    function: ownFunction(own),
    guard: quoteIdentifier(temporaryName(`${column}_filled`)),
  };
}
