import { checkProperty } from "@deepiri/test-database";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  NotFound,
  readEntityEvents,
  readUsage,
  readUsageBy,
  recordUsage,
  type UsageGrouping,
} from "../../src/index.js";
import { usePromptcraft } from "../use-promptcraft.js";

const { db, open, as, tenants, users, entities, usageEvents } = usePromptcraft();

describe("a use", () => {
  it("is recorded with its event, and its tokens and cost to the last place", async () => {
    const ada = await users.create();
    const entity = await entities.create({ owner: ada });
    const used = await as(ada, () =>
      recordUsage(open.client, {
        eventType: "execution",
        entityId: entity.id,
        inputTokens: 1200,
        outputTokens: 34,
        costUsd: "0.000125",
        durationMs: 850,
      }),
    );
    expect(used).toMatchObject({ userId: ada.id, totalTokens: 1234, durationMs: 850 });
    expect(used.costUsd.toFixed(6)).toBe("0.000125");
    const data = { usage: used.id, totalTokens: 1234, costUsd: "0.000125" };
    const events = await as(ada, () => readEntityEvents(open.client, entity.id));
    expect(events).toMatchObject([{ type: "usage.recorded", data, actor: ada.id }]);
  });

  it("may be of no entity, and not of one that its user may not see", async () => {
    const [ada, bruno] = await users.createMany(2);
    const { id } = await entities.create({ owner: bruno });
    const hidden = () => recordUsage(open.client, { eventType: "execution", entityId: id });
    await expect(as(ada, hidden)).rejects.toBeInstanceOf(NotFound);
    const used = await as(ada, () => recordUsage(open.client, { eventType: "login" }));
    expect(used.entityId).toBeNull();
  });

  it("lies in the partition of its day of UTC, today's and tomorrow's made ahead", async () => {
    const midnight = new Date();
    midnight.setUTCHours(24, 0, 0, 0);
    const instants = [new Date(midnight.getTime() - 1), midnight];
    for (const occurredAt of instants) await usageEvents.create({ occurredAt });
    const { rows } = await db.owner.query(
      `SELECT tableoid::pg_catalog.regclass::text AS partition FROM promptcraft.usage_event
       WHERE occurred_at = ANY ($1) ORDER BY occurred_at`,
      [instants],
    );
    const named = instants.map((at) => at.toISOString().slice(0, 10).replaceAll("-", "_"));
    expect(rows.map(({ partition }) => partition)).toEqual(
      named.map((day) => `promptcraft.usage_event_${day}`),
    );
  });
});

describe("a bill", () => {
  it("is the plain sum of the tenant's uses in the period, however they are grouped", async () => {
    const from = new Date("2026-11-01T00:00:00Z");
    const to = new Date("2026-11-03T00:00:00Z");
    const day = 86_400_000;
    const anyUse = fc.record({
      at: fc
        .integer({ min: -day, max: 3 * day })
        .map((offset) => new Date(from.getTime() + offset)),
      input: fc.nat({ max: 100_000 }),
      output: fc.nat({ max: 100_000 }),
      // Millionths of a dollar.
      cost: fc.nat({ max: 5_000_000 }),
      of: fc.nat({ max: 1 }),
    });
    await checkProperty(
      fc.asyncProperty(fc.array(anyUse, { maxLength: 8 }), async (uses) => {
        const tenant = await tenants.create();
        const people = await users.createMany(2, { tenant });
        const things = await entities.createMany(2, { tenant, ownerId: people[0].id });
        for (const { at, input, output, cost, of } of uses) {
          const tokens = { inputTokens: input, outputTokens: output, totalTokens: input + output };
          const userId = people[of]?.id ?? null;
          const entityId = things[1 - of]?.id ?? null;
          const costUsd = (cost / 1e6).toFixed(6);
          await usageEvents.create({
            tenant,
            userId,
            entityId,
            occurredAt: at,
            costUsd,
            ...tokens,
          });
        }
        const due = uses.filter(({ at }) => at >= from && at < to);
        const sum = (amounts: number[]) => amounts.reduce((one, other) => one + other, 0);
        await as(people[0], async () => {
          const total = await readUsage(open.client, { from, to });
          expect(total).toEqual({
            uses: due.length,
            inputTokens: BigInt(sum(due.map(({ input }) => input))),
            outputTokens: BigInt(sum(due.map(({ output }) => output))),
            totalTokens: BigInt(sum(due.map(({ input, output }) => input + output))),
            costUsd: (sum(due.map(({ cost }) => cost)) / 1e6).toFixed(6),
          });
          for (const grouping of ["user", "entity", "eventType", "day"] satisfies UsageGrouping[]) {
            const parts = await readUsageBy(open.client, grouping, { from, to });
            expect(sum(parts.map(({ uses }) => uses))).toBe(total.uses);
            const millionths = parts.map(({ costUsd }) => Math.round(Number(costUsd) * 1e6));
            expect((sum(millionths) / 1e6).toFixed(6)).toBe(total.costUsd);
          }
        });
      }),
      40,
    );
  });
});
