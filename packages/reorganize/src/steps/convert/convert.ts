import { type Catalog, type Index, plainName, type Table } from "../../catalog/catalog.js";
import type { Hazard, Run, Step, StepId } from "../../plan/step.js";
import { buildIndexRun } from "../shared/build-index.js";
import { addRun, removeRun } from "./add.js";
import { back, type Direction, there } from "./direction.js";
import { fillRun } from "./fill.js";
import { guardRuns, removeGuardSql } from "./guard.js";
import { refuseObstacles } from "./obstacles.js";
import { swapRun, validateRun } from "./swap.js";

/** A view or trigger that reads the column. It is dropped and made again while the columns change places. */
export interface Dependent {
  /** What makes it, with its rights and comments. */
  readonly createSql: readonly string[];
  readonly dropSql: readonly string[];
}

/** Something of the column that a new column has not. */
export interface ColumnAttribute {
  /** Name of the CHECK or index it is about; null when it is about the column itself. */
  readonly of: string | null;
  readonly sql: string;
}

/** Another type for one column. */
export interface Conversion {
  /** As it is when the conversion begins. */
  readonly table: Table;
  readonly column: string;
  /** SQL type with its schema. */
  readonly to: string;
  /** Default expression in the target, or null. */
  readonly defaultAfter: string | null;
  /**
   * The new value as SQL over the column, such as ``(c) => `${c}::text::public."Status"` ``. No value
   * becomes null, and `back` gives the same value again; rows for which that is not so are repaired before.
   */
  readonly forward: (column: string) => string;
  readonly back: (column: string) => string;
  /** In the order in which they can be made; they are dropped in reverse. */
  readonly dependents: readonly Dependent[];
  /** Names of the CHECKs that hold for the new type too; the others are dropped, and come back with the undo. */
  readonly keptChecks?: readonly string[];
  /** Names of indexes that the new type cannot have. */
  readonly droppedIndexes?: readonly string[];
  /** Indexes of the target to build at once, such as those that take a dropped one's place. */
  readonly addedIndexes?: readonly Index[];
  readonly columnComment?: string;
  /** Comments, rights and the like, as `readColumnAttributes` finds them. */
  readonly restore?: readonly ColumnAttribute[];
  /** What programs have to know of the new type. */
  readonly hazards?: readonly Hazard[];
  /** What else depends on the column, as `readBlockingDependents` tells it: the conversion is refused. */
  readonly ties?: readonly string[];
  /** All tables, so that foreign keys that refer to the column are seen. */
  readonly tables?: Catalog["tables"];
}

type Draft = Pick<Step, "about" | "forward" | "inverse" | "lock"> & {
  readonly what: string;
  readonly part?: string;
  readonly hazards?: readonly Hazard[];
  readonly rows?: number;
};

/**
 * Gives a column another type while programs write it: a new column that a trigger keeps equal is
 * filled, indexed, and takes the old one's place. The column comes last in its table.
 *
 * @throws ConversionRefusedError when the column has what this would break
 */
export function planConversion(conversion: Conversion): Step[] {
  refuseObstacles(conversion);
  const direction = there(conversion);
  const drafts = [
    add(direction),
    fill(direction),
    ...guard(direction),
    ...indexes(direction),
    swap(direction),
    ...rules(direction),
  ];
  return drafts.map((draft) => stepOf(conversion, draft));
}

/** A step of the conversion, from what is special about it. */
export function stepOf(
  { table, column }: Conversion,
  { what, part, hazards = [], rows = 0, ...draft }: Draft,
): Step {
  return {
    id: idOf({ table, column }, what, part),
    table: plainName(table),
    hazards,
    rows,
    seconds: rows / 50_000,
    ...draft,
  };
}

function idOf(
  { table, column }: Pick<Conversion, "table" | "column">,
  action: string,
  part?: string,
): StepId {
  const on = `${plainName(table)}.${column}`;
  return {
    kind: "convert",
    action: `convert ${action}`,
    on,
    ...(part === undefined ? {} : { part }),
  };
}

function add(direction: Direction): Draft {
  const { conversion, type } = direction;
  return {
    what: "add",
    about: { column: conversion.column, type },
    forward: addRun(direction),
    inverse: [removeRun(direction)],
    lock: "ACCESS EXCLUSIVE",
  };
}

function fill(direction: Direction): Draft {
  const { column, table } = direction.conversion;
  return {
    what: "fill",
    about: { column },
    forward: fillRun(direction),
    inverse: [],
    lock: "ROW EXCLUSIVE",
    rows: table.rows,
  };
}

function guard(direction: Direction): Draft[] {
  const { add: forward, validate } = guardRuns(direction);
  const { conversion } = direction;
  return [
    {
      what: "check",
      about: { column: conversion.column },
      forward,
      inverse: [{ how: "transaction", sql: [removeGuardSql(direction)] }],
      lock: "ACCESS EXCLUSIVE",
    },
    {
      what: "validate",
      about: { column: conversion.column },
      forward: { ...validate, repairedBy: idOf(conversion, "fill") },
      inverse: [],
      lock: "SHARE UPDATE EXCLUSIVE",
      rows: conversion.table.rows,
    },
  ];
}

function indexes(direction: Direction): Draft[] {
  const { table } = direction.conversion;
  return direction.indexes.map(
    (index): Draft => ({
      what: "index",
      part: index.name,
      about: { column: direction.conversion.column },
      forward: buildIndexRun(index.sqlTemporary, index.createSql),
      inverse: [{ how: "transaction", sql: [`DROP INDEX IF EXISTS ${index.sqlTemporary}`] }],
      lock: "SHARE UPDATE EXCLUSIVE",
      rows: table.rows,
      hazards: index.unique ? [{ code: "two unique indexes" }] : [],
    }),
  );
}

function swap(direction: Direction): Draft {
  const { conversion, type } = direction;
  return {
    what: "swap",
    about: { column: conversion.column, type },
    forward: swapRun(direction),
    inverse: inverseOf(back(conversion)),
    lock: "ACCESS EXCLUSIVE",
    hazards: [
      ...(conversion.hazards ?? []),
      { code: "column last", table: plainName(conversion.table), columns: [conversion.column] },
      { code: "prepared statements" },
    ],
  };
}

/**
 * The whole way back: undoing the earlier steps then finds nothing.
 *
 * @param atSwap SQL for the transaction in which the columns change places
 */
export function inverseOf(direction: Direction, atSwap: readonly string[] = []): Run[] {
  const { add: guarded, validate } = guardRuns(direction);
  const proof = validateRun(direction, true);
  const swapped = swapRun(direction);
  return [
    addRun(direction),
    fillRun(direction),
    guarded,
    validate,
    ...direction.indexes.map(({ sqlTemporary, createSql }) =>
      buildIndexRun(sqlTemporary, createSql),
    ),
    { ...swapped, sql: [...atSwap, ...swapped.sql] },
    ...(proof ? [proof] : []),
  ];
}

function rules(direction: Direction): Draft[] {
  const forward = validateRun(direction);
  if (!forward) return [];
  const { conversion } = direction;
  return [
    {
      what: "rules",
      about: { column: conversion.column },
      forward,
      inverse: [],
      lock: "SHARE UPDATE EXCLUSIVE",
      rows: conversion.table.rows,
    },
  ];
}
