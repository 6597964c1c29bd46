import { type TenantKey, testTenantKeys, useTestDatabase } from "@deepiri/test-database";
import { expect, it } from "vitest";
import { asOwner } from "../as-owner.js";
import { factories } from "../factories.js";

const db = asOwner(useTestDatabase("promptcraft"));
const made = factories(db);

const keys: readonly TenantKey<keyof typeof made>[] = [
  ["sessions", "userId", "users", "the row goes"],
  ["entities", "ownerId", "users", "it is refused"],
  ["relationships", "sourceId", "entities", "the row goes"],
  ["relationships", "targetId", "entities", "the row goes"],
  ["relationships", "createdBy", "users", "the row forgets it"],
  ["favorites", "userId", "users", "the row goes"],
  ["favorites", "entityId", "entities", "the row goes"],
  ["shares", "entityId", "entities", "the row goes"],
  ["shares", "sharedBy", "users", "it is refused"],
  ["shares", "sharedWith", "users", "the row goes"],
  ["suggestions", "userId", "users", "the row goes"],
  ["suggestions", "suggestedEntityId", "entities", "the row goes"],
  ["suggestions", "contextEntityId", "entities", "the row goes"],
  ["usageEvents", "userId", "users", "the row forgets it"],
  ["usageEvents", "entityId", "entities", "the row forgets it"],
];

testTenantKeys(db, made, { factory: "tenants", field: "tenantId" }, keys);

it("no key lets a tenant be removed while anything is in it", async () => {
  const { tenantId } = await made.usageEvents.create();
  const removal = db.query("DELETE FROM promptcraft.tenant WHERE id = $1", [tenantId]);
  await expect(removal).rejects.toMatchObject({
    constraint: expect.stringMatching(/_tenant_id_fkey$/),
  });
});
