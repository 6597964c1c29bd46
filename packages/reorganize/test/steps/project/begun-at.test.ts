import { begunAt } from "@deepiri/reorganize-mapping";
import { expect, it } from "vitest";
import { schemaSql } from "../../../src/ledger/schema-sql.js";
import { conversionsSql } from "../../../src/steps/project/conversions.js";
import { withGround } from "../../fixture/apply-plan.js";

it("knows one time at which it began, however often the step is begun", () =>
  withGround("", async ({ session, rows }) => {
    const read = async () =>
      (await rows(`SELECT ${begunAt} AS at, now() - ${begunAt} < '1 min' AS now`))[0];
    await session.transaction("make", [...schemaSql, ...conversionsSql]);
    const first = await read();
    await session.transaction("make again", conversionsSql);
    expect(first).toMatchObject({ at: expect.any(Date), now: true });
    expect(await read()).toEqual(first);
  }));
