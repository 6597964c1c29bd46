import { describe, expect, it } from "vitest";
import { openServer } from "../use-server.js";

describe("/healthz", () => {
  it("answers while the process does, whatever else is missing", async () => {
    const check = () => Promise.reject(new Error("away"));
    const { get } = await openServer(() => {}, { check });
    const answer = await get("/healthz", { authorization: "of nobody's concern" });
    expect([answer.status, await answer.json()]).toEqual([200, { status: "alive" }]);
  });
});

describe("/readyz", () => {
  it("follows what the service needs", async () => {
    let isThere = false;
    const check = async () => {
      if (!isThere) throw new Error("postgresql://s3cret is away");
    };
    const { get, log } = await openServer(() => {}, { check });
    const away = await get("/readyz");
    expect([away.status, away.headers.get("cache-control")]).toEqual([503, "no-store"]);
    expect((await away.text()) + log()).not.toContain("s3cret");
    isThere = true;
    await expect.poll(async () => (await get("/readyz")).status, { timeout: 30_000 }).toBe(200);
  });

  it("asks once for all who ask at the same time", async () => {
    let count = 0;
    const check = async () => {
      count += 1;
    };
    const { get } = await openServer(() => {}, { check });
    await Promise.all(Array.from({ length: 30 }, () => get("/readyz")));
    expect(count).toBeLessThan(5);
  });

  it("does not wait for what never answers", async () => {
    const { get } = await openServer(() => {}, { check: () => new Promise(() => {}) });
    expect((await get("/readyz")).status).toBe(503);
  });

  it("says no from the moment that the service is about to stop", async () => {
    const { get, server } = await openServer(() => {});
    expect((await get("/readyz")).status).toBe(200);
    server.readiness.stop();
    const answer = await get("/readyz");
    expect([answer.status, (await answer.json()).detail]).toEqual([
      503,
      "The service is stopping.",
    ]);
  });
});
