import { hashOfToken } from "@deepiri/database";
import { defineFactory } from "@deepiri/test-database";
import type {
  ApiKey,
  AuditEntry,
  Organization,
  OrganizationMembership,
  Prisma,
  Session,
  SystemConfig,
  Task,
  Town,
  TownMember,
  User,
} from "../../src/generated/client.js";

const key = "robbieverse";

const organizations = defineFactory<Prisma.OrganizationCreateManyInput, Organization>(
  key,
  "core.organizations",
)({}, () => ({ name: "Acme" }));

const users = defineFactory<Prisma.UserCreateManyInput, User>(key, "core.users")({}, (unique) => ({
  username: unique,
  email: `${unique}@example.org`,
  passwordHash: "$2b$12$not.a.hash.that.any.password.has",
}));

const memberships = defineFactory<
  Prisma.OrganizationMembershipCreateManyInput,
  OrganizationMembership
>(key, "core.organization_memberships")({ organization: null, user: null }, () => ({}));

const towns = defineFactory<Prisma.TownCreateManyInput, Town>(key, "core.towns")(
  { organization: null },
  (unique) => ({ name: unique }),
);

const townMembers = defineFactory<Prisma.TownMemberCreateManyInput, TownMember>(
  key,
  "core.town_members",
)({ organization: null, town: null, user: null }, () => ({}));

const sessions = defineFactory<Prisma.SessionCreateManyInput, Session>(key, "core.sessions")(
  { organization: null, user: null },
  (unique) => ({ tokenHash: hashOfToken(unique), expiresAt: new Date(Date.now() + 3_600_000) }),
);

const apiKeys = defineFactory<Prisma.ApiKeyCreateManyInput, ApiKey>(key, "core.api_keys")(
  { organization: null, user: null },
  (unique) => ({ keyHash: hashOfToken(unique), name: unique }),
);

const systemConfigs = defineFactory<Prisma.SystemConfigCreateManyInput, SystemConfig>(
  key,
  "core.system_config",
)({ updater: null }, (unique) => ({ key: unique, value: "on", category: "test" }));

const auditEntries = defineFactory<Prisma.AuditEntryCreateManyInput, AuditEntry>(
  key,
  "core.audit_log",
)({ organization: null, user: null }, () => ({ action: "signed in" }));

const tasks = defineFactory<Prisma.TaskCreateManyInput, Task>(key, "core.tasks")(
  { organization: null, user: null },
  () => ({ title: "Call back" }),
);

export const coreTables = {
  organizations,
  users,
  memberships,
  towns,
  townMembers,
  sessions,
  apiKeys,
  systemConfigs,
  auditEntries,
  tasks,
};

/** What their rows refer to within an organization. */
export const coreReferences = {
  memberships: { userId: "users" },
  towns: {},
  townMembers: { townId: "towns", userId: "memberships.userId" },
  sessions: { userId: "memberships.userId" },
  apiKeys: { userId: "memberships.userId" },
  auditEntries: {},
  tasks: {},
} as const;
