import { migratorRole, runWithContext, runWithoutContext } from "@deepiri/database";
import { useClient, useTestDatabase } from "@deepiri/test-database";
import { expect, test } from "vitest";
import { createPromptcraftClient } from "../src/client.js";
import { seedDemo } from "../src/demo/seed-demo.js";
import * as promptcraft from "../src/index.js";

const db = useTestDatabase("promptcraft");
const open = useClient(db, createPromptcraftClient);
const owner = useClient(db, ({ url, database }) =>
  createPromptcraftClient({ url, database, role: migratorRole("promptcraft") }),
);

test("from the demo to a version of last month, and back to it", async () => {
  await seedDemo(owner.client, 1);
  const { id: tenant, users } = await owner.client.tenant.findFirstOrThrow({
    where: { slug: "demo-1" },
    include: { users: { where: { username: "ada" } } },
  });
  const actor = users[0]?.id as string;

  await runWithContext({ tenant, actor }, async () => {
    const { client } = open;
    // An entity by its meaning.
    const [refund] = await promptcraft.findByMeaning(client, "refunds that were sent");
    expect(refund).toMatchObject({ title: "Refund, short", version: 3 });
    const id = refund?.id as string;

    // What it said last month, and that it says so again.
    const lastMonth = new Date(Date.now() - 30 * 86_400_000);
    const old = await promptcraft.readEntityAsOf(client, id, lastMonth);
    expect(old).toMatchObject({ title: "Answer to a refund request", version: 2 });
    const now = await promptcraft.rollBackEntity(client, id, old.version, 3);
    expect(now).toMatchObject({ content: old.content, version: 4 });

    // The event of that.
    const events = await promptcraft.readEntityEvents(client, id);
    const data = { version: 4, toVersion: 2 };
    expect(events.at(-1)).toMatchObject({ type: "entity.rolled_back", data, actor });

    // A use of it, in the partition of its day.
    const cost = { inputTokens: 400, outputTokens: 90, costUsd: "0.002550" };
    const used = await promptcraft.recordUsage(client, {
      eventType: "execution",
      entityId: id,
      ...cost,
    });
    const partitions = await client.$queryRaw`
      SELECT tableoid::regclass::text AS name FROM promptcraft.usage_event WHERE id = ${used.id}::uuid`;
    const day = used.occurredAt.toISOString().slice(0, 10).replaceAll("-", "_");
    expect(partitions).toEqual([{ name: `promptcraft.usage_event_${day}` }]);

    // The read model that counts it, once it is refreshed, as the worker does each hour.
    const before = await promptcraft.readEntityStats(client, id);
    await runWithoutContext(
      () => owner.client.$queryRaw`CALL read_models.refresh('promptcraft.entity_stats')`,
    );
    const after = await promptcraft.readEntityStats(client, id);
    expect(after?.uses).toBe((before?.uses ?? 0) + 1);
    expect(after?.ageSeconds).toBeLessThan(60);
  });
});
