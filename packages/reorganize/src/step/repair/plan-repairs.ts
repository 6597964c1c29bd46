import { quoteIdentifier } from "@deepiri/database";
import { ownSchema } from "../../apply/journal.js";
import {
  type Catalogue,
  columnOf,
  type Index,
  plainName,
  primaryKey,
  sqlName,
  type Table,
} from "../../inventory/catalogue.js";
import type { Mapping } from "../../mapping/mapping.js";
import type { Batches, Step } from "../../plan/plan.js";
import { literal } from "../../session/session.js";
import { parentsFirst } from "./parents-first.js";
import { type ColumnRepair, rulesOf, type SetAside } from "./rules.js";

/**
 * The steps after which no row breaks a rule of the target: values are repaired as the mapping
 * declares, with the original kept; rows that cannot be repaired go to the quarantine, whole. Parents
 * come before their children, so that the children of a row set aside are seen to be orphans.
 */
export function planRepairs(
  here: Catalogue,
  target: Catalogue,
  ours: ReadonlySet<string>,
  mapping: Mapping,
): Step[] {
  const losing = new Set<string>();
  return parentsFirst(ours, target).flatMap((name) => {
    const [table, wanted] = [here.tables.get(name), target.tables.get(name)];
    if (!table || !wanted || primaryKey(table).length === 0) return [];
    const distinct = distinctSteps(table, wanted, mapping);
    const subject = { table, wanted, here, target, mapping, losing };
    if (distinct.length + rulesOf(subject).setAside.length > 0) losing.add(name);
    const { repairs, setAside } = rulesOf(subject);
    return [
      ...(repairs.length > 0 ? [repairStep(table, repairs, "repair")] : []),
      ...distinct,
      ...(setAside.length > 0 ? [setAsideStep(table, setAside)] : []),
      // What a row of the same table led to may have been set aside.
      ...(repairs.length > 0 && losing.has(name) && leadsToItself(wanted)
        ? [repairStep(table, repairs, "mend")]
        : []),
    ];
  });
}

function leadsToItself(table: Table): boolean {
  return table.constraints.some(({ references }) => references?.table === plainName(table));
}

function stepBase(table: Table) {
  return {
    kind: "repair" as const,
    table: plainName(table),
    lock: "ROW EXCLUSIVE",
    rows: table.rows,
    seconds: table.rows / 20_000,
  };
}

function repairStep(table: Table, repairs: readonly ColumnRepair[], verb: string): Step {
  const id = `${verb} ${plainName(table)}`;
  return {
    ...stepBase(table),
    id,
    title: `${plainName(table)}: values of ${repairs.map(({ column }) => column).join(", ")} that the target cannot hold are repaired`,
    forward: walk(table, (batch) => repairSql(id, table, repairs, batch)),
    inverse: [restoreValues(id, table, repairs)],
    hazards: ["changes values; the originals are kept"],
  };
}

function setAsideStep(table: Table, rules: readonly SetAside[]): Step {
  const id = `set aside ${plainName(table)}`;
  return {
    ...stepBase(table),
    id,
    title: `${plainName(table)}: rows that cannot be repaired go to the quarantine`,
    forward: walk(table, (batch) => setAsideSql(id, table, rules, batch)),
    inverse: [restoreRows(id, table)],
    hazards: ["takes rows out of the table; they are kept whole"],
  };
}

/** One step per table for the unique rules that it does not keep yet: the first row of each keeps its place. */
function distinctSteps(table: Table, wanted: Table, mapping: Mapping): Step[] {
  const kept = new Set(table.indexes.filter(({ unique }) => unique).map(({ body }) => body));
  const rules = wanted.indexes.filter(
    (index) => index.unique && !kept.has(index.body) && mentions(table, wanted, index),
  );
  if (rules.length === 0) return [];
  const id = `distinct ${plainName(table)}`;
  const made = rules.flatMap((rule) => duplicateRepair(wanted, rule, mapping));
  const columns = [...new Set(made.map(({ column }) => column))].map((column) => ({
    column,
    sql: "",
  }));
  return [
    {
      ...stepBase(table),
      id,
      title: `${plainName(table)}: of rows that are the same under ${rules.map(({ name }) => name).join(", ")} the first stays`,
      forward: {
        how: "transaction",
        silent: true,
        patient: true,
        sql: rules.map((rule) =>
          distinctSql(id, table, rule, duplicateRepair(wanted, rule, mapping)[0]),
        ),
      },
      inverse: [
        ...(columns.length > 0 ? [restoreValues(id, table, columns)] : []),
        restoreRows(id, table),
      ],
      hazards: ["takes rows out of the table; they are kept whole"],
    },
  ];
}

/** Whether the rule is about columns that the table has already. */
function mentions(table: Table, wanted: Table, { definition }: Index): boolean {
  return wanted.columns.every(
    ({ name }) => columnOf(table, name) || !new RegExp(`\\b${name}\\b`).test(definition),
  );
}

/** The declared repair of a column that the rule is about. */
function duplicateRepair(wanted: Table, { keys }: Index, mapping: Mapping): ColumnRepair[] {
  return wanted.columns.flatMap(({ name }) => {
    const declared = mapping.repairs[`${plainName(wanted)}.${name}`]?.duplicate;
    const isKey = keys.some((key) => new RegExp(`\\b${name}\\b`).test(key));
    return declared && isKey ? [{ column: name, sql: declared.sql }] : [];
  });
}

function distinctSql(
  id: string,
  table: Table,
  rule: Index,
  repair: ColumnRepair | undefined,
): string {
  const key = primaryKey(table).map(quoteIdentifier);
  const columns = key.map((name, index) => `r.${name} AS k${index + 1}`).join(", ");
  const first = columnOf(table, "created_at")
    ? ["r.created_at", ...key.map((name) => `r.${name}`)]
    : key.map((name) => `r.${name}`);
  const conditions = [
    ...(rule.nullsNotDistinct ? [] : rule.keys.map((one) => `(${one}) IS NOT NULL`)),
    ...(rule.predicate ? [`(${rule.predicate})`] : []),
  ];
  const ranked = `doomed AS MATERIALIZED (
    SELECT * FROM (
      SELECT ${columns}, pg_catalog.row_number() OVER (PARTITION BY ${rule.keys.join(", ")} ORDER BY ${first.join(", ")}) AS place
        FROM ${sqlName(table)} AS r ${conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : ""}) AS ranked
     WHERE place > 1)`;
  if (repair) {
    const name = quoteIdentifier(repair.column);
    return `WITH ${ranked}, broken AS MATERIALIZED (
      SELECT doomed.*, ${keyDocument(table)} AS key, pg_catalog.jsonb_build_object(${literal(repair.column)}, r.${name}) AS before,
             pg_catalog.jsonb_build_object(${literal(repair.column)}, ${repair.sql}) AS after
        FROM ${sqlName(table)} AS r JOIN doomed ON ${onKey(table, "doomed")} FOR UPDATE OF r),
    ${keepOriginals(id)}
      UPDATE ${sqlName(table)} AS r SET ${name} = ${repair.sql} FROM broken WHERE ${onKey(table, "broken")}`;
  }
  return `WITH ${ranked}, gone AS (
      DELETE FROM ${sqlName(table)} AS r USING doomed WHERE ${onKey(table, "doomed")}
      RETURNING ${keyDocument(table)} AS key, pg_catalog.to_jsonb(r) AS row)
    INSERT INTO ${ownSchema}.quarantine (step, relation, key, row, reason)
    SELECT ${literal(id)}, ${literal(plainName(table))}, key, row, ${literal(`breaks ${rule.name}: an earlier row is the same`)} FROM gone`;
}

/** A walk along the primary key. `body` gets the batch, a query of its keys as k1, k2 and so on. */
function walk(table: Table, body: (batch: string) => string): Batches {
  const key = primaryKey(table);
  const names = key.map(quoteIdentifier).join(", ");
  const columns = key.map((name, index) => `${quoteIdentifier(name)} AS k${index + 1}`).join(", ");
  const bounds = key
    .map((name) => `($1::jsonb ->> ${literal(name)})::${columnOf(table, name)?.type}`)
    .join(", ");
  const batch = (where: string): string =>
    `SELECT ${columns} FROM ${sqlName(table)} ${where} ORDER BY ${names} LIMIT $2`;
  const document = key.map((name, index) => `${literal(name)}, k${index + 1}`).join(", ");
  const order = key.map((_, index) => `k${index + 1} DESC`).join(", ");
  const whole = (where: string): string => `
    WITH batch AS MATERIALIZED (${batch(where)}), ${body("batch")}
    SELECT CASE WHEN (SELECT pg_catalog.count(*) FROM batch) = $2
             THEN (SELECT pg_catalog.jsonb_build_object(${document}) FROM batch ORDER BY ${order} LIMIT 1) END AS cursor,
           (SELECT pg_catalog.count(*) FROM batch) AS rows`;
  return {
    how: "batches",
    first: whole("WHERE $1::jsonb IS NULL"),
    next: whole(`WHERE (${names}) > (${bounds})`),
    silent: true,
  };
}

function onKey(table: Table, other: string): string {
  return primaryKey(table)
    .map((name, index) => `r.${quoteIdentifier(name)} = ${other}.k${index + 1}`)
    .join(" AND ");
}

/** The row whose key the document holds, found by the primary key's index. */
function onDocument(table: Table, document: string): string {
  return primaryKey(table)
    .map(
      (name) =>
        `r.${quoteIdentifier(name)} = (${document} ->> ${literal(name)})::${columnOf(table, name)?.type}`,
    )
    .join(" AND ");
}

function keyDocument(table: Table): string {
  const key = primaryKey(table).map((name) => `${literal(name)}, r.${quoteIdentifier(name)}`);
  return `pg_catalog.jsonb_build_object(${key.join(", ")})`;
}

function repairSql(
  id: string,
  table: Table,
  repairs: readonly ColumnRepair[],
  batch: string,
): string {
  const names = repairs.map(({ column }) => quoteIdentifier(column));
  const old = names.map((name) => `r.${name}`).join(", ");
  const fresh = repairs.map(({ column, sql }) => `${literal(column)}, ${sql}`).join(", ");
  const before = repairs
    .map(({ column }) => `${literal(column)}, r.${quoteIdentifier(column)}`)
    .join(", ");
  const values = repairs.map(({ sql }) => sql).join(", ");
  return `broken AS MATERIALIZED (
      SELECT ${batch}.*, ${keyDocument(table)} AS key, pg_catalog.jsonb_build_object(${before}) AS before,
             pg_catalog.jsonb_build_object(${fresh}) AS after
        FROM ${sqlName(table)} AS r JOIN ${batch} ON ${onKey(table, batch)}
       WHERE (${old}) IS DISTINCT FROM (${values}) FOR UPDATE OF r),
    ${keepOriginals(id)},
    changed AS (
      UPDATE ${sqlName(table)} AS r SET (${names.join(", ")}) = (SELECT ${values})
        FROM broken WHERE ${onKey(table, "broken")})`;
}

/** Of a row that was repaired before, each further time is kept too: what it was by then, and what it had been. */
function keepOriginals(id: string): string {
  return `kept AS (
      INSERT INTO ${ownSchema}.originals (step, key, before, after)
      SELECT ${literal(id)}, key, before, after FROM broken
      ON CONFLICT (step, key) DO UPDATE SET before = EXCLUDED.before || originals.before, after = originals.after || EXCLUDED.after,
        again = originals.again || pg_catalog.jsonb_build_array(
          pg_catalog.jsonb_build_object('was', originals.after, 'then', EXCLUDED.before)))`;
}

function setAsideSql(id: string, table: Table, rules: readonly SetAside[], batch: string): string {
  const any = rules.map(({ where }) => `(${where})`).join(" OR ");
  const reasons = rules
    .map(({ where, reason }) => `WHEN ${where} THEN ${literal(reason)}`)
    .join(" ");
  return `doomed AS MATERIALIZED (
      SELECT ${batch}.*, CASE ${reasons} END AS reason
        FROM ${sqlName(table)} AS r JOIN ${batch} ON ${onKey(table, batch)} WHERE ${any} FOR UPDATE OF r),
    gone AS (
      DELETE FROM ${sqlName(table)} AS r USING doomed WHERE ${onKey(table, "doomed")}
      RETURNING ${keyDocument(table)} AS key, pg_catalog.to_jsonb(r) AS row, doomed.reason),
    kept AS (
      INSERT INTO ${ownSchema}.quarantine (step, relation, key, row, reason)
      SELECT ${literal(id)}, ${literal(plainName(table))}, key, row, reason FROM gone)`;
}

/** Puts originals back where nobody has written another value since, some thousand at a time. */
function restoreValues(id: string, table: Table, repairs: readonly ColumnRepair[]): Batches {
  const sql = `
    WITH taken AS (
      DELETE FROM ${ownSchema}.originals WHERE (step, key) IN (
        SELECT step, key FROM ${ownSchema}.originals WHERE step = ${literal(id)} LIMIT $2)
      RETURNING key, after, before || ${lastWritten} AS before),
    restored AS (
      UPDATE ${sqlName(table)} AS r SET ${repairs
        .map(({ column }) => {
          const name = quoteIdentifier(column);
          const was = `(pg_catalog.jsonb_populate_record(NULL::${sqlName(table)}, taken.before)).${name}`;
          return `${name} = CASE WHEN pg_catalog.to_jsonb(r.${name}) IS NOT DISTINCT FROM NULLIF(taken.after -> ${literal(column)}, 'null'::jsonb) THEN ${was} ELSE r.${name} END`;
        })
        .join(", ")}
        FROM taken WHERE ${onDocument(table, "taken.key")})
    SELECT CASE WHEN pg_catalog.count(*) = $2 THEN '{}'::jsonb END AS cursor, pg_catalog.count(*) AS rows
      FROM taken WHERE $1::jsonb IS NULL OR true`;
  return { how: "batches", first: sql, next: sql, silent: true };
}

/** What programs wrote over a repaired value, and was repaired in its turn. */
const lastWritten = `COALESCE((
        SELECT pg_catalog.jsonb_object_agg(held.key, held.value ORDER BY nth)
          FROM pg_catalog.jsonb_array_elements(again) WITH ORDINALITY AS one (time, nth), pg_catalog.jsonb_each(time -> 'then') AS held
         WHERE held.value IS DISTINCT FROM time -> 'was' -> held.key), '{}'::jsonb)`;

/** Puts rows back from the quarantine; one whose key was taken meanwhile stays there. */
function restoreRows(id: string, table: Table): Batches {
  const columns = table.columns
    .filter(({ generated }) => !generated)
    .map(({ name }) => quoteIdentifier(name))
    .join(", ");
  const sql = `
    WITH taken AS (
      DELETE FROM ${ownSchema}.quarantine WHERE id IN (
        SELECT id FROM ${ownSchema}.quarantine WHERE step = ${literal(id)} ORDER BY id LIMIT $2)
      RETURNING row),
    restored AS (
      INSERT INTO ${sqlName(table)} (${columns})
      SELECT ${columns} FROM taken, pg_catalog.jsonb_populate_record(NULL::${sqlName(table)}, taken.row)
      ON CONFLICT DO NOTHING)
    SELECT CASE WHEN pg_catalog.count(*) = $2 THEN '{}'::jsonb END AS cursor, pg_catalog.count(*) AS rows
      FROM taken WHERE $1::jsonb IS NULL OR true`;
  return { how: "batches", first: sql, next: sql, silent: true };
}
