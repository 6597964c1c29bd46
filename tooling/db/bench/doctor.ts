import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { circumstances, writeResults } from "@deepiri/bench";
import { brand } from "@deepiri/database/brand";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
import { formatTable } from "@deepiri/terminal";
import { findWorkspaceRoot } from "@deepiri/workspace";
import { doctor } from "./daily/doctor.js";

// Times `db doctor` as a whole process on a throw-away server.

const root = findWorkspaceRoot();
const server = await startServer({
  directory: await throwAwayDirectory(join(root, brand.dataFolder, "bench")),
  kind: "throw-away",
  databases: ["bench"],
});
const folder = mkdtempSync(join(tmpdir(), "bench-doctor-"));
try {
  const { figures, results } = await doctor.measure({ root, url: server.url, folder });
  console.log(
    formatTable(
      ["", "ours", "limit", ""],
      figures.map((one) => [one.what, one.ours, one.limit, one.holds ? "holds" : "MISSED"]),
    ),
  );
  writeResults(root, "doctor", { ...circumstances(server.version), ...results });
  if (!figures.every(({ holds }) => holds)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
  await server.stop();
}
