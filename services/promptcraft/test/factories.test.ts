import { testFactories, useTestDatabase } from "@deepiri/test-database";
import { asOwner } from "./as-owner.js";
import { factories } from "./factories.js";

const key = "promptcraft";
const { entities, ...made } = factories(asOwner(useTestDatabase(key)));

// The database writes a version with each entity.
const entityVersions = { ...entities, table: "promptcraft.entity_version" };

testFactories(key, { ...made, entities, entityVersions });
