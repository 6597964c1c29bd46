import { randomUUID } from "node:crypto";
import type { RobbieverseClient, RobbieverseTransaction } from "../client.js";
import { embedMemories } from "../memory/keep-memories.js";
import { addDeals } from "./add-deals.js";
import { addOrganization } from "./add-organization.js";
import { addPrompts } from "./add-prompts.js";
import { addTalks } from "./add-talks.js";
import { domainsOf } from "./domains.js";
import { organizations, people } from "./story.js";

/** What was not there before. */
export interface Added {
  readonly organizations: number;
}

/**
 * Fills the tables with demo data: two organizations a step of scale, with people, towns, conversations, moods,
 * memories, deals and tasks of the last half year. A step that is there is left alone.
 *
 * @param client acts as the owner of the tables
 */
export async function seedDemo(
  client: RobbieverseClient,
  scale: number,
  now: Date = new Date(),
): Promise<Added> {
  const domains = domainsOf(scale);
  const there = await client.organization.findMany({
    where: { domain: { in: domains.map(({ domain }) => domain) } },
  });
  const missing = new Set(
    domains
      .filter((one) => !there.some(({ domain }) => domain === one.domain))
      .map(({ step }) => step),
  );
  for (const step of missing) await client.transaction((tx) => addStep(tx, step, now));
  await embedMemories(client);
  return { organizations: missing.size * organizations.length };
}

async function addStep(tx: RobbieverseTransaction, step: number, now: Date): Promise<void> {
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);
  const ids = new Map<string, string>(people.map((name) => [name, randomUUID()]));
  const userOf = (name: string) => ids.get(name) as string;
  await tx.user.createMany({
    data: people.map((name) => ({
      ...{ id: userOf(name), username: `${name.toLowerCase()}-${step}`, createdAt: ago(180) },
      email: `${name.toLowerCase()}@demo-${step}.example`,
      // No password has it.
      passwordHash: "!",
      lastLogin: ago(2),
    })),
  });
  await addPrompts(tx);
  for (const story of organizations) {
    const domain = `${story.key}-${step}.example`;
    const place = await addOrganization(tx, story, domain, userOf, ago);
    await addTalks(place, story);
    await addDeals(place, story);
  }
}
