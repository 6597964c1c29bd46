import { expect, it } from "vitest";
import { LockUnavailableError } from "../../src/session/errors.js";
import { reading } from "../../src/session/read-only.js";
import { withGround } from "../fixture/apply-plan.js";

it(
  "names the table that another session holds, and who that is, where it gives up reading",
  {
    timeout: 30_000,
  },
  () =>
    withGround("CREATE TABLE public.agents (id int)", async ({ url, client }) => {
      await client.query("BEGIN; LOCK TABLE public.agents IN ACCESS EXCLUSIVE MODE");
      const { rows } = await client.query("SELECT pg_catalog.pg_backend_pid() AS pid");
      const refused = await reading(url, (reader) =>
        reader.query("SELECT FROM public.agents"),
      ).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(LockUnavailableError);
      expect((refused as Error).message).toMatch(
        new RegExp(
          `^reading "public"."agents": could not acquire locks in 1 attempt, because .*process ${rows[0].pid} .*pg_terminate_backend`,
        ),
      );
      await client.query("ROLLBACK");
      expect(await reading(url, (reader) => reader.query("SELECT 1 AS one"))).toEqual([{ one: 1 }]);
    }),
);

it("leaves a failure that is of no lock as it is", () =>
  withGround("", async ({ url }) => {
    await expect(reading(url, (reader) => reader.query("SELECT 1 / 0"))).rejects.toMatchObject({
      code: "22012",
    });
  }));
