import { connectOnce, databaseUrl } from "@deepiri/database";
import { domainsOf } from "./domains.js";

/** Whether the demo of that scale is there. Loads no client; false where that cannot be said. */
export async function isThere(scale: number): Promise<boolean> {
  const domains = domainsOf(scale).map(({ domain }) => domain);
  try {
    const url = databaseUrl({ database: "robbieverse", package: "robbieverse" });
    const client = await connectOnce(url, { applicationName: "deepiri demo", onlyReads: true });
    const count = "SELECT count(*) AS found FROM core.organizations WHERE domain = ANY ($1)";
    const { rows } = await client.query(count, [domains]).finally(() => client.end());
    return Number(rows[0]?.found) >= domains.length;
  } catch {
    return false;
  }
}
