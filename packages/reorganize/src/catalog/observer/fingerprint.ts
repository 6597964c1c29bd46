import { createHash } from "node:crypto";
import type { Observation } from "@deepiri/observer";
import { withSession } from "../../session/with-session.js";
import { observe } from "./observe.js";
import { sorted } from "./sorted.js";

/**
 * A hash, in hexadecimal, of everything that users made in the database, with its settings, owners and
 * rights. It changes with any of them, and with nothing else: neither rows nor statistics nor what a
 * reorganization has in its own schema.
 */
export async function fingerprintSchema(
  database: string | { readonly url: string },
): Promise<string> {
  return fingerprintOf(
    await withSession(typeof database === "string" ? database : database.url, observe),
  );
}

/** The same of what was observed. */
export function fingerprintOf(observed: Observation): string {
  const told = [...observed].map(([key, { settings, relations }]) =>
    JSON.stringify([key, sorted(settings), sorted(relations)]),
  );
  return createHash("sha256").update(told.sort().join("\n")).digest("hex");
}
