import path from "node:path";
import { parseArgs } from "node:util";
import { circumstances, writeResults } from "@deepiri/bench";
import { connectOnce } from "@deepiri/database";
import { brand } from "@deepiri/database/brand";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
import { migrate } from "@deepiri/schema-engine";
import { formatTable } from "@deepiri/terminal";
import { findDatabase, findWorkspaceRoot, readWorkspace } from "@deepiri/workspace";
import { type Case, cases } from "./cases.js";
import { fillTable } from "./fill-table.js";
import { type Figures, measure } from "./measure.js";

// Times the queries that dpro's indexes are for, each with its index and without, on a throw-away server.
// Of an index that was left out, "without" is as it is, and "with" has it beside what is there.
// Usage: indexes.ts [--rows N] [--only iam.users,...]. Figures of a full run of 10^6 rows are kept.

const full = 1_000_000;
const { values: options } = parseArgs({
  options: { rows: { type: "string", default: `${full}` }, only: { type: "string" } },
});
const rows = Number(options.rows);
const root = findWorkspaceRoot();
const directory = await throwAwayDirectory(path.join(root, brand.dataFolder, "bench"));
const server = await startServer({ directory, kind: "throw-away", databases: ["dpro"] });
const results: (Pick<Case, "index" | "kept"> & Figures)[] = [];
try {
  const url = new URL("/dpro", server.url).href;
  await migrate(findDatabase(readWorkspace(), "dpro"), { url });
  const client = await connectOnce(url, { applicationName: "bench" });
  try {
    for (const table of new Set(cases.map((one) => one.table))) {
      if (options.only && !options.only.split(",").includes(table)) continue;
      process.stderr.write(`filling ${table} with ${rows.toLocaleString("en-US")} rows\n`);
      await fillTable(client, table, rows);
      for (const one of cases.filter((other) => other.table === table)) {
        const { index, kept } = one;
        results.push({ index, kept, ...(await measure(client, one)) });
      }
      await client.query(`TRUNCATE ${table} CASCADE`);
    }
  } finally {
    await client.end();
  }
} finally {
  await server.stop();
}
console.log(
  formatTable(
    ["index", "with", "without", "pages with", "pages without", ""],
    results.map(({ index, kept, with: one, without: other }) => [
      index,
      `${one.ms} ms`,
      `${other.ms} ms`,
      one.pages,
      other.pages,
      kept ? "" : "left out",
    ]),
  ),
);
if (rows === full && options.only === undefined)
  writeResults(root, "dpro-indexes", { ...circumstances(server.version), rows, indexes: results });
