import { type Catalog, sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { isProjecting, lineageSql, projectAny, projectingSecret } from "../../ledger/lineage.js";
import type { Mapping } from "../../plan/mapping.js";
import type { Step } from "../../plan/step.js";
import type { Projection } from "../../projection/projection.js";
import { literal } from "../../session/literal.js";
import { advanceSequence, isNumbered } from "../shared/advance-sequence.js";
import { buildIndexRun, createIndexSql } from "../shared/build-index.js";
import { adoptFunction } from "./adopt-function.js";
import { analyzeUnknown } from "./analyze.js";
import { conversionsSql, dropConversionsSql } from "./conversions.js";
import { drainFunction, drainRun } from "./drain.js";
import { evaluateFunction } from "./evaluate-units.js";
import { fillFunction, fillRun, stageSql, walksKey } from "./fill.js";
import {
  dropFollowFunctionSql,
  endFollowSql,
  followFunctionSql,
  followTriggersSql,
} from "./follow.js";
import { type Followed, isTarget } from "./followed.js";
import { worthRetrying } from "./in-vain.js";
import { projectFunction } from "./project-function.js";
import type { Projecting } from "./projecting.js";
import { projectAnyFunction } from "./retry.js";
import { guardTriggersSql, unguardTriggersSql } from "./silence.js";
import { dropStructuresSql, structuresSql } from "./structures.js";
import { touchSql } from "./touch.js";
import { unitIndexesOf } from "./unit-index.js";

/** Makes the functions that queries of the mapping may use for values of any spelling. */
export function convertStep(): Step {
  return {
    ...base("convert"),
    forward: { how: "transaction", sql: conversionsSql },
    inverse: [{ how: "transaction", sql: [dropConversionsSql] }],
    finish: [dropConversionsSql],
  };
}

/** Makes what the projections need in our schema. Undone, it deletes what they have made. */
export function prepareStep(all: readonly Projecting[]): Step {
  const projections = all.map(({ projection }) => projection);
  const drop = [
    `DROP FUNCTION IF EXISTS ${projectAny}, ${isProjecting}`,
    `DROP TABLE IF EXISTS ${projectingSecret}`,
    ...projections.toReversed().flatMap(dropStructuresSql),
  ];
  return {
    ...base("prepare"),
    forward: {
      how: "transaction",
      sql: [
        analyzeUnknown(projections),
        ...lineageSql,
        ...projections.flatMap(structuresSql),
        ...all.flatMap((one) => [
          evaluateFunction(one),
          projectFunction(one),
          adoptFunction(one),
          fillFunction(one.projection),
          drainFunction(one),
        ]),
        projectAnyFunction(projections),
      ],
    },
    inverse: [
      // What the way back has written is programs' own.
      ...projections
        .filter(({ back }) => !back)
        .toReversed()
        .map(drainRun),
      { how: "transaction", sql: drop },
    ],
    finish: drop,
  };
}

/** What the mapping has run beside the query of a projection. */
export type Beside = Partial<Pick<Mapping["projections"][string], "before" | "after" | "undo">>;

/** Runs what the mapping has run before the target is filled. */
export function beforeSteps(name: string, { before = [], after = [], undo = [] }: Beside): Step[] {
  return besideStep("before", name, before, after.length === 0 ? undo : []);
}

/** Runs what makes all that follows from the rows of a target. */
export function afterSteps(name: string, { after = [], undo = [] }: Beside): Step[] {
  return besideStep("after", name, after, undo);
}

function besideStep(
  action: "before" | "after",
  name: string,
  sql: readonly string[],
  undo: readonly string[],
): Step[] {
  if (sql.length === 0) return [];
  return [
    {
      ...base(action, name),
      forward: { how: "transaction", sql, scans: true },
      inverse: undo.length === 0 ? [] : [{ how: "transaction", sql: undo }],
    },
  ];
}

/** Builds the indexes that find the rows of a unit, where the sources have none. */
export function indexSteps(projection: Projection): Step[] {
  return unitIndexesOf(projection).map((index, place) => ({
    ...base("index", place === 0 ? projection.name : `${projection.name} ${place + 1}`),
    table: plainName(index.table),
    forward: buildIndexRun(
      index.sqlName,
      createIndexSql(index.table, { unique: false, using: index.using }, index.name),
    ),
    inverse: [
      {
        how: "alone",
        sql: `DROP INDEX CONCURRENTLY IF EXISTS ${index.sqlName}`,
        isDone: `SELECT pg_catalog.to_regclass(${literal(index.sqlName)}) IS NULL AS done`,
        concurrent: true,
      },
    ],
    lock: "SHARE UPDATE EXCLUSIVE",
  }));
}

/** Has foreign keys checked for what is projected, and no other trigger of the tables fire. */
export function enforceSteps(projections: readonly Projection[]): Step[] {
  const made = new Set(targetsOf(projections.filter(({ back }) => !back)));
  return targetsOf(projections).map((table) => ({
    ...base("enforce", plainName(table)),
    table: plainName(table),
    forward: {
      how: "transaction",
      sql: [keyTriggersSql(table, "ENABLE ALWAYS"), ...guardTriggersSql(table)],
    },
    inverse: [
      { how: "transaction", sql: [keyTriggersSql(table, "ENABLE"), ...unguardTriggersSql(table)] },
    ],
    // The others go.
    finish: made.has(table) ? [keyTriggersSql(table, "ENABLE"), ...unguardTriggersSql(table)] : [],
    lock: "SHARE ROW EXCLUSIVE",
  }));
}

function keyTriggersSql(table: Table, enable: "ENABLE" | "ENABLE ALWAYS"): string {
  const from = enable === "ENABLE" ? "A" : "O";
  return `DO ${literal(`
    DECLARE
      _trigger name;
    BEGIN
      FOR _trigger IN
        SELECT tgname FROM pg_catalog.pg_trigger
         WHERE tgrelid = ${literal(sqlName(table))}::pg_catalog.regclass AND tgisinternal AND tgenabled = '${from}'
      LOOP
        EXECUTE pg_catalog.format('ALTER TABLE %s ${enable} TRIGGER %I', ${literal(sqlName(table))}, _trigger);
      END LOOP;
    END`)}`;
}

/** From here on what programs write to the table is projected in the same transaction. */
export async function followStep(followed: Followed): Promise<Step> {
  const name = plainName(followed.table);
  return {
    ...base("follow", name),
    table: name,
    about: { targets: targetsOf(followed.places.map((one) => one.projection)).map(plainName) },
    forward: {
      how: "transaction",
      sql: [
        await followFunctionSql(followed),
        ...(await touchSql(followed)),
        ...followTriggersSql(followed),
      ],
    },
    inverse: [{ how: "transaction", sql: endFollowSql(followed) }],
    // A source goes, and its triggers with it.
    finish: isTarget(followed) ? endFollowSql(followed) : [dropFollowFunctionSql(followed)],
    lock: "SHARE ROW EXCLUSIVE",
    hazards: [{ code: followed.table.partitioned ? "follows partitions" : "follows", table: name }],
  };
}

/** Fills the target, along the key of the source or along its units, numbered before. */
export async function fillSteps(projection: Projection): Promise<Step[]> {
  const rows = projection.sources[0]?.table.rows ?? 0;
  const about = {
    to: plainName(projection.to),
    from: projection.sources.map(({ table }) => plainName(table)),
  };
  const fill: Step = {
    ...base("fill", projection.name),
    about,
    table: plainName(projection.to),
    forward: fillRun(projection),
    inverse: [],
    lock: "ROW EXCLUSIVE",
    rows,
    seconds: rows / rowsPerSecond,
  };
  if (walksKey(projection)) return [fill];
  const stage: Step = {
    ...base("stage", projection.name),
    about,
    forward: { how: "transaction", sql: await stageSql(projection), scans: true },
    inverse: [],
    lock: "ACCESS SHARE",
    rows,
    seconds: rows / (20 * rowsPerSecond),
  };
  return [stage, fill];
}

const rowsPerSecond = 20_000;

/**
 * Brings in the units that wait for what has come meanwhile. A program may have written a row before what it refers to was
 * filled, and committed it after. So each source is locked for a moment: who has written to it before, has ended then.
 */
export function retryStep(all: readonly Projecting[], catalog: Catalog): Step {
  const sources = new Map(
    all.flatMap(({ projection }) =>
      projection.sources.map(({ table }) => [plainName(table), table] as const),
    ),
  );
  const units = all.map((one) => worthRetrying(one, catalog)).join("\nUNION ");
  return {
    ...base("retry"),
    forward: {
      how: "transaction",
      sql: [
        ...[...sources.values()].flatMap((table) => [
          "SAVEPOINT locked",
          `LOCK TABLE ${sqlName(table)} IN SHARE MODE`,
          "ROLLBACK TO SAVEPOINT locked",
        ]),
        `SELECT ${projectAny}(projection, pg_catalog.array_agg(unit)) FROM (${units}) AS ready GROUP BY projection`,
      ],
      scans: true,
    },
    inverse: [],
    lock: "SHARE",
  };
}

/** By target table SQL of numbers that were given before, and are not to be given again. */
export type NumbersAfter = ReadonlyMap<string, readonly string[]>;

/** Moves the numbers that the tables give by themselves behind those that came with the rows. */
export function advanceSteps(
  projections: readonly Projection[],
  numbersAfter: NumbersAfter,
): Step[] {
  return targetsOf(projections).flatMap((table) => {
    const name = plainName(table);
    const sql = table.columns.filter(isNumbered).flatMap((column) => {
      const numbers = [{ table, column: column.name }];
      return advanceSequence(table, column, numbers, "always", numbersAfter.get(name));
    });
    if (sql.length === 0) return [];
    return [
      {
        ...base("advance", name),
        table: name,
        forward: { how: "transaction", sql },
        inverse: [],
      } satisfies Step,
    ];
  });
}

export function targetsOf(projections: readonly Projection[]): Table[] {
  return distinct(projections.map(({ to }) => to));
}

function distinct(tables: readonly Table[]): Table[] {
  return [...new Map(tables.map((table) => [plainName(table), table])).values()];
}

export function base(
  action: string,
  on?: string,
): Pick<Step, "id" | "lock" | "hazards" | "rows" | "seconds"> {
  return {
    id: { kind: "project", action, ...(on === undefined ? {} : { on }) },
    lock: "none",
    hazards: [],
    rows: 0,
    seconds: 0.05,
  };
}
