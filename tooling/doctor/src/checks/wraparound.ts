import { quoteTable } from "@deepiri/database";
import { catalogueCheck } from "../check/check.js";
import type { Limits } from "../check/limits.js";
import type { Finding, Severity } from "../finding/finding.js";

interface Row {
  /** Null for the database itself. */
  readonly schema: string | null;
  readonly name: string;
  readonly kind: "transaction" | "multixact";
  readonly age: number;
  readonly forcedAt: number;
  readonly isCurrent: boolean;
}

/** Ids that the server has before it refuses to give out more; 3 million are kept back for who mends it. */
const hardLimit = 2 ** 31 - 3_000_000;

/** How near databases and tables are to where the server stops taking writes. */
export const wraparound = catalogueCheck<Row>({
  name: "wraparound",
  // A table counts with what is stored beside it, so that one statement on it sees to both.
  sql: `
WITH forced AS (
  SELECT current_setting('autovacuum_freeze_max_age')::float8 AS transaction,
         current_setting('autovacuum_multixact_freeze_max_age')::float8 AS multixact
),
aged AS (
  SELECT NULL::text AS schema, datname::text AS name, age(datfrozenxid)::float8 AS transaction,
         mxid_age(datminmxid)::float8 AS multixact, datname = current_database() AS is_current
    FROM pg_database WHERE datallowconn
  UNION ALL
  SELECT nspname::text, class.relname::text,
         greatest(age(class.relfrozenxid), age(toast.relfrozenxid)), greatest(mxid_age(class.relminmxid), mxid_age(toast.relminmxid)), true
    FROM pg_class AS class
    JOIN pg_namespace ON pg_namespace.oid = class.relnamespace
    LEFT JOIN pg_class AS toast ON toast.oid = class.reltoastrelid
   WHERE class.relkind IN ('r', 'm') AND nspname !~ '^pg_t'
),
counted AS (
  SELECT schema, name, is_current, 'transaction' AS kind, aged.transaction AS age, forced.transaction AS forced_at FROM aged, forced
  UNION ALL
  SELECT schema, name, is_current, 'multixact', aged.multixact, forced.multixact FROM aged, forced
)
SELECT schema, name, is_current AS "isCurrent", kind, age, forced_at AS "forcedAt" FROM counted
 WHERE age >= LEAST($1 * forced_at, $2)
 ORDER BY schema IS NOT NULL, age DESC, 1, 2 LIMIT 100`,
  values: ({ limits: { freezeAge } }) => [freezeAge.warningTimes, errorAge(freezeAge)],
  find: (rows, { limits }) => rows.map((row) => findingOf(row, limits)),
});

function errorAge({ errorPercent }: Limits["freezeAge"]): number {
  return (hardLimit * errorPercent) / 100;
}

function findingOf({ schema, name, kind, age, forcedAt, isCurrent }: Row, limits: Limits): Finding {
  const severity: Severity = age >= errorAge(limits.freezeAge) ? "error" : "warning";
  const evidence = { kind, age, forcedAt, percent: Math.round((100 * age) / hardLimit) };
  if (schema === null)
    return {
      code: "wraparound-of-database",
      severity,
      subject: { kind: "database", name },
      evidence,
      remedy: isCurrent ? { sql: ["VACUUM (FREEZE)"] } : {},
    };
  return {
    code: "wraparound-of-table",
    severity,
    subject: { kind: "table", schema, name },
    evidence,
    remedy: { sql: [`VACUUM (FREEZE) ${quoteTable(schema, name)}`] },
  };
}
