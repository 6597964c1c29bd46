import { testFactories, useTestDatabase } from "@deepiri/test-database";
import { authFactories } from "./factories.js";

const db = useTestDatabase("auth");

testFactories("auth", authFactories(db));
