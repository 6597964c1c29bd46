import { describe, expect, it } from "vitest";
import { z } from "zod";
import { namesTag } from "../../src/answer/entity-tag.js";
import { callersOrAnybody } from "../../src/index.js";
import { openServer } from "../use-server.js";

const schema = { response: { 200: z.object({ count: z.int() }) } };

describe("If-None-Match", () => {
  it.each([
    ['"a"', true],
    ['W/"a"', true],
    ['"b", W/"a"', true],
    ["*", true],
    ['"b"', false],
    ["a", false],
    ["", false],
    [undefined, false],
  ])('%s names the tag "a": %s', (header, expected) => {
    expect(namesTag(header, '"a"')).toBe(expected);
  });

  it("names a weak tag by a strong one", () => expect(namesTag('"a"', 'W/"a"')).toBe(true));
});

describe("what is read again", () => {
  it("is a 304 without a body while it is the same, and whole when it has changed", async () => {
    let count = 1;
    const { get } = await openServer((server) => {
      server.get("/count", { schema }, async () => ({ count }));
    });
    const etag = (await get("/count")).headers.get("etag") ?? "";
    const same = await get("/count", { "if-none-match": etag });
    expect([same.status, await same.text(), same.headers.get("etag")]).toEqual([304, "", etag]);
    count = 2;
    const changed = await get("/count", { "if-none-match": etag });
    expect([changed.status, await changed.json()]).toEqual([200, { count: 2 }]);
  });

  it("has the same tag by HEAD", async () => {
    const { get, url } = await openServer((server) => {
      server.get("/count", { schema }, async () => ({ count: 1 }));
    });
    const head = await fetch(`${url}/count`, { method: "HEAD" });
    expect(head.headers.get("etag")).toBe((await get("/count")).headers.get("etag"));
  });

  it("is never a 304 where it failed or was written", async () => {
    const { get, url } = await openServer((server) => {
      server.post("/count", { schema }, async () => ({ count: 1 }));
    });
    expect((await get("/nothing", { "if-none-match": "*" })).status).toBe(404);
    const posted = await fetch(`${url}/count`, {
      method: "POST",
      headers: { "if-none-match": "*" },
    });
    expect([posted.status, posted.headers.get("etag")]).toEqual([200, null]);
  });

  it("may be kept by anyone, or by the caller alone where it may differ", async () => {
    const { get } = await openServer((server) => {
      server.get("/all", { schema }, async () => ({ count: 1 }));
      server.get("/own", { schema: { ...schema, security: callersOrAnybody } }, async () => ({
        count: 1,
      }));
    });
    expect((await get("/all")).headers.get("cache-control")).toBe("public, no-cache");
    const { headers } = await get("/own");
    expect(headers.get("cache-control")).toBe("private, no-cache");
    expect(headers.get("vary")).toBe("authorization");
    expect((await get("/nothing")).headers.get("cache-control")).toBe("no-store");
  });
});
