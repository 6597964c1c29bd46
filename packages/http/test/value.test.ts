import { describe, expect, it } from "vitest";
import { z } from "zod";
import { id, text } from "../src/index.js";
import { openServer } from "./use-server.js";

describe("an id", () => {
  it.each(["1", "9007199254740993", "9223372036854775807"])("may be %s, exactly", async (one) => {
    const { get } = await openServer((server) => {
      server.get(
        "/rows/:id",
        { schema: { params: z.object({ id }), response: { 200: z.object({ id }) } } },
        async ({ params }) => ({ id: params.id }),
      );
    });
    const answer = await get(`/rows/${one}`);
    expect([answer.status, await answer.json()]).toEqual([200, { id: one }]);
  });

  it.each(["0", "-1", "01", "1.5", "1e3", " 1", "", "0x1", "9223372036854775808", "9".repeat(19)])(
    "is not %j",
    (one) => expect(id.safeParse(one).success).toBe(false),
  );
});

describe("text", () => {
  it("has no space around it", () => expect(text(3).parse(" abc ")).toBe("abc"));
  it.each(["", "  ", "abcd", "a\0b"])("is not %j", (one) => {
    expect(text(3).safeParse(one).success).toBe(false);
  });
});
