import path from "node:path";
import { parseArgs } from "node:util";
import { circumstances, readResults, writeResults } from "@deepiri/bench";
import { connectOnce, migratorRole } from "@deepiri/database";
import { brand } from "@deepiri/database/brand";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
import { migrate } from "@deepiri/schema-engine";
import { formatTable } from "@deepiri/terminal";
import { findPackage, findWorkspaceRoot, readWorkspace } from "@deepiri/workspace";
import { fillHistory, versionsEach } from "./history.js";
import { measureAsOf, measureUpdates } from "./measure.js";

// Times looking up the version of an instant, and an update with versions beside one without, on a throw-away server.
// Usage: versions.ts [--rows 10000,1000000] [--calls 2000]. Figures are kept by the number of versions.

const { values: options } = parseArgs({
  options: {
    rows: { type: "string", default: "10000,100000,1000000" },
    calls: { type: "string", default: "2000" },
  },
});
const calls = Number(options.calls);
const root = findWorkspaceRoot();
const name = findPackage(readWorkspace(root), "temporal").database;
const found = readWorkspace(root).databases.find((one) => one.name === name);
if (!found) throw new Error(`the workspace has no database ${name}`);
const directory = await throwAwayDirectory(path.join(root, brand.dataFolder, "bench"));
const server = await startServer({ directory, kind: "throw-away", databases: [name] });
const results: Record<string, Awaited<ReturnType<typeof measure>>> = {};
try {
  const url = new URL(`/${name}`, server.url).href;
  await migrate(found, { url });
  for (const rows of options.rows.split(",").map(Number)) results[rows] = await measure(url, rows);
} finally {
  await server.stop();
}
const { versions } = readResults(root, "temporal");
writeResults(root, "temporal", {
  ...circumstances(server.version),
  calls,
  versions: { ...(versions as object), ...results },
});
console.log(
  formatTable(
    [
      "versions",
      "as of, p50",
      "p99",
      "pages",
      "update, p50",
      "plain",
      "times",
      "times in the server",
    ],
    Object.entries(results).map(([rows, { asOf, update }]) => [
      Number(rows).toLocaleString("en-US"),
      `${asOf.p50} ms`,
      `${asOf.p99} ms`,
      asOf.pages,
      `${update.single.kept.p50} ms`,
      `${update.single.plain.p50} ms`,
      update.single.times,
      update.within.times,
    ]),
  ),
);

async function measure(url: string, rows: number) {
  process.stderr.write(`filling ${rows.toLocaleString("en-US")} versions\n`);
  const client = await connectOnce(url, { applicationName: "bench" });
  try {
    const entities = Math.ceil(rows / versionsEach);
    await fillHistory(client, rows, migratorRole(name));
    const asOf = await measureAsOf(client, entities, calls);
    const update = await measureUpdates(client, entities, calls);
    await client.query("DROP SCHEMA bench CASCADE; DELETE FROM temporal.kept_tables");
    return { asOf, update };
  } finally {
    await client.end();
  }
}
