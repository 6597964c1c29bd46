import { randomUUID } from "node:crypto";
import { rawClient } from "@deepiri/database";
import { readBreaches } from "@deepiri/tenancy";
import { fuzzPatience, fuzzTenants } from "@deepiri/tenancy/testing";
import { useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { fillTenant } from "./fill-tenant.js";

const db = useTestDatabase("robbieverse");

/** What an organization learns of others: that a domain is taken, which is no secret. */
const known = ["core.organizations: its key organizations_domain_key does not hold the tenant"];

describe.each(["core", "personality", "conversation", "business", "integration"])(
  "organizations in %s",
  (schema) => {
    it("are kept apart by each table", async () => {
      const breaches = await readBreaches(rawClient(db.owner), schema);
      const found = breaches.filter(({ isBreach }) => isBreach);
      expect(found.map(({ object, message }) => `${object}: ${message}`)).toEqual(
        schema === "core" ? known : [],
      );
    });

    it("see and change nothing of each other, whatever is asked", fuzzPatience, async () => {
      const statements = process.env.TEST_SWEEPS === "1" ? 1_000 : 80;
      const tenants = [randomUUID(), randomUUID(), randomUUID()] as const;
      const seed = fillTenant(schema);
      const tried = await fuzzTenants(db, { schema, statements, tenants, seed });
      expect(tried).toBeGreaterThanOrEqual(statements);
    });
  },
);
