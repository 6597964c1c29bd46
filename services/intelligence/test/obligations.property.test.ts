import { randomUUID } from "node:crypto";
import { checkProperty, type Refusal, refusalOf, useTestDatabase } from "@deepiri/test-database";
import fc from "fast-check";
import { expect, it } from "vitest";
import { intelligenceFactories } from "./factories.js";

const db = useTestDatabase("intelligence");
const { contracts, leases, obligations } = intelligenceFactories(db);

/** Number of a lease or contract; one that is not there; none. */
const named = fc.constantFrom(0, 1, "unknown" as const, null);
const parents = fc.record({ lease: named, contract: named });
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("add"), parents }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("move"), at: fc.nat({ max: 9 }), parents }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("delete"),
      table: fc.constantFrom("leases" as const, "contracts" as const),
      number: fc.nat({ max: 1 }),
    }),
  },
);

interface Obligation {
  readonly id: string;
  readonly leaseId: string | null;
  readonly contractId: string | null;
}

it("an obligation has a lease or a contract that exists, whatever is added, moved or deleted", async () => {
  const steps = fc.array(step, { minLength: 3, maxLength: 20 });
  const property = fc.asyncProperty(steps, async (all) => {
    const ids = {
      leases: (await leases.createMany(2)).map(({ id }) => id),
      contracts: (await contracts.createMany(2)).map(({ id }) => id),
    };
    const there = new Set([...ids.leases, ...ids.contracts]);
    let model: Obligation[] = [];
    for (const one of all) {
      if ("table" in one) {
        const gone = ids[one.table][one.number] ?? "";
        await db.query(`DELETE FROM intelligence.${one.table} WHERE id = $1`, [gone]);
        there.delete(gone);
        model = model.filter(({ leaseId, contractId }) => ![leaseId, contractId].includes(gone));
        continue;
      }
      const target = {
        leaseId: idOf(ids.leases, one.parents.lease),
        contractId: idOf(ids.contracts, one.parents.contract),
      };
      const old = "at" in one ? model[one.at % Math.max(model.length, 1)] : undefined;
      if ("at" in one && !old) continue;
      const writing = old ? move(old.id, target) : obligations.create(target);
      const earned = earnedRefusals(target, there);
      if (earned.length > 0) expect(earned).toContainEqual(await refusalOf(writing));
      else {
        const { id } = await writing;
        model = [...model.filter((other) => other !== old), { id, ...target }];
      }
    }
    expect(await readObligations([...ids.leases, ...ids.contracts])).toEqual(byId(model));
  });
  await checkProperty(property, 40);
});

function idOf(ids: readonly string[], number: number | "unknown" | null): string | null {
  if (number === null) return null;
  return number === "unknown" ? randomUUID() : (ids[number] ?? null);
}

function earnedRefusals(
  { leaseId, contractId }: Omit<Obligation, "id">,
  there: ReadonlySet<string>,
): Refusal[] {
  if (leaseId === null && contractId === null)
    return [{ code: "23514", constraint: "obligations_parent_check" }];
  const lost = (id: string | null) => id !== null && !there.has(id);
  return [
    ...(lost(leaseId) ? [{ code: "23503", constraint: "obligations_lease_id_fkey" }] : []),
    ...(lost(contractId) ? [{ code: "23503", constraint: "obligations_contract_id_fkey" }] : []),
  ];
}

async function move(
  id: string,
  { leaseId, contractId }: Omit<Obligation, "id">,
): Promise<{ id: string }> {
  await db.query(
    "UPDATE intelligence.obligations SET lease_id = $2, contract_id = $3 WHERE id = $1",
    [id, leaseId, contractId],
  );
  return { id };
}

async function readObligations(parents: readonly string[]): Promise<Obligation[]> {
  const rows = await db.query<{ id: string; lease: string | null; contract: string | null }>(
    `SELECT id, lease_id AS lease, contract_id AS contract FROM intelligence.obligations
     WHERE lease_id = ANY ($1) OR contract_id = ANY ($1)`,
    [parents],
  );
  return byId(
    rows.map(({ id, lease, contract }) => ({ id, leaseId: lease, contractId: contract })),
  );
}

function byId(all: readonly Obligation[]): Obligation[] {
  return [...all].sort((one, two) => one.id.localeCompare(two.id));
}
