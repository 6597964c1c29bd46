import { expect, it } from "vitest";
import { usageSql } from "../../src/ledger/usage.js";

it("makes the functions that were reviewed", async () => {
  await expect(`${usageSql.join(";\n\n")};\n`).toMatchFileSnapshot("__sql__/usage.sql");
});
