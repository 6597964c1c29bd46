import { plainColumn, plainName } from "../../catalog/table-name.js";
import { stepKey } from "../../ledger/step-key.js";
import type { Hazard, Step, StepId } from "../../plan/step.js";
import { buildIndexRun } from "../shared/build-index.js";
import { addRun, removeRun } from "./add.js";
import type { Conversion } from "./conversion.js";
import { back, type Direction, there } from "./direction.js";
import { fillRun } from "./fill.js";
import { guardRuns, removeGuardSql } from "./guard.js";
import { type ConvertHazard, valuesKept } from "./hazards.js";
import { inverseOf } from "./inverse.js";
import { comesBackExactly, type Keeping, keepRuns } from "./keep.js";
import { refuseObstacles } from "./obstacles.js";
import { swapRun, validateRun } from "./swap.js";

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
  const keeping = comesBackExactly(conversion)
    ? undefined
    : keepRuns(conversion, stepKey(idOf(conversion, "keep")));
  const drafts = [
    ...(keeping ? keep(direction, keeping) : []),
    add(direction),
    fill(direction),
    ...guard(direction),
    ...indexes(direction),
    swap(direction, keeping),
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
  const on = plainColumn(plainName(table), column);
  return {
    kind: "convert",
    action: `convert ${action}`,
    on,
    ...(part === undefined ? {} : { part }),
  };
}

function keep({ conversion, type }: Direction, { capture, undo, walk }: Keeping): Draft[] {
  const { column, table } = conversion;
  return [
    {
      what: "keep on write",
      about: { column, type },
      forward: capture,
      inverse: [undo],
      lock: "SHARE ROW EXCLUSIVE",
    },
    {
      what: "keep",
      about: { column, type },
      forward: walk,
      inverse: [],
      lock: "ROW EXCLUSIVE",
      rows: table.rows,
    },
  ];
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
      hazards: index.unique ? ofIndex : [],
    }),
  );
}

function swap(direction: Direction, keeping: Keeping | undefined): Draft {
  const { conversion, type } = direction;
  const swapped = swapRun(direction);
  return {
    what: "swap",
    about: { column: conversion.column, type },
    forward: { ...swapped, sql: [...(keeping?.endCapture ?? []), ...swapped.sql] },
    inverse: [...inverseOf(back(conversion)), ...(keeping ? [keeping.restore] : [])],
    lock: "ACCESS EXCLUSIVE",
    hazards: [
      ...(conversion.hazards ?? []),
      ...ofSwap(conversion),
      ...(keeping ? [valuesKept(conversion, type)] : []),
    ],
  };
}

const ofIndex: readonly ConvertHazard[] = [{ code: "two unique indexes" }];

function ofSwap({ table, column }: Conversion): ConvertHazard[] {
  return [
    { code: "column last", table: plainName(table), columns: [column] },
    { code: "prepared statements" },
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
