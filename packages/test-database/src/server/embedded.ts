import path from "node:path";
import { brand } from "@deepiri/database/brand";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
import { findWorkspaceRoot } from "@deepiri/workspace";
import { keepsFailures } from "../run/keep.js";
import type { Provider } from "./test-server.js";

/**
 * A throw-away embedded server, gone with the run however that ends.
 *
 * When databases of failing tests are to be kept, one that stays instead, for all such runs.
 */
export const embedded: Provider = {
  start: async () => {
    const ours = path.join(findWorkspaceRoot(), brand.dataFolder);
    const [kind, directory] = keepsFailures()
      ? (["kept", path.join(ours, "kept-tests")] as const)
      : (["throw-away", await throwAwayDirectory(path.join(ours, "tests"))] as const);
    const port = kind === "kept" ? { port: 54_330 } : {};
    const server = await startServer({ directory, kind, ...port });
    const outlivesRun = kind === "kept";
    return { url: server.url, outlivesRun, stop: outlivesRun ? async () => {} : server.stop };
  },
};
