import { randomUUID } from "node:crypto";
import { checkProperty } from "@deepiri/test-database";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { useRobbieverse } from "../use-robbieverse.js";

const { db, memberships, organizations, users, towns, townMembers } = useRobbieverse();

const ids = (count: number): string[] => Array.from({ length: count }, () => randomUUID());
const tenants = ids(2);
const people = ids(3);
/** Two of each organization. */
const townsOf = new Map(tenants.map((tenant) => [tenant, ids(2)]));

beforeAll(async () => {
  for (const id of tenants) await organizations.create({ id });
  for (const id of people) await users.create({ id });
  for (const [organizationId, own] of townsOf) {
    for (const id of own) await towns.create({ organizationId, id });
    for (const userId of people) await memberships.create({ organizationId, userId });
  }
});

interface Company {
  readonly id: string;
  readonly tenant: string;
  town: string | null;
}

const index = (count: number) => fc.nat(count - 1);
/** A town by its number, or none. */
const town = fc.option(index(2), { nil: null, freq: 2 });
const steps = fc.record({
  tenant: index(2),
  /** One more than there are: nobody. */
  person: index(people.length + 1),
  what: fc.oneof(
    fc.record({ kind: fc.constant("insert" as const), town }),
    fc.record({ kind: fc.constant("move" as const), town }),
    fc.record({ kind: fc.constant("delete" as const) }),
    fc.record({ kind: fc.constant("read" as const) }),
  ),
});
/** Who is in which town, by numbers. */
const members = fc.uniqueArray(fc.tuple(index(2), index(2), index(people.length)), {
  selector: String,
});
/** Who has left which organization. */
const left = fc.uniqueArray(fc.tuple(index(2), index(people.length)), { selector: String });

it("companies of towns are seen and written by those who may, whatever is done in which order", async () => {
  await checkProperty(
    fc.asyncProperty(members, left, fc.array(steps, { maxLength: 20, size: "max" }), tryAll),
    80,
  );
});

async function tryAll(
  inTowns: readonly [number, number, number][],
  gone: readonly [number, number][],
  given: readonly (typeof steps extends fc.Arbitrary<infer Step> ? Step : never)[],
): Promise<void> {
  await arrange(inTowns, gone);
  const isIn = (tenant: number, name: string, person: number) =>
    inTowns.some(([t, n, p]) => t === tenant && townAt(t, n) === name && p === person) &&
    !gone.some(([t, p]) => t === tenant && p === person);
  let companies: Company[] = [];
  for (const { tenant, person, what } of given) {
    const may = (name: string | null) => name === null || isIn(tenant, name, person);
    const seen = companies.filter((one) => one.tenant === tenants[tenant] && may(one.town));
    const as = [tenants[tenant] as string, people[person] ?? ""] as const;
    if (what.kind === "read") {
      const { rows } = await asked(as, "SELECT id FROM business.companies");
      expect(rows.map(({ id }) => id).sort()).toEqual(seen.map(({ id }) => id).sort());
    } else if (what.kind === "delete") {
      expect((await asked(as, "DELETE FROM business.companies")).rowCount).toBe(seen.length);
      companies = companies.filter((one) => !seen.includes(one));
    } else {
      const to = what.town === null ? null : townAt(tenant, what.town);
      const id = randomUUID();
      const sent =
        what.kind === "insert"
          ? asked(
              as,
              "INSERT INTO business.companies (id, organization_id, town_id, name) VALUES ($1, $2, $3, 'Acme')",
              [id, as[0], to],
            )
          : asked(as, "UPDATE business.companies SET town_id = $1", [to]);
      if (!may(to) && (what.kind === "insert" || seen.length > 0)) {
        await expect(sent).rejects.toMatchObject({ code: "42501" });
        continue;
      }
      await sent;
      if (what.kind === "insert") companies.push({ id, tenant: as[0], town: to });
      else for (const one of seen) one.town = to;
    }
  }
  const { rows } = await db.owner.query(
    "SELECT id, organization_id AS tenant, town_id AS town FROM business.companies ORDER BY id",
  );
  expect(rows).toEqual(companies.sort((a, b) => (a.id < b.id ? -1 : 1)));
}

function townAt(tenant: number, number: number): string {
  return townsOf.get(tenants[tenant] as string)?.[number] as string;
}

async function arrange(
  inTowns: readonly [number, number, number][],
  gone: readonly [number, number][],
): Promise<void> {
  await db.owner.query(`DELETE FROM business.companies; DELETE FROM core.town_members;
    UPDATE core.organization_memberships SET is_active = true`);
  for (const [tenant, number, person] of inTowns)
    await townMembers.create({
      organizationId: tenants[tenant] as string,
      townId: townAt(tenant, number),
      userId: people[person] as string,
    });
  for (const [tenant, person] of gone)
    await db.owner.query(
      "UPDATE core.organization_memberships SET is_active = false WHERE organization_id = $1 AND user_id = $2",
      [tenants[tenant], people[person]],
    );
}

/** Sends a statement in somebody's name, under the service's role, which owns nothing. */
async function asked(
  [tenant, actor]: readonly [string, string],
  sql: string,
  values: unknown[] = [],
) {
  const client = await db.pool.connect();
  try {
    await client.query(
      "SELECT set_config('app.tenant', $1, false), set_config('app.current_user_id', $2, false)",
      [tenant, actor],
    );
    return await client.query(sql, values);
  } finally {
    client.release();
  }
}
