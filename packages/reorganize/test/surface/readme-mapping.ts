import { defineMapping } from "@deepiri/reorganize-mapping";

export default defineMapping({
  projections: {
    messages: {
      to: "talk.messages",
      query: `SELECT t.id * 2 + part.n AS id, part.content,
          CASE WHEN part.content = '' THEN 'it says nothing' END AS _left_out
        FROM legacy.turns AS t
        CROSS JOIN LATERAL (VALUES (0, t.asked), (1, t.answer)) AS part (n, content)`,
    },
  },
  leftOut: { "legacy.turns.secret": "is asked for again", "legacy.junk": "nobody reads it" },
});
