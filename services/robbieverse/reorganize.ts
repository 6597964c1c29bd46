import { defineMapping } from "@deepiri/reorganize-mapping";
import { embeddingModel, talks } from "./reorganize/conversations.js";
import { feelings } from "./reorganize/moods.js";
import { voices } from "./reorganize/personalities.js";
import { texts } from "./reorganize/prompts.js";
import { timeZone } from "./reorganize/time.js";
import { people, users } from "./reorganize/users.js";

/** What becomes of the old database, as its backend files have made it. What it does not name is asked about. */
export default defineMapping({
  decisions: { users, "time zone": timeZone, "embedding model": embeddingModel },
  projections: { ...people, ...voices, ...texts, ...feelings, ...talks },
});
