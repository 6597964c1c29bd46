import { connectOnce } from "@deepiri/database";
import { createEmptyDatabase } from "@deepiri/test-database";
import type pg from "pg";
import { type BuildOptions, buildMessyDatabase } from "../src/index.js";

/** Builds a messy database, gives a client of it, and drops it. */
export async function withMessyDatabase<Result>(
  name: string,
  use: (client: pg.Client) => Promise<Result>,
  options: BuildOptions = {},
): Promise<Result> {
  const database = await createEmptyDatabase("messy");
  try {
    await buildMessyDatabase(database.url, name, options);
    const client = await connectOnce(database.url, { applicationName: "messy test" });
    try {
      return await use(client);
    } finally {
      await client.end();
    }
  } finally {
    await database.drop();
  }
}
