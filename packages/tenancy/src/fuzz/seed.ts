import { createHash } from "node:crypto";
import { quoteIdentifier } from "@deepiri/database";
import type pg from "pg";
import type { FuzzedColumn, FuzzedTable } from "./subject.js";

/** A tenant, and the text that stands in every text column of his rows and nobody else's. */
export interface FuzzedTenant {
  readonly id: string;
  readonly canary: string;
}

/** How many rows each tenant has of each table. */
export const rowsEach = 6;

/** SQL values of a row by column, the same each time; of row `n` its references point to rows `n`. */
export function rowOf(
  tables: ReadonlyMap<string, FuzzedTable>,
  table: FuzzedTable,
  tenant: FuzzedTenant,
  n: number,
): Map<string, string> {
  const written = table.columns.filter(({ generated }) => !generated);
  return new Map(
    written.map((column) => [column.name, sqlOf(tables, table, column, tenant, n, 0)]),
  );
}

/** Fills tables with rows of all tenants, past triggers and foreign keys, whose order would matter. */
export async function seedRows(
  owner: pg.Pool,
  tables: readonly FuzzedTable[],
  tenants: readonly FuzzedTenant[],
): Promise<void> {
  const client = await owner.connect();
  const byName = new Map(tables.map((table) => [table.name, table]));
  try {
    await client.query("SET session_replication_role = replica");
    for (const table of tables.filter(({ isRoot }) => isRoot))
      for (const tenant of tenants)
        for (let n = 0; n < rowsEach; n += 1)
          await client.query(
            insertOf(table, [rowOf(byName, table, tenant, n)], "ON CONFLICT DO NOTHING"),
          );
    await client.query("RESET session_replication_role");
  } finally {
    client.release();
  }
}

/** The statement that inserts such rows. */
export function insertOf(
  { name }: FuzzedTable,
  rows: readonly ReadonlyMap<string, string>[],
  after = "",
): string {
  const columns = [...(rows[0]?.keys() ?? [])].map(quoteIdentifier).join(", ");
  const values = rows.map((row) => `(${[...row.values()].join(", ")})`).join(", ");
  return `INSERT INTO ${name} (${columns}) OVERRIDING SYSTEM VALUE VALUES ${values} ${after}`;
}

function sqlOf(
  tables: ReadonlyMap<string, FuzzedTable>,
  table: FuzzedTable,
  column: FuzzedColumn,
  tenant: FuzzedTenant,
  n: number,
  depth: number,
): string {
  if (column.name === table.tenantColumn) return literal(tenant.id);
  const { refersTo } = column;
  if (refersTo && depth < 8) {
    const target = tables.get(refersTo.table);
    const there = target?.columns.find(({ name }) => name === refersTo.column);
    if (target && there) return sqlOf(tables, target, there, tenant, n, depth + 1);
    // A table of all tenants.
    return `(SELECT ${quoteIdentifier(refersTo.column)} FROM ${refersTo.table} ORDER BY 1 LIMIT 1)`;
  }
  return plainValue(table, column, tenant, n);
}

function plainValue(
  table: FuzzedTable,
  { name, type, length, required, words }: FuzzedColumn,
  { id, canary }: FuzzedTenant,
  n: number,
): string {
  if (words.length > 0) return literal(words[n % words.length] ?? "");
  const hash = createHash("md5").update(`${table.name} ${name} ${id} ${n}`).digest("hex");
  const number = Number.parseInt(hash.slice(0, 7), 16);
  const text = `${canary}-${hash.slice(0, 8)}`.slice(0, length ?? undefined);
  if (type === "uuid") return literal(hash);
  if (type === "smallint") return String(number % 30_000);
  if (/^(integer|bigint)/.test(type)) return String(number);
  if (/^(numeric|real|double)/.test(type)) return "0.5";
  if (/^(text|character|citext)/.test(type) && !type.endsWith("]")) return literal(text);
  if (/^(text|character).*\[\]$/.test(type)) return `ARRAY[${literal(text)}]`;
  if (/^jsonb?$/.test(type)) return literal(JSON.stringify({ canary: text }));
  if (type === "boolean") return String(n % 2 === 0);
  if (type === "bytea") return `'\\x${hash}'`;
  if (/^(timestamp|date)/.test(type))
    return `timestamptz '2026-01-01 00:00+00' + ${n} * interval '1 day'`;
  if (type === "interval") return "interval '1 day'";
  if (type === "inet") return "inet '127.0.0.1'";
  if (type.endsWith("[]")) return "'{}'";
  return required ? "DEFAULT" : "NULL";
}

/** A text as SQL, whatever is in it. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
