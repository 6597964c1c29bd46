import { testFactories, useTestDatabase } from "@deepiri/test-database";
import { coreFactories } from "../src/testing.js";

const db = useTestDatabase("core");

testFactories("core", coreFactories(db));
