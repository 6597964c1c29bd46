import { expect, it } from "vitest";
import { checkPrivileges } from "../../src/catalog/check-privileges.js";
import { Session } from "../../src/session/session.js";
import { withGround } from "../fixture/apply-plan.js";

const sql = "CREATE TABLE public.agents (id int PRIMARY KEY)";

it("lets a superuser work", () =>
  withGround(sql, async ({ session }) => {
    await expect(checkPrivileges(session, ["public.agents"])).resolves.toBeUndefined();
  }));

it("refuses a login that some step would fail with, and says what to grant", () =>
  withGround(sql, async ({ client, url }) => {
    const login = `powerless_${process.pid}_${Date.now()}`;
    await client.query(`CREATE ROLE ${login} LOGIN`);
    const theirs = new URL(url);
    theirs.username = login;
    const session = new Session(theirs.href);
    try {
      await expect(checkPrivileges(session, ["public.agents"])).rejects.toThrow(
        new RegExp(
          `GRANT SET ON PARAMETER session_replication_role TO ${login}; it may not create schemas.*; it owns neither public.agents`,
        ),
      );
    } finally {
      await session.end();
      await client.query(`DROP ROLE ${login}`);
    }
  }));
