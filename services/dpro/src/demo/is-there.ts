import { connectOnce, databaseUrl } from "@deepiri/database";
import { configurations, peopleOf, tools } from "./story.js";

/** Whether the demo of that scale is there. Only counts, and loads no client; false where that cannot be said. */
export async function isThere(scale: number): Promise<boolean> {
  const emails = Array.from({ length: scale }, (_, step) => peopleOf(step)).flat();
  const keys = [
    emails.map(({ email }) => email),
    tools.map(({ name }) => name),
    configurations.map(({ key }) => key),
  ];
  const count = `
    SELECT (SELECT count(*) FROM iam.users WHERE email = ANY ($1))
         + (SELECT count(*) FROM marketplace.tools WHERE name = ANY ($2))
         + (SELECT count(*) FROM system.configurations WHERE key = ANY ($3)) AS found`;
  try {
    const url = databaseUrl({ database: "dpro", package: "dpro" });
    const client = await connectOnce(url, { applicationName: "deepiri demo", onlyReads: true });
    const { rows } = await client.query(count, keys).finally(() => client.end());
    return Number(rows[0]?.found) >= keys.flat().length;
  } catch {
    return false;
  }
}
