import { testTimes, useTestDatabase } from "@deepiri/test-database";
import { taskOrchestratorFactories } from "../factories.js";

const db = useTestDatabase("task-orchestrator");

testTimes(db, taskOrchestratorFactories(db), []);
