import { testFactories, useTestDatabase } from "@deepiri/test-database";
import { dproFactories } from "./factories.js";

const db = useTestDatabase("dpro");

testFactories("dpro", dproFactories(db));
