import { rawClient } from "@deepiri/database";
import { readBreaches } from "@deepiri/tenancy";
import { type FuzzOptions, fuzzPatience, fuzzTenants } from "@deepiri/tenancy/testing";
import { useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { factories } from "./factories.js";

const db = useTestDatabase("promptcraft");

/** Two of everything for a tenant, with his canary in each text. */
const seed: FuzzOptions["seed"] = async ({ id, canary }, owner) => {
  const made = factories(owner);
  const tenant = await made.tenants.create({ id, name: canary, slug: canary });
  const metadata = { canary };
  for (const n of [1, 2]) {
    const email = `${canary}${n}@example.org`;
    const user = await made.users.create({ tenant, email, name: canary, passwordHash: canary });
    const other = await made.users.create({ tenant, username: `${canary}-${n}` });
    const of = { tenant, user };
    await made.sessions.create({ ...of, userAgent: canary });
    const says = { title: canary, description: canary, content: { text: canary }, tags: [canary] };
    const [entity, next] = await made.entities.createMany(2, {
      tenant,
      owner: user,
      ...says,
      metadata,
    });
    await made.relationships.create({ tenant, source: entity, target: next, metadata });
    await made.favorites.create({ ...of, entity });
    await made.shares.create({ tenant, entity, sharedBy: user.id, sharedWith: other.id });
    await made.suggestions.create({ ...of, suggestedEntity: entity, reason: canary });
    await made.usageEvents.create({ ...of, entity, eventType: canary, metadata });
  }
};

describe("tenants", () => {
  it("are kept apart by each table, but that a slug which is taken is known to be", async () => {
    const breaches = await readBreaches(rawClient(db.owner), "promptcraft");
    const found = breaches.filter(({ isBreach }) => isBreach);
    expect(found.map(({ object, message }) => `${object}: ${message}`)).toEqual([
      "promptcraft.tenant: its key tenant_slug_key does not hold the tenant",
    ]);
  });

  it("see and change nothing of each other, whatever is asked", fuzzPatience, async () => {
    const statements = process.env.TEST_SWEEPS === "1" ? 5_000 : 1_000;
    const tried = await fuzzTenants(db, { schema: "promptcraft", statements, seed });
    expect(tried).toBeGreaterThanOrEqual(statements);
  });
});
