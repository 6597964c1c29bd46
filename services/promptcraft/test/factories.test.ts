import { testFactories, useTestDatabase } from "@deepiri/test-database";
import { factories } from "./factories.js";

const key = "promptcraft";

testFactories(key, factories(useTestDatabase(key)));
