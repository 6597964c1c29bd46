import { loadavg } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { circumstances, readResults, writeResults } from "@deepiri/bench";
import { connectOnce, migratorRole } from "@deepiri/database";
import { brand } from "@deepiri/database/brand";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
import { migrate } from "@deepiri/schema-engine";
import { formatTable } from "@deepiri/terminal";
import { findPackage, findWorkspaceRoot, readWorkspace } from "@deepiri/workspace";
import { fillHistory } from "./history.js";
import { type LookUps, measureAsOf, measureUpdates } from "./measure.js";

// Times looking up the version of an instant, and an update with versions beside one without, on a throw-away server.
// Usage: versions.ts [--rows 10000,1000000] [--calls 2000]. Figures are kept by the number of versions; look-ups can be
// compared that were made by turns in one run.

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
const sizes = options.rows.split(",").map(Number);
interface Figures {
  readonly asOf: LookUps;
  readonly update: Awaited<ReturnType<typeof measureUpdates>>;
}
let results: Record<string, Figures>;
try {
  const url = new URL(`/${name}`, server.url).href;
  await migrate(found, { url });
  results = await measure(url);
} finally {
  await server.stop();
}
const { versions } = readResults(root, "temporal");
writeResults(root, "temporal", {
  ...circumstances(server.version),
  load: Number((loadavg()[0] ?? 0).toFixed(1)),
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

async function measure(url: string): Promise<Record<string, Figures>> {
  const client = await connectOnce(url, { applicationName: "bench" });
  try {
    for (const size of sizes) {
      process.stderr.write(`filling ${size.toLocaleString("en-US")} versions\n`);
      await fillHistory(client, size, migratorRole(name));
    }
    const lookUps = await measureAsOf(client, sizes, calls);
    const figures: Record<string, Figures> = {};
    for (const [size, asOf] of lookUps)
      figures[size] = { asOf, update: await measureUpdates(client, size, calls) };
    return figures;
  } finally {
    await client.end();
  }
}
