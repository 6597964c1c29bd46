import { readWorkspace } from "@deepiri/workspace";
import { expect, onTestFinished, test, vi } from "vitest";
import { placesOf } from "../src/place/place.js";
import { smallWorkspace } from "./fixture/small-workspace.js";

const block = {
  "packages/log/package.json": JSON.stringify({ name: "@small/log", deepiri: { block: true } }),
  "packages/log/prisma.config.ts": "",
};

const user = (key: string) => ({
  [`services/${key}/package.json`]: JSON.stringify({
    name: `@small/${key}`,
    dependencies: { "@small/log": "*" },
    deepiri: { database: "shop" },
  }),
  [`services/${key}/prisma.config.ts`]: "",
});

test("a building block is where its users are, whatever a variable of its own would say", () => {
  const { root } = smallWorkspace({ ...block, ...user("billing"), ...user("reports") });
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv("SHOP_DATABASE_URL", "postgresql://one/shop");
  vi.stubEnv("REPORTS_DATABASE_URL", "postgresql://two/reports");
  vi.stubEnv("LOG_DATABASE_URL", "postgresql://three/log");
  const workspace = readWorkspace(root);
  const shop = workspace.databases.filter(({ name }) => name === "shop");
  expect(
    placesOf({ ...workspace, databases: shop }, shop).map(({ url, packages }) => [
      new URL(url).host,
      packages.map(({ key }) => key),
    ]),
  ).toEqual([
    ["one", ["log", "billing"]],
    ["two", ["log", "reports"]],
  ]);
});
