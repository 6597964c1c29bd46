import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backUp } from "@deepiri/backup";
import { expect, it } from "vitest";
import { inShop } from "../../fixture/projected-shop.js";
import { runReorganize } from "./run-reorganize.js";

/** Lines that no terminal of 80 columns shows whole, but for those with names that cannot be broken. */
const tooLong = (text: string): string[] =>
  text.split("\n").filter((line) => line.length > 80 && !/postgresql:|Next: /.test(line));

it(
  "takes rows that change shape from the plan to the end, and says at each stage what is next",
  {
    timeout: 600_000,
  },
  () =>
    inShop(async ({ url, client }) => {
      const folder = mkdtempSync(join(tmpdir(), "shapes-"));
      const file = join(folder, "plan.json");
      const run = async (verb: string, ...args: string[]) => {
        const { code, stdout, stderr } = await runReorganize([verb, "--url", url, ...args]);
        return { code, text: stdout + stderr, stdout };
      };
      try {
        await run("plan", "--database", "shop", "--out", file);
        expect(await run("switch", "--yes")).toMatchObject({
          code: 1,
          text: expect.stringContaining("nothing to switch"),
        });
        const applied = await run("apply", "--plan", file, "--yes");
        expect(applied.text).toContain("every column of each is as its query says");
        expect(applied).toMatchObject({
          code: 0,
          text: expect.stringMatching(/reorganize switch --url/),
        });
        const verified = await run("verify");
        expect(verified.text).toMatch(
          /legacy\.notes: 1 row = 1 left out\n +left out, 1: nobody reads them/,
        );
        expect(verified.text).toMatch(/Old Shop\.Order\.Items|"Order\.Items": 120 rows = /);
        expect(tooLong(verified.stdout)).toEqual([]);
        const early = await run("finalize", "--yes", "--unused-for", "0s");
        expect(early).toMatchObject({
          code: 1,
          text: expect.stringContaining("Switch to the new tables first"),
        });
        expect(early.text).toContain("Next: pnpm reorganize switch --url");

        const switched = await run("switch", "--yes");
        expect(switched).toMatchObject({
          code: 0,
          text: expect.stringContaining("is switched: the new tables count"),
        });
        await client.query(`INSERT INTO crm.customers (name) VALUES ('new')`);
        await expect(client.query("DELETE FROM legacy.notes")).rejects.toThrow(
          "is read-only since the switch",
        );
        const status = await run("status");
        expect(status.text).toContain("Rows that change shape: the new tables count");
        expect(status.text).toContain("finalize --url");
        expect(tooLong(status.stdout)).toEqual([]);
        const json = JSON.parse((await run("status", "--json")).stdout);
        expect(json).toMatchObject({
          stage: "switched",
          shapes: { phase: "switched", behind: { rows: 0 } },
        });

        const back = await run("switch", "--back", "--yes");
        expect(back.text).toMatch(/In crm\.customers programs have 1 row added since the\s+switch/);
        expect((await run("switch", "--yes")).code).toBe(0);
        const refused = await run("finalize", "--yes", "--unused-for", "0s");
        expect(refused).toMatchObject({
          code: 1,
          text: expect.stringMatching(/pnpm db backup --url .* --out FOLDER/),
        });
        const backup = join(folder, "backup");
        await backUp({ url, out: backup });
        const done = await run("finalize", "--yes", "--unused-for", "0s", "--backup", backup);
        expect(done).toMatchObject({ code: 0, text: expect.stringContaining("is finalized") });
        const { rows } = await client.query(
          "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('legacy', 'Old Shop')",
        );
        expect(rows).toEqual([]);
      } finally {
        rmSync(folder, { recursive: true });
      }
    }),
);
