import { defineMapping } from "@deepiri/reorganize-mapping";

/** What older databases need to know of engagement's tables. */
export default defineMapping({
  placeholders: { "public.Quest": "public.quests" },
  repairs: {
    "public.quests.status": {
      words: { draft: "planning", done: "completed" },
      otherwise: "planning",
    },
  },
});
