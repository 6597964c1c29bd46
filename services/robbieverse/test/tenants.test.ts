import { rawClient } from "@deepiri/database";
import { readBreaches } from "@deepiri/tenancy";
import { useTestDatabase } from "@deepiri/test-database";
import { expect, it } from "vitest";

const db = useTestDatabase("robbieverse");

it("organizations are kept apart by each table, but that a domain which is taken is known to be", async () => {
  const breaches = await readBreaches(rawClient(db.owner), "core");
  const found = breaches.filter(({ isBreach }) => isBreach);
  expect(found.map(({ object, message }) => `${object}: ${message}`)).toEqual([
    "core.organizations: its key organizations_domain_key does not hold the tenant",
  ]);
});

it("organizations are kept apart by each table of conversations", async () => {
  const breaches = await readBreaches(rawClient(db.owner), "conversation");
  expect(breaches.filter(({ isBreach }) => isBreach)).toEqual([]);
});
