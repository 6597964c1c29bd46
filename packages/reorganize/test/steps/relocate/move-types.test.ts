import { expect, it } from "vitest";
import { moveTypeSql } from "../../../src/steps/relocate/sql.js";

it("moves a type with the statements that were reviewed", async () => {
  const [from, to] = ["Old Shop", "Shop"].map((schema) => ({
    schema,
    name: "Order State",
    labels: ["open", "shut"],
  }));
  const sql = from && to ? moveTypeSql(from, to) : [];
  await expect(`${sql.join(";\n\n")};\n`).toMatchFileSnapshot("__sql__/move-type.sql");
});
