import { createHash } from "node:crypto";
import {
  defineFactory,
  type Factories,
  factoriesOn,
  inOneTenant,
  type Place,
} from "@deepiri/test-database";
import type {
  Entity,
  Favorite,
  Prisma,
  Relationship,
  Session,
  Share,
  Suggestion,
  Tenant,
  UsageEvent,
  User,
} from "../src/generated/client.js";

const key = "promptcraft";

const tenants = defineFactory<Prisma.TenantCreateManyInput, Tenant>(key, "promptcraft.tenant")(
  {},
  (unique) => ({ name: "Acme", slug: unique }),
);

const users = defineFactory<Prisma.UserCreateManyInput, User>(key, "promptcraft.user")(
  { tenant: null },
  (unique) => ({ email: `${unique}@example.org`, username: unique, name: "Ada" }),
);

const sessions = defineFactory<Prisma.SessionCreateManyInput, Session>(key, "promptcraft.session")(
  { tenant: null, user: null },
  (unique) => ({
    accessTokenHash: sha256(`access ${unique}`),
    refreshTokenHash: sha256(`refresh ${unique}`),
    expiresAt: new Date("2100-01-01T00:00:00Z"),
  }),
);

const entities = defineFactory<Prisma.EntityCreateManyInput, Entity>(key, "promptcraft.entity")(
  { tenant: null, owner: null },
  () => ({ entityType: "template", title: "A greeting", content: { text: "Hello, {name}" } }),
);

const relationships = defineFactory<Prisma.RelationshipCreateManyInput, Relationship>(
  key,
  "promptcraft.relationship",
)({ tenant: null, source: null, target: null }, () => ({ relationshipType: "depends_on" }));

const favorites = defineFactory<Prisma.FavoriteCreateManyInput, Favorite>(
  key,
  "promptcraft.favorite",
)({ tenant: null, user: null, entity: null }, () => ({}));

type ShareInput = Omit<Prisma.ShareCreateManyInput, "sharedBy"> & { sharedBy?: string };
const shares = defineFactory<ShareInput, Share>(key, "promptcraft.share")(
  { tenant: null, entity: null },
  () => ({}),
);

const suggestions = defineFactory<Prisma.SuggestionCreateManyInput, Suggestion>(
  key,
  "promptcraft.suggestion",
)({ tenant: null, user: null, suggestedEntity: null, contextEntity: null }, () => ({
  suggestionType: "semantic_match",
  score: "0.75",
}));

const usageEvents = defineFactory<Prisma.UsageEventCreateManyInput, UsageEvent>(
  key,
  "promptcraft.usage_event",
)({ tenant: null, user: null, entity: null }, () => ({ eventType: "execution" }));

const tables = {
  tenants,
  users,
  sessions,
  entities,
  relationships,
  favorites,
  shares,
  suggestions,
  usageEvents,
};

/** A factory for each table. What is told no tenant is all of one. */
export function factories(place: Place): Factories<typeof tables> {
  return inOneTenant(
    factoriesOn(tables, place),
    { factory: "tenants", field: "tenantId" },
    {
      users: {},
      sessions: { userId: "users" },
      entities: { ownerId: "users" },
      relationships: { sourceId: "entities", targetId: "entities" },
      favorites: { userId: "users", entityId: "entities" },
      shares: { entityId: "entities", sharedBy: "users", sharedWith: "users" },
      suggestions: { userId: "users", suggestedEntityId: "entities" },
      usageEvents: {},
    },
  );
}

function sha256(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(text).digest());
}
