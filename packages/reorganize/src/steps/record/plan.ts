import { withSession } from "../../session/with-session.js";
import type { Rehearsal } from "../rehearsal.js";
import { planRecords } from "./record.js";

/** Marks each package's migrations as applied. */
export async function plan({ copy, target, perform }: Rehearsal): Promise<void> {
  const { packages } = target.workspace;
  await perform(await withSession(target.url, (there) => planRecords(copy, there, packages)));
}
