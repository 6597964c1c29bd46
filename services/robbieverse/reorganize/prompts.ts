import type { ProjectionDefinition } from "@deepiri/reorganize-mapping";
import { keyOf, repaired, selected, uuidBehind, withoutNull } from "./sql.js";
import { clockRepairs, known, local, missing, moment } from "./time.js";

const movedKey = (id: string): string => keyOf("a prompt", id);

// A new program's prompt comes back with its key behind who has made it better: the old table has no other place.
const keyAmongNames = "(?:^| )prompt ";

const promptKey = (row: string, id = `${row}.id`): string =>
  `COALESCE(${uuidBehind(keyAmongNames, `${row}.optimized_by`)}, ${movedKey(id)})`;

const movedOptimization = (id: string): string => keyOf("an optimization", id);

const movedReview = (id: string): string => keyOf("a review", id);

// Of other things what was changed has the key.
const keyInDocument = (kind: string, row: string, moved: string): string =>
  `COALESCE(${uuidBehind("^", `${row}.changes_made ->> '${kind}'`)}, ${moved})`;

const withoutKey = (kind: string, row: string): string =>
  `CASE WHEN ${uuidBehind("^", `${row}.changes_made ->> '${kind}'`)} IS NULL THEN ${row}.changes_made
    WHEN ${row}.changes_made - '${kind}' = pg_catalog.jsonb_build_object('value', ${row}.changes_made -> 'value') THEN ${row}.changes_made -> 'value'
    ELSE NULLIF(${row}.changes_made - '${kind}', '{}') END`;

const withKey = (kind: string, moved: string): string =>
  `CASE WHEN n.id = ${moved} THEN n.changes_made
    ELSE CASE WHEN pg_catalog.jsonb_typeof(n.changes_made) = 'object' THEN n.changes_made
      WHEN n.changes_made IS NULL THEN '{}' ELSE pg_catalog.jsonb_build_object('value', n.changes_made) END
      || pg_catalog.jsonb_build_object('${kind}', n.id) END`;

/** What they are told. Of the active texts of a pair the last version stays active; texts for nobody are in quarantine. */
export const texts: Record<string, ProjectionDefinition> = {
  prompts: {
    to: "personality.prompts",
    query: `SELECT ${selected({
      id: promptKey("t"),
      personality_id: "t.personality_id",
      mood_id: "t.mood_id",
      version: "COALESCE(t.version, 1)",
      is_active: "COALESCE(t.is_active, false) AND pg_catalog.count(later.id) = 0",
      system_prompt: "t.system_prompt",
      tone: "t.tone",
      style: "t.style",
      emoji_guidelines: "t.emoji_guidelines",
      example_responses: withoutNull("t.example_responses"),
      generation_method: "COALESCE(t.generation_method, 'auto')",
      usage_count: "GREATEST(COALESCE(t.usage_count, 0), 0)",
      avg_satisfaction: "t.avg_satisfaction",
      last_optimized_at: moment("t.last_optimized_at"),
      optimized_by: `NULLIF(pg_catalog.regexp_replace(t.optimized_by, '${keyAmongNames}[0-9a-f-]{36}$', ''), '')`,
      legacy_id: "t.id",
      created_at: known("t.created_at", "t.updated_at"),
      updated_at: known("t.updated_at", "t.created_at"),
      _repaired: repaired([
        { when: "t.version IS NULL", what: "it had no version: it is the first" },
        {
          when: "t.is_active AND pg_catalog.count(later.id) > 0",
          what: "a later version was active as well: this one is not",
        },
        { when: "t.is_active IS NULL", what: "nothing said that it is active: it is not" },
        {
          when: "pg_catalog.array_position(t.example_responses, NULL) IS NOT NULL",
          what: "an example was null",
        },
        { when: "t.usage_count < 0", what: "its uses were less than none" },
        missing("t.created_at"),
        ...clockRepairs("t.created_at"),
      ]),
    })} FROM public.prompts AS t
LEFT JOIN public.prompts AS later ON later.personality_id = t.personality_id AND later.mood_id = t.mood_id AND later.is_active
  AND (COALESCE(later.version, 1), later.id) > (COALESCE(t.version, 1), t.id)
GROUP BY t.id`,
    back: { "public.prompts": backToPrompts() },
  },
  optimizations: {
    to: "personality.prompt_optimizations",
    query: `SELECT ${selected({
      id: keyInDocument("optimization", "o", movedOptimization("o.id")),
      prompt_id: promptKey("t", "o.prompt_id"),
      old_version: "o.old_version",
      new_version: "o.new_version",
      changes_made: withoutKey("optimization", "o"),
      optimization_reason: "o.optimization_reason",
      performance_before: "o.performance_before",
      performance_after: "o.performance_after",
      optimized_by: "o.optimized_by",
      rollback_available: "COALESCE(o.rollback_available, false)",
      legacy_id: "o.id",
      created_at: known("o.created_at"),
      _repaired: repaired([missing("o.created_at"), ...clockRepairs("o.created_at")]),
    })} FROM public.prompt_optimizations AS o
LEFT JOIN public.prompts AS t ON t.id = o.prompt_id`,
    back: { "public.prompt_optimizations": backToOptimizations() },
  },
  reviews: {
    to: "personality.dungeon_master_reviews",
    query: `SELECT ${selected({
      id: keyInDocument("review", "r", movedReview("r.id")),
      review_date: "COALESCE(r.review_date, r.created_at::date)",
      personalities_reviewed: "GREATEST(COALESCE(r.personalities_reviewed, 0), 0)",
      prompts_optimized: "GREATEST(COALESCE(r.prompts_optimized, 0), 0)",
      summary: "r.summary",
      recommendations: withoutNull("r.recommendations"),
      changes_made: withoutKey("review", "r"),
      is_report_sent: "COALESCE(r.report_sent_to_allan, false) OR r.report_sent_at IS NOT NULL",
      report_sent_at: moment("r.report_sent_at"),
      is_approved: "r.allan_approved",
      reviewer_notes: "r.allan_notes",
      legacy_id: "r.id",
      created_at: known("r.created_at", "r.review_date::timestamp"),
      _repaired: repaired([
        { when: "r.review_date IS NULL", what: "it had no day: it is of the day when it was made" },
        {
          when: "r.report_sent_at IS NOT NULL AND r.report_sent_to_allan IS NOT TRUE",
          what: "its report has a time when it was sent, so it was",
        },
        {
          when: "LEAST(r.personalities_reviewed, r.prompts_optimized) < 0",
          what: "it counted less than none",
        },
        {
          when: "pg_catalog.array_position(r.recommendations, NULL) IS NOT NULL",
          what: "a recommendation was null",
        },
        missing("r.created_at"),
      ]),
    })} FROM public.dungeon_master_reviews AS r`,
    back: { "public.dungeon_master_reviews": backToReviews() },
  },
};

function backToPrompts(): string {
  return `SELECT ${selected({
    id: "n.legacy_id",
    personality_id: "n.personality_id",
    mood_id: "n.mood_id",
    version: "n.version",
    is_active: "n.is_active",
    system_prompt: "n.system_prompt",
    tone: "n.tone",
    style: "n.style",
    emoji_guidelines: "n.emoji_guidelines",
    example_responses: "n.example_responses",
    generation_method: "n.generation_method",
    usage_count: "n.usage_count",
    avg_satisfaction: "n.avg_satisfaction",
    last_optimized_at: local("n.last_optimized_at"),
    optimized_by: `CASE WHEN n.id = ${movedKey("n.legacy_id")} THEN n.optimized_by ELSE pg_catalog.concat_ws(' ', n.optimized_by, 'prompt ' || n.id) END`,
    created_at: local("n.created_at"),
    updated_at: local("n.updated_at"),
  })} FROM personality.prompts AS n`;
}

function backToOptimizations(): string {
  return `SELECT ${selected({
    id: "n.legacy_id",
    prompt_id: "t.legacy_id",
    old_version: "n.old_version",
    new_version: "n.new_version",
    changes_made: withKey("optimization", movedOptimization("n.legacy_id")),
    optimization_reason: "n.optimization_reason",
    performance_before: "n.performance_before",
    performance_after: "n.performance_after",
    optimized_by: "n.optimized_by",
    rollback_available: "n.rollback_available",
    created_at: local("n.created_at"),
  })} FROM personality.prompt_optimizations AS n
JOIN personality.prompts AS t ON t.id = n.prompt_id`;
}

function backToReviews(): string {
  return `SELECT ${selected({
    id: "n.legacy_id",
    review_date: "n.review_date",
    personalities_reviewed: "n.personalities_reviewed",
    prompts_optimized: "n.prompts_optimized",
    summary: "n.summary",
    recommendations: "n.recommendations",
    changes_made: withKey("review", movedReview("n.legacy_id")),
    report_sent_to_allan: "n.is_report_sent",
    report_sent_at: local("n.report_sent_at"),
    allan_approved: "n.is_approved",
    allan_notes: "n.reviewer_notes",
    created_at: local("n.created_at"),
  })} FROM personality.dungeon_master_reviews AS n`;
}
