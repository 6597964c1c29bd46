import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { circumstances, readResults, writeResults } from "@deepiri/bench";
import { brand } from "@deepiri/database/brand";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
import { formatTable } from "@deepiri/terminal";
import { findWorkspaceRoot } from "@deepiri/workspace";
import { backup } from "./daily/backup.js";
import { doctor } from "./daily/doctor.js";
import { live } from "./daily/live.js";
import { newMigration } from "./daily/new.js";
import type { Measured, Scenario } from "./daily/scenario.js";

// Measures what people type each week, scenario by scenario.
// Usage: daily.ts [scenario ...]; all if none is named. Figures of others are kept as they were.
// ROWS=10000 makes the tables smaller; such figures are shown, not kept.

const scenarios: readonly Scenario[] = [backup, live, newMigration, doctor];
const named = process.argv.slice(2);
const root = findWorkspaceRoot();

for (const scenario of scenarios.filter(({ name }) => named.length === 0 || named.includes(name))) {
  process.stderr.write(`${scenario.name}\n`);
  const [{ figures, results }, version] = await measure(scenario);
  console.log(
    formatTable(
      ["", "ours", "rival", "limit", ""],
      figures.map(({ what, ours, rival = "", limit = "", holds }) => [
        what,
        ours,
        rival,
        limit,
        holds === undefined ? "" : holds ? "holds" : "MISSED",
      ]),
    ),
  );
  if (figures.some(({ holds }) => holds === false)) process.exitCode = 1;
  if (process.env.ROWS === undefined)
    writeResults(root, "daily", {
      ...readResults(root, "daily"),
      [scenario.name]: { ...circumstances(version), ...results },
    });
}

async function measure(scenario: Scenario): Promise<[Measured, string]> {
  const server = await startServer({
    directory: await throwAwayDirectory(join(root, brand.dataFolder, "bench")),
    kind: "throw-away",
    databases: ["bench"],
  });
  const folder = mkdtempSync(join(tmpdir(), "bench-daily-"));
  try {
    return [await scenario.measure({ root, url: server.url, folder }), server.version];
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await server.stop();
  }
}
