import { testFactories, useTestDatabase } from "@deepiri/test-database";
import { engagementFactories } from "./factories.js";

const db = useTestDatabase("engagement");

testFactories("engagement", engagementFactories(db));
