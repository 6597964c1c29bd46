import { rawClient } from "@deepiri/database";
import { readBreaches } from "@deepiri/tenancy";
import { useTestDatabase } from "@deepiri/test-database";
import { expect, it } from "vitest";

const db = useTestDatabase("robbieverse");

it.each(["business", "integration"])(
  "each table of %s keeps organizations apart",
  async (schema) => {
    const breaches = await readBreaches(rawClient(db.owner), schema);
    expect(breaches.filter(({ isBreach }) => isBreach)).toEqual([]);
  },
);
