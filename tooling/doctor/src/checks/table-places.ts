import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { qualifiedName } from "@deepiri/workspace";
import { type Context, catalogueCheck } from "../check/check.js";
import { userTables } from "../check/user-tables.js";
import type { Finding } from "../finding/finding.js";

interface Row {
  readonly schema: string;
  readonly table: string;
  readonly rows: number;
  /** Where the partitioned table lies that it belongs to; null for what is no partition. */
  readonly root: string | null;
}

/** Whether each table is where the Prisma files say, once, and somebody's. */
export const tablePlaces = catalogueCheck<Row>({
  name: "tables and owners",
  sql: `
WITH ${userTables}
SELECT schema, "table", greatest(reltuples, 0)::float8 AS rows,
       CASE WHEN is_partition THEN (
         SELECT nspname || '.' || relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
          WHERE pg_class.oid = pg_partition_root(user_table.oid)) END AS root
  FROM user_table ORDER BY 1, 2`,
  find: (rows, context) => {
    const places = new Set(rows.map(nameOf));
    return rows
      .filter(({ root, schema }) => root === null && !isHistory(schema, context))
      .filter((row) => !context.ownership.tables.has(nameOf(row)))
      .flatMap((row) => findingsOf(row, places, context));
  },
});

function nameOf({ schema, table }: Row): string {
  return qualifiedName({ schema, object: table });
}

function isHistory(schema: string, { database }: Context): boolean {
  return database.packages.some(({ historySchema }) => historySchema === schema);
}

/** Of a table that no package owns. */
function findingsOf(row: Row, places: ReadonlySet<string>, context: Context): Finding[] {
  const { schema, table, rows } = row;
  const subject = { kind: "table", schema, name: table };
  const owned = [...context.ownership.tables.values()];
  const isOurs = owned.some(({ declared }) => declared.schema === schema);
  const namesakes = owned.filter(({ declared }) => declared.object === table);
  const [own] = namesakes.filter(({ declared }) => !places.has(qualifiedName(declared)));
  if (own && namesakes.length === 1) return [misplaced(row, own.declared.schema, own.owner.key)];
  if (namesakes.length > 0)
    return [
      {
        code: "several-tables-of-one-name",
        severity: isOurs ? "error" : "warning",
        subject,
        evidence: { rows, owned: namesakes.map(({ declared }) => qualifiedName(declared)) },
        remedy: { command: "reorganize plan" },
      },
    ];
  if (!isOurs) return [];
  return [
    { code: "table-without-owner", severity: "warning", subject, evidence: { rows }, remedy: {} },
  ];
}

function misplaced({ schema, table, rows }: Row, right: string, owner: string): Finding {
  return {
    code: "table-in-wrong-schema",
    severity: "error",
    subject: { kind: "table", schema, name: table },
    evidence: { rows, belongsIn: right, owner },
    remedy: {
      sql: [`ALTER TABLE ${quoteTable(schema, table)} SET SCHEMA ${quoteIdentifier(right)}`],
    },
  };
}
