import { randomUUID } from "node:crypto";
import { useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { asOwner } from "../as-owner.js";
import { factories } from "../factories.js";

const db = asOwner(useTestDatabase("robbieverse"));
const made = factories(db);

type Outcome = "the row goes" | "the row forgets it" | "it is refused";

const keys: readonly (readonly [
  table: "townMembers" | "sessions" | "apiKeys" | "auditEntries" | "tasks",
  field: "userId" | "assignedTo",
  Outcome,
])[] = [
  ["townMembers", "userId", "the row goes"],
  ["sessions", "userId", "the row goes"],
  ["apiKeys", "userId", "the row goes"],
  ["auditEntries", "userId", "it is refused"],
  ["tasks", "userId", "the row forgets it"],
  ["tasks", "assignedTo", "the row forgets it"],
];

describe("a row of a person", () => {
  it.each(keys)(
    "of %s names a member by %s, and none of another organization",
    async (table, field) => {
      const { userId } = await made.memberships.create({
        organizationId: (await made.organizations.create()).id,
      });
      for (const id of [userId, randomUUID()])
        await expect(made[table].create({ [field]: id })).rejects.toMatchObject({ code: "23503" });
    },
  );

  it.each(keys)(
    "of %s: when the membership of its %s is removed, %s",
    async (table, field, outcome) => {
      const { organizationId, userId } = await made.memberships.create();
      await made[table].create({ [field]: userId });
      const removal = db.query(
        "DELETE FROM core.organization_memberships WHERE organization_id = $1 AND user_id = $2",
        [organizationId, userId],
      );
      if (outcome === "it is refused") {
        // PostgreSQL 18 has an SQLSTATE of its own for RESTRICT.
        await expect(removal).rejects.toMatchObject({
          code: expect.stringMatching(/^23(001|503)$/),
        });
        return;
      }
      await removal;
      const column = field === "userId" ? "user_id" : "assigned_to";
      const left = `SELECT count(*)::int FROM ${made[table].table} WHERE ${column}`;
      expect(await db.query(`${left} = $1`, [userId])).toEqual([{ count: 0 }]);
      if (outcome === "the row forgets it")
        expect(await db.query(`${left} IS NULL`)).not.toEqual([{ count: 0 }]);
    },
  );
});
