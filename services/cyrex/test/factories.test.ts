import { testFactories, useTestDatabase } from "@deepiri/test-database";
import { cyrexFactories } from "./factories.js";

const db = useTestDatabase("cyrex");

testFactories("cyrex", cyrexFactories(db));
