import { testTimes, useTestDatabase } from "@deepiri/test-database";
import { intelligenceFactories } from "./factories.js";

const db = useTestDatabase("intelligence");

testTimes(db, intelligenceFactories(db), [
  "intelligence.leases",
  "intelligence.contracts",
  "intelligence.obligations",
]);
