import {
  defineFactory,
  type Factories,
  factoriesOn,
  inOneTenant,
  type Place,
} from "@deepiri/test-database";
import type {
  Organization,
  OrganizationMembership,
  Prisma,
  Town,
  TownMember,
  User,
} from "../src/generated/client.js";
import { businessReferences, businessTables } from "./factories/business.js";
import { conversationReferences, conversationTables } from "./factories/conversation.js";
import { inViewersDomain } from "./factories/in-viewers-domain.js";
import { integrationReferences, integrationTables } from "./factories/integration.js";
import { personalityReferences, personalityTables } from "./factories/personality.js";

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

const tables = {
  organizations,
  users,
  memberships,
  towns,
  townMembers,
  ...personalityTables,
  ...businessTables,
  ...integrationTables,
  ...conversationTables,
};

/** A factory for each table. What is told no organization is all of one. */
export function factories(place: Place): Factories<typeof tables> {
  const organization = { factory: "organizations", field: "organizationId" } as const;
  const made = inOneTenant(factoriesOn(tables, place), organization, {
    memberships: { userId: "users" },
    towns: {},
    townMembers: { townId: "towns", userId: "memberships.userId" },
    ...personalityReferences,
    ...businessReferences,
    ...integrationReferences,
    ...conversationReferences,
  });
  return inViewersDomain(made);
}
