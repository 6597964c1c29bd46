import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { useDpro } from "../use-dpro.js";
import { as, openService } from "./open-service.js";

const { db, tools } = useDpro();

/** A way to the server that can be cut and mended. */
async function startWay(url: string) {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  const way = createServer((near) => {
    const far = connect(Number(port || 5432), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on("error", () => {}).once("close", () => to.destroy());
      from.pipe(to);
    }
  });
  const listen = (at: number) =>
    new Promise<void>((resolve) => way.listen(at, "127.0.0.1", () => resolve()));
  await listen(0);
  const own = (way.address() as AddressInfo).port;
  const cut = () => {
    way.close();
    for (const socket of open) socket.destroy();
    open.clear();
  };
  onTestFinished(cut);
  const through = new URL(url);
  through.host = `127.0.0.1:${own}`;
  return { url: through.href, cut, mend: () => listen(own) };
}

const untilReady = (get: (path: string) => Promise<Response>, status: number) =>
  expect.poll(async () => (await get("/readyz")).status, { timeout: 30_000 }).toBe(status);

describe("a database that is away", () => {
  it("makes every endpoint a 503 that tells no address, and is found again when it is back", async () => {
    await tools.create();
    const way = await startWay(db.url);
    const { get, log } = await openService({ url: way.url });
    const paths = ["/marketplace/tools", "/system/configurations", "/users/1/settings", "/readyz"];
    const headers = await as(1n);
    await untilReady(get, 200);
    expect((await get("/marketplace/tools")).status).toBe(200);
    way.cut();
    await untilReady(get, 503);
    for (const path of paths) {
      const answer = await get(path, headers);
      expect([path, answer.status]).toEqual([path, 503]);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect(answer.headers.get("retry-after")).toBe("1");
      expect(await answer.text()).not.toMatch(/127\.0\.0\.1|postgres/);
    }
    expect((await get("/healthz")).status).toBe(200);
    // What the log says is for those who look for it; the password is not.
    expect(log()).toContain("ServerUnreachable");
    await way.mend();
    await untilReady(get, 200);
    expect((await get("/marketplace/tools")).status).toBe(200);
  });

  it("that lacks a column which is read is not ready", async () => {
    const { get } = await openService({ url: db.url });
    await untilReady(get, 200);
    await db.owner.query("ALTER TABLE marketplace.tools RENAME version TO edition");
    await untilReady(get, 503);
    await db.owner.query("ALTER TABLE marketplace.tools RENAME edition TO version");
    await untilReady(get, 200);
  });
});

describe("a hundred requests at once on a pool of two", () => {
  it("are all answered", async () => {
    const category = "crowded";
    await tools.createMany(5, { category });
    const { get } = await openService({ url: db.url, poolSize: 2 });
    const caller = await as(1n);
    const answers = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        if (index % 2 === 0) return (await get("/users/1/settings", caller)).status;
        const { items } = await (await get(`/marketplace/tools?category=${category}`)).json();
        return items.length;
      }),
    );
    expect(answers).toEqual(Array.from({ length: 50 }, () => [404, 5]).flat());
  });
});
