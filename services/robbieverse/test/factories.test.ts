import { testFactories, useTestDatabase } from "@deepiri/test-database";
import { asOwner } from "./as-owner.js";
import { factories } from "./factories.js";

const key = "robbieverse";

testFactories(key, factories(asOwner(useTestDatabase(key))));
