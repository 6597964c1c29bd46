import { tablesOf, testForeignKeys, useTestDatabase } from "@deepiri/test-database";
import { cyrexFactories } from "./factories.js";

const db = useTestDatabase("cyrex");
const factories = cyrexFactories(db);

testForeignKeys(db, tablesOf(factories), factories, [
  ["cyrex.task_executions", "workflow_id", "cyrex.workflows", "the row forgets it"],
]);
