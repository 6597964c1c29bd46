import { expect, it } from "vitest";
import { makeView } from "../../../src/steps/shared/compatibility-view.js";
import { withGround } from "../../fixture/apply-plan.js";
import { oddNames, oddTwins } from "../../fixture/odd-twins.js";

it("makes the view that was reviewed", async () => {
  const table = await withGround(oddTwins, (ground) => ground.table(oddNames.twin));
  const sql = makeView({
    table,
    to: { schema: "Shop", name: "Order-Items" },
    rename: new Map(Object.entries(oddNames.rename)),
  });
  await expect(`${sql.join(";\n\n")};\n`).toMatchFileSnapshot("__sql__/compatibility-view.sql");
});
