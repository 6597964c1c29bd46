import { rollback } from "@deepiri/reorganize";
import { expect } from "vitest";
import { contentsOf, isAccountedFor, tablesWith } from "./account-for.js";
import type { AwkwardFile } from "./awkward-files.js";
import { hidden } from "./awkward-values.js";
import { isVerified, move, withImported } from "./move-file.js";

/** Moves a file, writes to its old tables, and rolls back: every row is accounted for, and nothing hidden is seen. */
export async function thereAndBack({ script, writes }: AwkwardFile): Promise<void> {
  await withImported(script, async (imported) => {
    const came = await contentsOf(imported);
    const plan = await move(imported.url);
    expect(await contentsOf(imported)).toEqual(came);
    await isAccountedFor(imported);
    for (const write of writes) await imported.rows(write).catch(ownRefusal);
    await isVerified(imported.url);
    await isAccountedFor(imported);
    expect(await tablesWith(imported, hidden)).toEqual([]);
    expect(JSON.stringify(plan)).not.toContain(hidden);
    const written = await contentsOf(imported);
    expect(await rollback(imported.url)).toEqual({ left: [], different: [] });
    expect(await contentsOf(imported)).toEqual(written);
  });
}

/** The old tables may refuse a write; what follows from it may not. */
function ownRefusal(error: { readonly where?: string }): void {
  if (error.where?.includes("_reorganize")) throw error;
}
