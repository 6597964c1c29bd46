import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { plainName } from "../../../catalog/table-name.js";
import { inUserSchema } from "../../../catalog/user-schema.js";
import type { Queryable } from "../../../session/queryable.js";

/** A table in which a tool writes down what it has applied. */
export interface Ledger {
  /** `schema.table` */
  readonly table: string;
  /** The tool, where the table has a name that only one uses. */
  readonly tool: string | null;
  /** What it says was applied, in its order. */
  readonly entries: readonly string[];
}

interface KnownLedger {
  readonly table: string;
  readonly tool: string;
  readonly column: string;
  /** The column by which entries are in the order in which they were applied. */
  readonly order: string;
  /** SQL: which rows count. */
  readonly where?: string;
}

const known: readonly KnownLedger[] = [
  {
    table: "_prisma_migrations",
    tool: "Prisma Migrate",
    column: "migration_name",
    order: "started_at",
    where: "finished_at IS NOT NULL AND rolled_back_at IS NULL",
  },
  {
    table: "flyway_schema_history",
    tool: "Flyway",
    column: "script",
    order: "installed_rank",
    where: "success",
  },
  { table: "knex_migrations", tool: "Knex", column: "name", order: "id" },
  { table: "pgmigrations", tool: "node-pg-migrate", column: "name", order: "id" },
  { table: "alembic_version", tool: "Alembic", column: "version_num", order: "version_num" },
  {
    table: "goose_db_version",
    tool: "Goose",
    column: "version_id",
    order: "id",
    where: "is_applied",
  },
  { table: "__diesel_schema_migrations", tool: "Diesel", column: "version", order: "run_on" },
  { table: "databasechangelog", tool: "Liquibase", column: "filename", order: "orderexecuted" },
  { table: "SequelizeMeta", tool: "Sequelize", column: "name", order: "name" },
  {
    table: "__EFMigrationsHistory",
    tool: "Entity Framework",
    column: "MigrationId",
    order: "MigrationId",
  },
  { table: "django_migrations", tool: "Django", column: "name", order: "id" },
  {
    table: "schema_migrations",
    tool: "Rails, dbmate or golang-migrate",
    column: "version",
    order: "version",
  },
];

/**
 * Every ledger of a database: tables that tools are known by, and others whose name speaks of migrations, with a
 * column of names or versions that mean one of the files.
 */
export async function readLedgers(reader: Queryable, files: readonly string[]): Promise<Ledger[]> {
  const ledgers: Ledger[] = [];
  for (const { columns, ...name } of await readCandidates(reader)) {
    const tool = known.find(
      ({ table, column, order }) =>
        table === name.name && columns.includes(column) && columns.includes(order),
    );
    const column = tool?.column ?? entryColumns.find((one) => columns.includes(one));
    if (column === undefined) continue;
    const order = tool?.order ?? orderColumns.find((one) => columns.includes(one)) ?? column;
    const rows = await reader.query<{ entry: string }>(
      `SELECT ${quoteIdentifier(column)}::text AS entry FROM ${quoteTable(name.schema, name.name)}
        WHERE ${quoteIdentifier(column)} IS NOT NULL AND (${tool?.where ?? "TRUE"})
        ORDER BY ${quoteIdentifier(order)} LIMIT 10000`,
    );
    const entries = rows.map(({ entry }) => entry);
    // Rows of a table that nobody knows are told only where it is a ledger of these files.
    if (tool || entries.some((entry) => files.some((file) => namesFile(entry, file))))
      ledgers.push({ table: plainName(name), tool: tool?.tool ?? null, entries });
  }
  return ledgers;
}

const entryColumns = [
  "migration_name",
  "script",
  "filename",
  "file_name",
  "file",
  "name",
  "version",
  "migration",
  "hash",
];
const orderColumns = [
  "installed_rank",
  "id",
  "applied_at",
  "executed_at",
  "run_on",
  "run_at",
  "created_at",
];

interface Candidate {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
}

function readCandidates(reader: Queryable): Promise<Candidate[]> {
  return reader.query<Candidate>(
    `SELECT nspname AS schema, relname AS name,
            ARRAY(SELECT attname::text FROM pg_catalog.pg_attribute
                   WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped) AS columns
       FROM pg_catalog.pg_class AS class JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
      WHERE relkind IN ('r', 'p') AND ${inUserSchema()} AND pg_catalog.has_table_privilege(class.oid, 'SELECT')
        AND (relname = ANY ($1) OR relname ~* 'migration|change_?log|schema_(version|history)|applied_(file|script)')
      ORDER BY 1, 2`,
    [known.map(({ table }) => table)],
  );
}

/** The place of a file in a ledger; undefined where it has none. */
export function placeIn({ entries }: Ledger, file: string): number | undefined {
  const at = entries.findIndex((entry) => namesFile(entry, file));
  return at < 0 ? undefined : at;
}

/**
 * Whether an entry means a file: by its name with or without folder and ending, by the name of its folder, or by
 * the number that its name begins with.
 */
export function namesFile(entry: string, file: string): boolean {
  const parts = file.split("/");
  const name = parts.at(-1) ?? file;
  const stem = name.replace(/(\.up)?\.sql$/, "");
  const entryName = entry.split("/").at(-1) ?? entry;
  const names = [name, stem, ...(stem === "migration" ? [parts.at(-2) ?? stem] : [])];
  if (names.includes(entryName.replace(/\.(js|ts|py|rb)$/, ""))) return true;
  const number = /^V?0*(\d+)/.exec(stem)?.[1];
  return number !== undefined && /^\d+$/.test(entry) && entry.replace(/^0+/, "") === number;
}
