import { rawClient } from "@deepiri/database";
import { readBreaches } from "@deepiri/tenancy";
import { useTestDatabase } from "@deepiri/test-database";
import { expect, it } from "vitest";

const db = useTestDatabase("robbieverse");

it("what personalities do for an organization is kept apart by each table", async () => {
  const breaches = await readBreaches(rawClient(db.owner), "personality");
  expect(breaches.filter(({ isBreach }) => isBreach)).toEqual([]);
});
