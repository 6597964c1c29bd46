import { expect, it } from "vitest";
import { refusalOf } from "../../src/index.js";

it("a refusal tells the state and the rule, and acceptance is an error", async () => {
  const error = Object.assign(new Error("no"), { code: "23514", constraint: "a_check", other: 1 });
  expect(await refusalOf(Promise.reject(error))).toEqual({ code: "23514", constraint: "a_check" });
  await expect(refusalOf(Promise.resolve())).rejects.toThrow("accepted");
});
