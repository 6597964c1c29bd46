import { connectOnce, databaseUrl } from "@deepiri/database";
import { slugsOf } from "./slugs.js";

/** Whether the demo of that scale is there. Loads no client; false where that cannot be said. */
export async function isThere(scale: number): Promise<boolean> {
  const slugs = slugsOf(scale);
  try {
    const url = databaseUrl({ database: "promptcraft", package: "promptcraft" });
    const client = await connectOnce(url, { applicationName: "deepiri demo", onlyReads: true });
    const count = "SELECT count(*) AS found FROM promptcraft.tenant WHERE slug = ANY ($1)";
    const { rows } = await client.query(count, [slugs]).finally(() => client.end());
    return Number(rows[0]?.found) >= slugs.length;
  } catch {
    return false;
  }
}
