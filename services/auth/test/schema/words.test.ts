import { useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { connectionStatuses, connectionTypes } from "../../src/words.js";

const db = useTestDatabase("auth");

const lists: readonly (readonly [constraint: string, words: readonly string[]])[] = [
  ["social_connections_connection_type_check", connectionTypes],
  ["social_connections_status_check", connectionStatuses],
];

describe("an exported word list", () => {
  it.each(lists)("holds just what %s accepts", async (constraint, words) => {
    const [row] = await db.query<{ definition: string }>(
      "SELECT pg_get_constraintdef(oid) AS definition FROM pg_catalog.pg_constraint WHERE conname = $1",
      [constraint],
    );
    const accepted = [...(row?.definition ?? "").matchAll(/'([^']*)'/g)].map(([, word]) => word);
    expect(accepted).toEqual([...words]);
  });
});
