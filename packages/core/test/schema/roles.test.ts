import { readFile } from "node:fs/promises";
import { useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";

const db = useTestDatabase("core");
const migration = new URL(
  "../../prisma/migrations/20261121090600_roles/migration.sql",
  import.meta.url,
);

describe("the system roles", () => {
  it("are admin, developer, moderator and user", async () => {
    const roles = await db.query("SELECT name, is_system FROM public.roles ORDER BY name");
    expect(roles).toEqual(
      ["admin", "developer", "moderator", "user"].map((name) => ({ name, is_system: true })),
    );
  });

  it("hold each its own abilities, and nobody but admin the right to manage all", async () => {
    const managers = await db.query(
      `SELECT roles.name FROM public.role_abilities JOIN public.roles ON roles.id = role_id
       WHERE ability = 'manage' OR resource = 'all'`,
    );
    expect(managers).toEqual([{ name: "admin" }]);
    const counts = await db.query(
      `SELECT roles.name, count(*)::int AS abilities
       FROM public.role_abilities JOIN public.roles ON roles.id = role_id
       GROUP BY roles.name ORDER BY roles.name`,
    );
    expect(counts).toEqual([
      { name: "admin", abilities: 1 },
      { name: "developer", abilities: 8 },
      { name: "moderator", abilities: 10 },
      { name: "user", abilities: 15 },
    ]);
  });

  it("let a user write only what is his own", async () => {
    const abilities = await db.query<{ ability: string; conditions: unknown }>(
      `SELECT ability, conditions FROM public.role_abilities JOIN public.roles ON roles.id = role_id
       WHERE roles.name = 'user' AND ability <> 'read'`,
    );
    expect(abilities.length).toBeGreaterThan(0);
    for (const { conditions } of abilities) expect(conditions).toEqual({ own: true });
  });

  it("can be put in again without a second row or a change to the first", async () => {
    await db.query("UPDATE public.roles SET description = 'Ours' WHERE name = 'admin'");
    const before = await everything();
    await db.query(await readFile(migration, "utf8"));
    expect(await everything()).toEqual(before);
  });
});

async function everything(): Promise<unknown[]> {
  const roles = await db.query("SELECT * FROM public.roles ORDER BY id");
  return [...roles, ...(await db.query("SELECT * FROM public.role_abilities ORDER BY id"))];
}
