import { testTimes, useTestDatabase } from "@deepiri/test-database";
import { coreFactories } from "../../src/testing.js";

const db = useTestDatabase("core");

testTimes(db, coreFactories(db), [
  "public.users",
  "public.roles",
  "public.projects",
  "public.project_milestones",
  "public.tasks",
  "public.subtasks",
  "audit.user_activity_summary",
]);
