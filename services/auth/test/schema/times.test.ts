import { testTimes, useTestDatabase } from "@deepiri/test-database";
import { authFactories } from "../factories.js";

const db = useTestDatabase("auth");

testTimes(db, authFactories(db), [
  "public.skill_trees",
  "public.skills",
  "public.social_connections",
]);
