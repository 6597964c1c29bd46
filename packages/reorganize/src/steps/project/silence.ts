import { sqlName, type Table } from "../../catalog/catalog.js";
import { isProjecting, projecting, projectingSecret } from "../../ledger/lineage.js";
import type { Projection } from "../../projection/projection.js";
import { literal } from "../../session/literal.js";
import { block } from "../shared/block.js";

// INSERT, DELETE and UPDATE: a projection does not truncate.
const firesForRows = "NOT tgisinternal AND tgenabled = 'O' AND tgtype & 28 <> 0";

const guard = `NOT ${isProjecting}()`;

// Names are quoted where they hold blanks: what stands between quotes is no keyword.
const head = `(?:"(?:[^"]|"")*"|[^"])*? FOR EACH (?:ROW|STATEMENT)`;
const tail = String.raw` EXECUTE FUNCTION [^']*\((?:E?'(?:[^']|'')*'(?:, )?)*\)`;

/** The definition of a trigger as the server prints it, its condition apart: first as it is made, then guarded. */
const plain = String.raw`^(${head})(?: WHEN \((.*)\))?(${tail})$`;
const guarded = String.raw`^(${head}) WHEN \(\(+${guard.replace(/[.()]/g, "\\$&")}\)(?: AND ?(.*)\))?\)(${tail})$`;

const isGuarded = `EXISTS (
  SELECT FROM pg_catalog.pg_depend
   WHERE classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass AND objid = one.oid
     AND refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND refobjid = ${literal(`${isProjecting}()`)}::pg_catalog.regprocedure)`;

/**
 * SQL that has the triggers of users tell rows that are projected from those that programs write. What cannot be
 * replaced in its place stays: a trigger of a constraint, and one of a partitioned table.
 */
export function guardTriggersSql(table: Table): string[] {
  const where = `${firesForRows} AND tgconstraint = 0 AND NOT ${isGuarded}`;
  return replaceTriggers(
    table,
    where,
    plain,
    `' WHEN (${guard}' || COALESCE(' AND (' || part[2] || ')', '') || ')'`,
  );
}

/** SQL that makes them as they were, if nobody has changed them meanwhile. */
export function unguardTriggersSql(table: Table): string[] {
  return replaceTriggers(table, isGuarded, guarded, "COALESCE(' WHEN (' || part[2] || ')', '')");
}

/** The definition of a trigger as it was before it was guarded. */
export function withoutGuard(definition: string): string {
  const [, begin, condition, end] = new RegExp(guarded, "s").exec(definition) ?? [];
  if (begin === undefined) return definition;
  return `${begin}${condition === undefined ? "" : ` WHEN (${condition})`}${end}`;
}

function replaceTriggers(
  table: Table,
  where: string,
  pattern: string,
  condition: string,
): string[] {
  if (table.partitioned) return [];
  return [
    block`
      DO $reorganize$
      DECLARE
        _definition text;
      BEGIN
        FOR _definition IN
          SELECT part[1] || ${condition} || part[3]
            FROM pg_catalog.pg_trigger AS one,
                 pg_catalog.regexp_match(pg_catalog.pg_get_triggerdef(one.oid), ${literal(pattern)}) AS part
           WHERE tgrelid = ${regclass(table)} AND ${where} AND part IS NOT NULL
        LOOP
          EXECUTE pg_catalog.regexp_replace(_definition, '^CREATE', 'CREATE OR REPLACE');
        END LOOP;
      END $reorganize$`,
  ];
}

/**
 * SQL after which no trigger of users fires for what is written to the target. Those that are guarded are told; for
 * others the session takes the role of a replica. The server forgets all plans of the session whenever that changes,
 * those of the program too.
 */
export function silenceTriggers({ to: table }: Projection): string {
  const name = regclass(table);
  const all = table.partitioned
    ? `IN (SELECT relid FROM pg_catalog.pg_partition_tree(${name}))`
    : `= ${name}`;
  return block`
    IF _role <> 'replica' THEN
      SELECT pg_catalog.bool_and(${isGuarded}) INTO _guarded
        FROM pg_catalog.pg_trigger AS one WHERE tgrelid ${all} AND ${firesForRows};
      IF _guarded THEN
        PERFORM pg_catalog.set_config('${projecting}', (SELECT secret FROM ${projectingSecret}), true);
      ELSIF NOT _guarded THEN
        PERFORM pg_catalog.set_config('session_replication_role', 'replica', true);
      END IF;
    END IF;`;
}

/** SQL that ends it. */
export const endSilence = block`
  IF _guarded THEN
    PERFORM pg_catalog.set_config('${projecting}', _projecting, true);
  ELSIF NOT _guarded THEN
    PERFORM pg_catalog.set_config('session_replication_role', _role, true);
  END IF;`;

/** Declarations of what both need. */
export const silenceVariables = block`
  _role text := pg_catalog.current_setting('session_replication_role');
  _projecting text := COALESCE(pg_catalog.current_setting('${projecting}', true), '');
  _guarded boolean;`;

function regclass(table: Table): string {
  return `${literal(sqlName(table))}::pg_catalog.regclass`;
}
