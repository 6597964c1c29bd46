import { randomUUID } from "node:crypto";
import { hashOfToken, newToken } from "@deepiri/database";
import type { PromptcraftClient, PromptcraftTransaction } from "../client.js";
import type { Prisma } from "../generated/client.js";
import { daysBefore } from "./days-before.js";
import type { DemoIds } from "./demo-ids.js";
import { importDemoEvents } from "./import-events.js";
import { entities, people, relationships } from "./story.js";
import { usesOf } from "./uses.js";
import { versionRows } from "./version-rows.js";

/**
 * Adds a tenant with all that it has, or nothing of it. Its history is from before, and so is put in beside what keeps
 * versions: that is for the owner of the tables alone, as whom the client has to act.
 *
 * @param now the day on which the story ends
 */
export async function addTenant(
  client: PromptcraftClient,
  slug: string,
  now: Date,
): Promise<DemoIds> {
  return await client.transaction(async (tx) => {
    const { id: tenantId } = await tx.tenant.create({ data: { name: "Demo team", slug } });
    const ids = new Map(
      [...people, ...entities.map(({ key }) => key)].map((key) => [key, randomUUID()]),
    );
    const demo: DemoIds = { tenantId, idOf: (key) => ids.get(key) as string };
    await addPeople(tx, demo, slug, now);
    await tx.$queryRaw`SELECT temporal.release_versions('promptcraft.entity')::text`;
    const versions = entities.flatMap((entity) => versionRows(demo, entity, now));
    await tx.entityVersion.createMany({ data: versions });
    await tx.entity.createMany({ data: lastOf(versions) });
    await tx.$queryRaw`SELECT temporal.keep_versions('promptcraft.entity', excluded => '{updated_at}')::text`;
    await addReferences(tx, demo, now);
    const uses = usesOf(demo, now);
    const days = uses.map(({ occurredAt }) => Number(occurredAt));
    const [first, last] = [new Date(Math.min(...days)), new Date(Math.max(...days))];
    await tx.$queryRaw`SELECT partitions.make_for('promptcraft.usage_event', ${first}::timestamptz, ${last}::timestamptz)`;
    await tx.usageEvent.createMany({ data: uses });
    await importDemoEvents(tx, demo, versions);
    return demo;
  });
}

async function addPeople(
  tx: PromptcraftTransaction,
  { tenantId, idOf }: DemoIds,
  slug: string,
  now: Date,
): Promise<void> {
  const createdAt = daysBefore(now, 61);
  await tx.user.createMany({
    data: people.map((name) => ({
      ...{ tenantId, id: idOf(name), name, username: name.toLowerCase(), createdAt },
      email: `${name.toLowerCase()}@${slug}.example`,
      emailVerified: true,
    })),
  });
  // Over already, and of tokens that nobody has.
  const over = { tenantId, createdAt: daysBefore(now, 2), expiresAt: daysBefore(now, 1) };
  await tx.session.createMany({
    data: people.map((name) => ({
      ...{ ...over, userId: idOf(name) },
      accessTokenHash: hashOfToken(newToken()),
      refreshTokenHash: hashOfToken(newToken()),
    })),
  });
}

function lastOf(
  versions: readonly Prisma.EntityVersionCreateManyInput[],
): Prisma.EntityCreateManyInput[] {
  const last = new Map(versions.map((version) => [version.id, version]));
  return [...last.values()].map(({ editor, operation, ...row }) => ({
    ...row,
    updatedAt: row.validFrom,
  }));
}

async function addReferences(
  tx: PromptcraftTransaction,
  { tenantId, idOf }: DemoIds,
  now: Date,
): Promise<void> {
  const [ada, bruno, chidi] = people.map(idOf) as [string, string, string];
  await tx.relationship.createMany({
    data: relationships.map(([source, relationshipType, target]) => ({
      ...{ tenantId, relationshipType, createdBy: ada, createdAt: daysBefore(now, 10) },
      ...{ sourceId: idOf(source), targetId: idOf(target) },
    })),
  });
  await tx.favorite.createMany({
    data: [bruno, chidi].map((userId) => ({ tenantId, userId, entityId: idOf("refund") })),
  });
  await tx.share.createMany({
    data: [
      { tenantId, entityId: idOf("triage"), sharedBy: bruno, sharedWith: ada, permission: "edit" },
      {
        ...{
          tenantId,
          entityId: idOf("refund"),
          sharedBy: ada,
          tokenHash: hashOfToken(newToken()),
        },
        expiresAt: daysBefore(now, -30),
      },
    ],
  });
  const suggestion = { tenantId, userId: ada, contextEntityId: idOf("house") };
  await tx.suggestion.createMany({
    data: [
      {
        ...{ ...suggestion, suggestedEntityId: idOf("shelf"), suggestionType: "semantic_match" },
        ...{ score: "0.8125", reason: "It is about customers, too." },
      },
      {
        ...{ ...suggestion, suggestedEntityId: idOf("refund"), suggestionType: "usage_pattern" },
        ...{ score: "0.6400", status: "accepted", feedbackAt: daysBefore(now, 9) },
      },
    ],
  });
}
