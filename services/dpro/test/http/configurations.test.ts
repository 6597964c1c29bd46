import { describe, expect, it } from "vitest";
import { useDpro } from "../use-dpro.js";
import { as, openService, readPages } from "./open-service.js";

const { db, configurations } = useDpro();

interface Shown {
  readonly key: string;
  readonly value: string | null;
  readonly isPublic: boolean;
}

describe("GET /system/configurations", () => {
  it("shows anybody what is public, an administrator the rest, and nobody a secret", async () => {
    await configurations.create({ key: "version", value: "3.0.0", isPublic: true });
    await configurations.create({ key: "mail_host", value: "mail.inside" });
    await configurations.create({ key: "mail_password", value: "s3cret" });
    await configurations.create({ key: "api_key", value: "s3cret", isPublic: true });
    const { get, log } = await openService({ url: db.url });
    const shown = async (headers?: Record<string, string>) => {
      const answer = await get("/system/configurations", headers);
      const { items }: { items: Shown[] } = await answer.json();
      return items.map(({ key, value, isPublic }) => [key, value, isPublic]);
    };
    const open = [
      ["api_key", null, true],
      ["version", "3.0.0", true],
    ];
    expect(await shown()).toEqual(open);
    expect(await shown(await as(1n, "user"))).toEqual(open);
    expect(await shown(await as(1n, "admin"))).toEqual([
      ["api_key", null, true],
      ["mail_host", "mail.inside", false],
      ["mail_password", null, false],
      ["version", "3.0.0", true],
    ]);
    expect(log()).not.toMatch(/s3cret|mail\.inside/);
  });

  it("does not let a cache or a cursor carry an administrator's list to others", async () => {
    await configurations.createMany(3, { isPublic: false });
    const { get } = await openService({ url: db.url });
    const admin = await as(1n, "admin");
    const answer = await get("/system/configurations?limit=1", admin);
    expect(answer.headers.get("cache-control")).toBe("private, no-cache");
    expect(answer.headers.get("vary")).toBe("authorization");
    const { next } = await answer.json();
    const path = `/system/configurations?limit=1&cursor=${next}`;
    expect((await get(path, admin)).status).toBe(200);
    expect((await get(path)).status).toBe(400);
  });

  it("is read page by page, in the order of the keys", async () => {
    const { get } = await openService({ url: db.url });
    const admin = await as(1n, "admin");
    const paged = await readPages<Shown>(
      (path) => get(path, admin),
      "/system/configurations?limit=2",
    );
    const rows = await db.query<{ key: string }>(
      "SELECT key FROM system.configurations ORDER BY key",
    );
    expect(paged.map(({ key }) => key)).toEqual(rows.map(({ key }) => key));
  });
});
