import type { PackageCheck, Problem, RawClient } from "@deepiri/database";

interface Row {
  readonly kind: string;
  readonly message: string;
  readonly statement: string;
  readonly subjectKind: string;
  readonly schema: string;
  readonly name: string;
}

/** Everything by which rows of one tenant could come before another, in all schemas that are isolated. */
const breaches: PackageCheck = {
  name: "tenancy.breaches",
  find: async (client) => (await readRows(client)).map(problemOf),
};

export const checks: readonly PackageCheck[] = [breaches];

async function readRows(client: RawClient): Promise<Row[]> {
  // What is advice names functions as well, which only newer servers tell from tables without an error.
  return await client.$queryRawUnsafe<Row[]>(
    `WITH breach AS MATERIALIZED (
       SELECT DISTINCT object, kind, message, statement
         FROM (SELECT DISTINCT schema_name FROM tenancy.tables) AS isolated, tenancy.breaches(schema_name)
        WHERE is_breach)
     SELECT kind, message, statement, nspname AS schema, relname AS name,
            CASE relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'table' END AS "subjectKind"
       FROM breach
       JOIN pg_class AS class ON class.oid = to_regclass(object)
       JOIN pg_namespace AS namespace ON namespace.oid = relnamespace
      ORDER BY schema, name, kind, message`,
  );
}

/** Of these somebody has to decide: a key may be meant to hold across tenants, a policy may be meant to open. */
const needDecision = new Set(["key", "other policy"]);
const inMigration = new Set(["table", "null", "foreign key", "view"]);

function problemOf({ kind, message, statement, subjectKind, schema, name }: Row): Problem {
  const remedy = {
    sql: statement.replace(/;$/, ""),
    ...(inMigration.has(kind) && { inMigration: true as const }),
  };
  return {
    // By a key that others share it is known that a value is taken, and no more.
    severity: kind === "key" ? "info" : "error",
    subject: { kind: subjectKind, schema, name },
    message,
    ...(!needDecision.has(kind) && { remedy }),
  };
}
