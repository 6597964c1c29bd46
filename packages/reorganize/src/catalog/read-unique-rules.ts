import type { Queryable } from "../session/queryable.js";
import { inUserSchema } from "./user-schema.js";

/** As what a key is compared. */
export interface Compared {
  /** The family of its operators, and its collation. */
  readonly by: string;
  readonly type: string;
  /** Without its length or precision. */
  readonly base: string;
  /** Base types of which each value is another one of this. */
  readonly takes: readonly string[];
}

/** A rule by which rows of a table exclude each other: a unique index, or an exclusion constraint. */
export interface UniqueRule {
  /** Of the index; it stays the same as long as the rule does, whatever either is called. */
  readonly oid: number;
  readonly tableOid: number;
  readonly name: string;
  /** Each key as an SQL expression. */
  readonly keys: readonly string[];
  /** By which each key excludes, such as `OPERATOR(pg_catalog.&&)`; null where equal keys do. */
  readonly operators: readonly string[] | null;
  /** As what each of them is compared. */
  readonly compared: readonly Compared[];
  readonly predicate: string | null;
  readonly nullsNotDistinct: boolean;
  readonly isPrimary: boolean;
}

/** Every such rule that holds. */
export async function readUniqueRules(reader: Queryable): Promise<UniqueRule[]> {
  return reader.query<UniqueRule>(`
    SELECT indexrelid::int AS oid, indrelid::int AS "tableOid", class.relname AS name, indisprimary AS "isPrimary",
           indnullsnotdistinct AS "nullsNotDistinct", pg_catalog.pg_get_expr(indpred, indrelid) AS predicate,
           ARRAY(SELECT pg_catalog.pg_get_indexdef(indexrelid, position, true)
                   FROM pg_catalog.generate_series(1, indnkeyatts) AS position) AS keys,
           ARRAY(SELECT pg_catalog.jsonb_build_object(
                   'by', pg_catalog.concat_ws(' ', opcfamily, indcollation[attnum - 1]),
                   'type', pg_catalog.format_type(atttypid, atttypmod), 'base', pg_catalog.format_type(atttypid, NULL),
                   'takes', ARRAY(SELECT pg_catalog.format_type(castsource, NULL) FROM pg_catalog.pg_cast
                                   WHERE casttarget = atttypid AND castcontext = 'i' AND atttypmod < 0))
                   FROM pg_catalog.pg_attribute JOIN pg_catalog.pg_opclass AS operators ON operators.oid = indclass[attnum - 1]
                  WHERE attrelid = indexrelid AND attnum <= indnkeyatts ORDER BY attnum) AS compared,
           (SELECT pg_catalog.array_agg(pg_catalog.format('OPERATOR(%I.%s)', nspname, oprname) ORDER BY position)
              FROM pg_catalog.pg_constraint
             CROSS JOIN pg_catalog.unnest(conexclop) WITH ORDINALITY AS excluded (operator, position)
              JOIN pg_catalog.pg_operator AS operator ON operator.oid = excluded.operator
              JOIN pg_catalog.pg_namespace AS of_operator ON of_operator.oid = oprnamespace
             WHERE conindid = indexrelid AND contype = 'x') AS operators
      FROM pg_catalog.pg_index
      JOIN pg_catalog.pg_class AS class ON class.oid = indexrelid
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
     WHERE ${inUserSchema("namespace.nspname")} AND indisvalid AND (indisunique OR indisexclusion)
     ORDER BY namespace.nspname, class.relname`);
}
