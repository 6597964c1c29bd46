import { randomUUID } from "node:crypto";
import { hashOfToken, newToken } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type { DemoPlace } from "./demo-place.js";
import type { DemoOrganization } from "./story.js";

/** Adds an organization of the demo with its members, towns, tasks and what was done. */
export async function addOrganization(
  tx: RobbieverseTransaction,
  story: DemoOrganization,
  domain: string,
  userOf: (name: string) => string,
  ago: (days: number) => Date,
): Promise<DemoPlace> {
  const createdAt = ago(story.sinceDaysAgo);
  const organizationId = randomUUID();
  const { name, status } = story;
  await tx.organization.create({
    data: { id: organizationId, name, domain, orgType: "corporate", status, createdAt },
  });
  await tx.organizationMembership.createMany({
    data: Object.entries(story.members).map(([person, role]) => ({
      ...{ organizationId, userId: userOf(person), role, joinedAt: createdAt },
    })),
  });
  const towns = new Map(Object.keys(story.towns).map((town) => [town, randomUUID()]));
  await tx.town.createMany({
    data: [...towns].map(([town, id]) => ({ organizationId, id, name: town, createdAt })),
  });
  await tx.townMember.createMany({
    data: Object.entries(story.towns).flatMap(([town, members]) =>
      members.map((person) => ({
        organizationId,
        townId: towns.get(town) as string,
        userId: userOf(person),
      })),
    ),
  });
  const townOf = (town: string | null) => (town === null ? null : (towns.get(town) ?? null));
  const place = { tx, organizationId, userOf, townOf, ago };
  await addAdministration(place, story);
  return place;
}

async function addAdministration(
  { tx, organizationId, userOf, ago }: DemoPlace,
  { members, sinceDaysAgo }: DemoOrganization,
): Promise<void> {
  const [owner = "", helper = ""] = Object.keys(members);
  // Over already, and of tokens that nobody has.
  await tx.session.createMany({
    data: Object.keys(members).map((person) => ({
      ...{ organizationId, userId: userOf(person), tokenHash: hashOfToken(newToken()) },
      ...{ createdAt: ago(2), lastActivity: ago(2), expiresAt: ago(1) },
    })),
  });
  await tx.apiKey.create({
    data: {
      ...{ organizationId, userId: userOf(owner), name: "Import of contacts", isActive: false },
      ...{
        keyHash: hashOfToken(newToken()),
        permissions: ["contacts.write"],
        createdAt: ago(sinceDaysAgo - 1),
      },
    },
  });
  const task = { organizationId, userId: userOf(owner), assignedTo: userOf(helper) };
  await tx.task.createMany({
    data: [
      { ...task, title: "Write down how we answer", status: "done", completedAt: ago(20) },
      {
        ...task,
        title: "Prepare the quarter",
        status: "doing",
        priority: "high",
        dueDate: ago(-6),
      },
      { ...task, title: "Ask for the new price list", dueDate: ago(-20), tags: ["prices"] },
    ],
  });
  await tx.auditEntry.createMany({
    data: [
      {
        ...{
          organizationId,
          userId: userOf(owner),
          action: "invited",
          createdAt: ago(sinceDaysAgo),
        },
        ...{ entityType: "core.users", entityId: userOf(helper) },
        newValues: { role: members[helper] ?? "member" },
      },
      { organizationId, userId: userOf(helper), action: "signed in", createdAt: ago(2) },
    ],
  });
}
