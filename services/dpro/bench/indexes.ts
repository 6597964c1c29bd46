import path from "node:path";
import { parseArgs } from "node:util";
import { circumstances, readResults, writeResults } from "@deepiri/bench";
import { connectOnce } from "@deepiri/database";
import { brand } from "@deepiri/database/brand";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
import { migrate } from "@deepiri/schema-engine";
import { formatTable } from "@deepiri/terminal";
import { findDatabase, findWorkspaceRoot, readWorkspace } from "@deepiri/workspace";
import { cases } from "./cases.js";
import { fillTable } from "./fill-table.js";
import { type Figures, measure } from "./measure.js";

// Times the queries that dpro's indexes are for, each with its index and without, on a throw-away server.
// Of an index that was left out, "without" is as it is, and "with" has it beside what is there.
// Usage: indexes.ts [--rows N] [--only iam.users,...]. Figures at 10^6 rows are kept, table by table.

const full = 1_000_000;
const { values: options } = parseArgs({
  options: { rows: { type: "string", default: `${full}` }, only: { type: "string" } },
});
const rows = Number(options.rows);
const tables = options.only?.split(",") ?? [...new Set(cases.map(({ table }) => table))];
const root = findWorkspaceRoot();
const directory = await throwAwayDirectory(path.join(root, brand.dataFolder, "bench"));
const server = await startServer({ directory, kind: "throw-away", databases: ["dpro"] });
const results: [index: string, figures: Figures][] = [];
try {
  const url = new URL("/dpro", server.url).href;
  await migrate(findDatabase(readWorkspace(), "dpro"), { url });
  const client = await connectOnce(url, { applicationName: "bench" });
  try {
    for (const table of tables) await measureTable(client, table);
  } finally {
    await client.end();
  }
} finally {
  await server.stop();
}
console.log(
  formatTable(
    ["index", "with", "without", "pages with", "pages without"],
    results.map(([index, { with: one, without: other }]) => [
      index,
      `${one.ms} ms`,
      `${other.ms} ms`,
      one.pages,
      other.pages,
    ]),
  ),
);

async function measureTable(client: Parameters<typeof measure>[0], table: string): Promise<void> {
  process.stderr.write(`filling ${table} with ${rows.toLocaleString("en-US")} rows\n`);
  await fillTable(client, table, rows);
  for (const one of cases.filter((other) => other.table === table))
    results.push([one.index, await measure(client, one)]);
  await client.query(`TRUNCATE ${table} CASCADE`);
  if (rows !== full) return;
  const { indexes } = readResults(root, "dpro-indexes");
  writeResults(root, "dpro-indexes", {
    ...circumstances(server.version),
    rows,
    indexes: { ...(indexes as object), ...Object.fromEntries(results) },
  });
}
