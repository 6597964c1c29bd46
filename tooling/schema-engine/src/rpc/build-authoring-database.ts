import type { DevDiagnosticInput } from "@prisma/schema-engine-wasm";
import { createScratchDatabase } from "../engine/scratch-database.js";
import type { AuthoringDatabase } from "./authoring-database.js";
import type { Bridge } from "./bridge.js";

/**
 * Builds the database on which `migrate dev` works.
 *
 * The shared one is never looked at: what other packages have in it would look like drift, and Prisma
 * would propose to reset it.
 */
export async function buildAuthoringDatabase(
  bridge: Bridge,
  { migrationsList, filters }: DevDiagnosticInput,
): Promise<AuthoringDatabase> {
  const scratch = await createScratchDatabase(bridge.url);
  try {
    const engine = await bridge.open(scratch.url, true);
    const dispose = async () => {
      const ended = engine.dispose();
      await scratch.drop();
      await ended;
    };
    const authoring = { engine, dispose };
    bridge.authoring = authoring; // from here on a failing request has an owner that disposes
    const { shadowDbInitScript: script } = migrationsList;
    if (script.trim())
      await engine.dbExecute({ datasourceType: { tag: "url", url: scratch.url }, script });
    await engine.applyMigrations({ migrationsList, filters });
    return authoring;
  } catch (error) {
    if (!bridge.authoring) await scratch.drop();
    throw error;
  }
}
