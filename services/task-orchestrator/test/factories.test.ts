import { testFactories, useTestDatabase } from "@deepiri/test-database";
import { taskOrchestratorFactories } from "./factories.js";

const db = useTestDatabase("task-orchestrator");

testFactories("task-orchestrator", taskOrchestratorFactories(db));
