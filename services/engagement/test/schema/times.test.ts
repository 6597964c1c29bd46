import { testTimes, useTestDatabase } from "@deepiri/test-database";
import { engagementFactories } from "../factories.js";

const db = useTestDatabase("engagement");

testTimes(db, engagementFactories(db), [
  "public.quests",
  "public.quest_milestones",
  "public.seasons",
  "public.season_boosts",
  "public.rewards",
  "analytics.momentum",
  "analytics.streaks",
  "analytics.boosts",
]);
