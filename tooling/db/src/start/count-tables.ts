import { connectOnce, databaseUrl, quoteTable } from "@deepiri/database";
import { readOwnership, readWorkspace } from "@deepiri/workspace";

/** What one package holds in one schema. */
export interface TableCount {
  readonly schema: string;
  readonly owner: string;
  readonly tables: number;
  /** Exact, by counting. */
  readonly rows: number;
}

interface Table {
  readonly schema: string;
  readonly name: string;
}

/** Counts tables and rows per schema and owner, in the order of migration. */
export async function countTables(): Promise<TableCount[]> {
  const { tables } = readOwnership(readWorkspace());
  const groups = new Map<string, { schema: string; owner: string; members: Table[] }>();
  for (const { owner, declared } of tables.values()) {
    const { schema, object: name } = declared;
    const id = `${schema} ${owner.key}`;
    const group = groups.get(id) ?? { schema, owner: owner.key, members: [] };
    groups.set(id, { ...group, members: [...group.members, { schema, name }] });
  }
  return Promise.all(
    [...groups.values()].map(async ({ schema, owner, members }) => ({
      schema,
      owner,
      tables: members.length,
      rows: await countRows(databaseUrl(owner), members),
    })),
  );
}

async function countRows(url: string, tables: readonly Table[]): Promise<number> {
  const client = await connectOnce(url, { applicationName: "deepiri db" });
  const counts = tables.map(
    ({ schema, name }) => `(SELECT count(*) FROM ${quoteTable(schema, name)})`,
  );
  try {
    const { rows } = await client.query(`SELECT ${counts.join(" + ")} AS rows`);
    return Number(rows[0].rows);
  } finally {
    await client.end();
  }
}
