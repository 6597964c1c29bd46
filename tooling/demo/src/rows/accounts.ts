import { createHash } from "node:crypto";
import type { Clients } from "../clients.js";
import { demoId } from "../story/demo-id.js";
import { daysAgo } from "../story/demo-time.js";
import { pick } from "../story/dice.js";
import type { Part } from "../story/part.js";
import type { Person } from "../story/person.js";
import { type Written, write } from "../write.js";

/** Logins and roles. Of each part the first person is an admin and the next two have other roles. */
export async function addAccounts(clients: Clients, parts: readonly Part[]): Promise<Written[]> {
  const { auth } = clients;
  const people = parts.flatMap((part) => part.people);
  return Promise.all([
    write(
      "public.sessions",
      auth.session.createMany({
        data: people
          .filter((person) => person.index % 2 === 0)
          .map((person) => ({
            id: demoId("session", person.index),
            userId: person.id,
            token: expiredToken(person),
            ipAddress: `192.0.2.${1 + (person.index % 254)}`,
            userAgent: "Demo/1.0",
            expiresAt: daysAgo(1),
            createdAt: daysAgo(8),
          })),
        skipDuplicates: true,
      }),
    ),
    addRoles(clients, parts),
  ]);
}

async function addRoles({ core, auth }: Clients, parts: readonly Part[]): Promise<Written> {
  const roles = await core.role.findMany({ select: { id: true, name: true } });
  const grants = parts.flatMap(({ people }) =>
    people.flatMap((person, place) => {
      const role = roles.find(({ name }) => name === (places[place] ?? "user"));
      return role === undefined ? [] : [{ person, roleId: role.id, granter: people[0] }];
    }),
  );
  return write(
    "public.user_roles",
    auth.userRole.createMany({
      data: grants.map(({ person, roleId, granter }) => ({
        id: demoId("role", person.index),
        userId: person.id,
        roleId,
        grantedBy: granter?.id ?? null,
        grantedAt: daysAgo(80),
      })),
      skipDuplicates: true,
    }),
  );
}

const places = ["admin", "moderator", "developer"];

/** The session has long expired, so this token opens nothing, though anyone can compute it. */
function expiredToken(person: Person): string {
  return `demo-${createHash("sha256").update(person.id).digest("hex")}`;
}

/** Skills, whom people know, and measurements of how they get on. */
export async function addSkills({ auth }: Clients, parts: readonly Part[]): Promise<Written[]> {
  const people = parts.flatMap((part) => part.people);
  const trees = await write(
    "public.skill_trees",
    auth.skillTree.createMany({
      data: people.map((person) => ({
        id: demoId("skill tree", person.index),
        userId: person.id,
        skillPoints: person.index % 5,
        totalSkillLevel: levelOf(person, 0) + levelOf(person, 1),
        lastUpdated: daysAgo(3),
      })),
      skipDuplicates: true,
    }),
  );
  return [
    trees,
    ...(await Promise.all([
      addSkill(auth, people),
      addPoints(auth, people),
      addConnections(auth, parts),
    ])),
  ];
}

function addSkill(auth: Clients["auth"], people: readonly Person[]): Promise<Written> {
  return write(
    "public.skills",
    auth.skill.createMany({
      data: people.flatMap((person) =>
        [0, 1].map((place) => ({
          id: demoId("skill", person.index, place),
          skillTreeId: demoId("skill tree", person.index),
          skillName: pick(skills, person.index + place),
          level: levelOf(person, place),
          xp: levelOf(person, place) * 1000 + 250,
          unlocked: true,
        })),
      ),
      skipDuplicates: true,
    }),
  );
}

function levelOf(person: Person, place: number): number {
  return 1 + ((person.index + 3 * place) % 9);
}

const skills = ["timeManagement", "focus", "communication", "planning", "coding"] as const;

function addPoints(auth: Clients["auth"], people: readonly Person[]): Promise<Written> {
  return write(
    "public.progress_points",
    auth.progressPoint.createMany({
      data: people.flatMap((person) =>
        [3, 2, 1, 0].map((week) => ({
          id: demoId("progress", person.index, week),
          userId: person.id,
          metricType: "focus_hours",
          value: 10 + ((person.index * 3 + week) % 12),
          timestamp: daysAgo(7 * week),
          metadata: { week },
        })),
      ),
      skipDuplicates: true,
    }),
  );
}

function addConnections(auth: Clients["auth"], parts: readonly Part[]): Promise<Written> {
  return write(
    "public.social_connections",
    auth.socialConnection.createMany({
      data: parts.flatMap(({ people }) =>
        people.flatMap((person, place) => {
          const next = people[place + 1];
          if (next === undefined) return [];
          return [
            {
              id: demoId("connection", person.index),
              userId: person.id,
              connectedUserId: next.id,
              connectionType: pick(["teammate", "friend", "rival"] as const, place),
              status: place % 4 === 3 ? ("pending" as const) : ("accepted" as const),
              collaborationScore: 0.5,
            },
          ];
        }),
      ),
      skipDuplicates: true,
    }),
  );
}
