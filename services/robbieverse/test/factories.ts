import { type Factories, factoriesOn, inOneTenant, type Place } from "@deepiri/test-database";
import { businessReferences, businessTables } from "./factories/business.js";
import { conversationReferences, conversationTables } from "./factories/conversation.js";
import { coreReferences, coreTables } from "./factories/core.js";
import { inViewersDomain } from "./factories/in-viewers-domain.js";
import { integrationReferences, integrationTables } from "./factories/integration.js";
import { personalityReferences, personalityTables } from "./factories/personality.js";

const tables = {
  ...coreTables,
  ...personalityTables,
  ...businessTables,
  ...integrationTables,
  ...conversationTables,
};

/** A factory for each table. What is told no organization is all of one. */
export function factories(place: Place): Factories<typeof tables> {
  const organization = { factory: "organizations", field: "organizationId" } as const;
  const made = inOneTenant(factoriesOn(tables, place), organization, {
    ...coreReferences,
    ...personalityReferences,
    ...businessReferences,
    ...integrationReferences,
    ...conversationReferences,
  });
  return inViewersDomain(made);
}
