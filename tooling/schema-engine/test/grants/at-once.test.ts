import { findDatabase, readWorkspace } from "@deepiri/workspace";
import { describe, expect, test } from "vitest";
import { migrate } from "../../src/migrator/index.js";
import { twoPackageWorkspace } from "../fixture/two-package-workspace.js";
import { useOwnServer } from "../fixture/use-own-server.js";

const database = findDatabase(readWorkspace(twoPackageWorkspace().root));

async function refusedBy(url: string): Promise<readonly string[]> {
  const results = await migrate(database, { url });
  return results.flatMap(({ grants }) => grants.refused);
}

// Roles belong to the whole server, while the migration lock is one database's.
describe.each([["superusers"], ["logins that may create roles"]])("%s", (who) => {
  const server = useOwnServer();

  test("make the roles of a server for any number of databases at once", async () => {
    const login = who === "superusers" ? "postgres" : await server.createLogin("CREATEROLE");
    const urls: string[] = [];
    while (urls.length < 6) urls.push(await server.createDatabase(login));
    const refused = await Promise.all([...urls, ...urls].map(refusedBy));
    expect(refused.flat()).toEqual([]);
  });
});
