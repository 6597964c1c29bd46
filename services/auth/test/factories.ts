import { coreTables } from "@deepiri/core/testing";
import { defineFactory, type Factories, factoriesOn, type Place } from "@deepiri/test-database";
import type {
  Prisma,
  ProgressPoint,
  Session,
  Skill,
  SkillTree,
  SocialConnection,
  UserRole,
} from "../src/generated/client.js";

const { roles, users } = coreTables;

const sessions = defineFactory<Prisma.SessionCreateManyInput, Session>("auth", "public.sessions")(
  { user: users },
  (unique) => ({ token: unique, expiresAt: new Date("2100-01-01T00:00:00Z") }),
);

const userRoles = defineFactory<Prisma.UserRoleCreateManyInput, UserRole>(
  "auth",
  "public.user_roles",
)({ user: users, role: roles }, () => ({}));

const skillTrees = defineFactory<Prisma.SkillTreeCreateManyInput, SkillTree>(
  "auth",
  "public.skill_trees",
)({ user: users }, () => ({}));

const skills = defineFactory<Prisma.SkillCreateManyInput, Skill>("auth", "public.skills")(
  { skillTree: skillTrees },
  (unique) => ({ skillName: `skill ${unique}` }),
);

const socialConnections = defineFactory<Prisma.SocialConnectionCreateManyInput, SocialConnection>(
  "auth",
  "public.social_connections",
)({ user: users, connectedUser: users }, () => ({}));

const progressPoints = defineFactory<Prisma.ProgressPointCreateManyInput, ProgressPoint>(
  "auth",
  "public.progress_points",
)({ user: users }, () => ({ metricType: "focus", value: 0.5 }));

const authTables = { sessions, userRoles, skillTrees, skills, socialConnections, progressPoints };

/** Factories of auth's tables. */
export function authFactories(place: Place): Factories<typeof authTables> {
  return factoriesOn(authTables, place);
}
