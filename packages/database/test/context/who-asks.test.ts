import { expect, it } from "vitest";
import { NobodyAsks, NotFound, runWithContext, whoAsks } from "../../src/index.js";

it("who asks is the actor of the request and his tenant", async () => {
  const asking = await runWithContext({ tenant: "t", actor: "a" }, () => whoAsks());
  expect(asking).toEqual({ tenant: "t", user: "a" });
});

it.each([undefined, { actor: "a" }, { actor: "", tenant: "t" }])(
  "nobody asks with %j",
  async (context) => {
    const ask = () => whoAsks();
    if (context) await expect(runWithContext(context, ask)).rejects.toBeInstanceOf(NobodyAsks);
    else expect(ask).toThrow(NobodyAsks);
  },
);

it("a refusal names the table, for people and for programs", () => {
  const refusal = new NotFound("shop.orders", "7");
  expect(refusal.message).toBe('"shop"."orders" has no 7 that you may see.');
  expect(refusal).toMatchObject({ name: "NotFound", schema: "shop", table: "orders", id: "7" });
});
