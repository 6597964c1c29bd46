import { type Catalog, primaryKey, sqlName, type Table } from "../../catalog/catalog.js";
import { isSecretName } from "../../catalog/secret-name.js";
import { plainColumn, plainName } from "../../catalog/table-name.js";
import { quarantine } from "../../ledger/quarantine.js";
import { stepKey } from "../../ledger/step-key.js";
import type { Mapping } from "../../plan/mapping.js";
import type { PlannedProjection, RetiredTable } from "../../plan/planned-projection.js";
import type { Step } from "../../plan/step.js";
import { keepUnprojectedSql } from "../../projection/account.js";
import type { Projection } from "../../projection/projection.js";
import { closeTableSql, openTableSql } from "./close.js";
import { endFollowSql } from "./follow.js";
import type { Followed } from "./followed.js";
import { base, targetsOf } from "./steps.js";

/** A table that is over once its rows are in others, or that is left out. */
export interface Retiring {
  readonly table: Table;
  readonly retired: RetiredTable;
  /**
   * The columns that are kept of a row that no target has: all but those that the mapping leaves out by name, and
   * those that may hold secrets.
   */
  readonly kept: readonly string[];
}

/** The tables that projections read, and those that the mapping leaves out whole. */
export function retiredTables(
  reading: readonly Projection[],
  { tables }: Catalog,
  { leftOut, projections }: Mapping,
): Retiring[] {
  const names = [
    ...reading.flatMap(({ sources }) => sources.map(({ table }) => plainName(table))),
    ...Object.keys(leftOut).filter((name) => tables.has(name)),
  ];
  return [...new Set(names)].map((name) => {
    const table = tables.get(name) as Table;
    const reason = leftOut[name];
    return {
      table,
      retired: {
        table: name,
        key: primaryKey(table),
        ...(reason !== undefined && { leftOut: reason }),
        follows: Object.values(projections).some(({ back }) => back[name] !== undefined),
      },
      kept: table.columns
        .map((column) => column.name)
        .filter((one) => leftOut[plainColumn(name, one)] === undefined && !isSecretName(one)),
    };
  });
}

/**
 * What is over stays as it is until `switch` makes it read-only, by what these steps finish with, and finalize
 * drops it. Steps are finished in reverse: each is closed, then what no target has of it is kept, then it goes.
 */
export function retireSteps(
  retiring: readonly Retiring[],
  planned: readonly PlannedProjection[],
  projections: readonly Projection[],
): Step[] {
  return [
    dropStep(retiring),
    ...retiring.map((one) => keepStep(one, planned)),
    ...retiring.map((one) => closeStep(one, projections)),
  ];
}

const nothing = { how: "transaction", sql: [] } as const;

function dropStep(retiring: readonly Retiring[]): Step {
  const tables = retiring.map(({ retired: { table } }) => table);
  return {
    ...base("retire"),
    about: { tables },
    forward: nothing,
    inverse: [],
    finish: [`DROP TABLE ${retiring.map(({ table }) => sqlName(table)).join(", ")}`],
    hazards: [{ code: "retires", tables }],
  };
}

function keepStep({ retired, kept }: Retiring, planned: readonly PlannedProjection[]): Step {
  const step = base("keep", retired.table);
  const filed = { quarantine, step: stepKey(step.id) };
  return {
    ...step,
    forward: nothing,
    inverse: [],
    finish: [keepUnprojectedSql(retired, kept, planned, filed)],
  };
}

function closeStep({ table, retired }: Retiring, projections: readonly Projection[]): Step {
  const reading = projections.filter(({ sources }) =>
    sources.some((source) => plainName(source.table) === retired.table),
  );
  return {
    ...base("close", retired.table),
    table: retired.table,
    forward: nothing,
    inverse: [{ how: "transaction", sql: openTableSql(table) }],
    finish: closeTableSql(table, targetsOf(reading).map(plainName)),
    hazards: retired.follows ? [] : [{ code: "closes", table: retired.table }],
  };
}

/** Before the sources go, nothing may lead back to them. */
export function releaseStep(followed: Followed): Step {
  const name = plainName(followed.table);
  return {
    ...base("release", name),
    table: name,
    forward: nothing,
    inverse: [],
    finish: endFollowSql(followed),
  };
}
