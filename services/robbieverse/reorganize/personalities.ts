import type { ProjectionDefinition } from "@deepiri/reorganize-mapping";
import { keyOf, plain, type Repair, repaired, selected, withoutNull } from "./sql.js";
import { clockRepairs, moment, unknown } from "./time.js";
import { leftOutUser, username, userOf } from "./users.js";

const known = (...times: readonly string[]): string =>
  `COALESCE(${[...times.map(moment), unknown].join(", ")})`;

const missing = (time: string): Repair => ({ when: `${time} IS NULL`, what: "it had no time" });

const slugOf = (name: string, id: string): string =>
  `CASE ${plain(name)} WHEN 'robbie f' THEN 'robbie' ELSE
    COALESCE(NULLIF(pg_catalog.btrim(pg_catalog.left(pg_catalog.regexp_replace(${plain(name)}, '[^a-z0-9]+', '-', 'g'), 90), '-'), ''), 'personality-' || ${id}) END`;

/** The personality that old texts mean who say Robbie: a decision, for none of them is called so. */
export const isRobbie = (row: string): string => `${plain(`${row}.name`)} = 'robbie f'`;

/** SQL: whether a personality is meant by a text. */
export const isMeantBy = (row: string, text: string): string =>
  `${plain(`${row}.name`)} = CASE ${plain(text)} WHEN 'robbie' THEN 'robbie f' ELSE ${plain(text)} END`;

/** Who answers: categories, personalities and moods keep their numbers. */
export const voices: Record<string, ProjectionDefinition> = {
  categories: {
    to: "personality.personality_categories",
    query: `SELECT ${selected({
      id: "g.id",
      name: "g.name",
      description: "g.description",
      display_order: "COALESCE(g.display_order, 0)",
      created_at: known("g.created_at"),
    })} FROM public.personality_categories AS g`,
  },
  personalities: {
    to: "personality.personalities",
    query: `SELECT ${selected({
      id: "p.id",
      slug: slugOf("p.name", "p.id"),
      category_id: "p.category_id",
      name: "p.name",
      role: "CASE g.name WHEN 'Mentors' THEN 'mentor' ELSE 'assistant' END",
      description: "p.short_description",
      avatar: "p.avatar",
      default_flirt_mode: "COALESCE(p.default_flirt_mode, 7)",
      default_gandhi_genghis: "COALESCE(p.default_gandhi_genghis, 5)",
      is_active: "COALESCE(p.is_active, true)",
      created_by: userOf(username("p.created_by")),
      created_at: known("p.created_at", "p.updated_at"),
      updated_at: known("p.updated_at", "p.created_at"),
      _repaired: repaired([
        missing("p.created_at"),
        ...clockRepairs("p.created_at"),
        {
          when: "p.default_flirt_mode IS NULL OR p.default_gandhi_genghis IS NULL",
          what: "it had no default levels: 7 and 5 are those of the old table",
        },
        {
          when: `p.created_by IS NOT NULL AND ${leftOutUser("p.created_by")} IS NOT NULL`,
          what: "who made it is nobody",
        },
      ]),
    })} FROM public.personalities AS p
LEFT JOIN public.personality_categories AS g ON g.id = p.category_id`,
  },
  // Known by a slug alone, in tables that this database does not have.
  "other personalities": {
    to: "personality.personalities",
    query: `SELECT ${selected({
      id: "given.id",
      slug: "given.slug",
      category_id: "pg_catalog.min(g.id) FILTER (WHERE g.name = given.category)",
      name: "given.name",
      role: "given.role",
      description: "given.description",
      avatar: "given.avatar",
    })} FROM public.personality_categories AS g
CROSS JOIN (VALUES (1001, 'bookkeeper', 'Pros', 'Bookkeeper', 'specialist', 'Keeps the books', '📒'),
  (1002, 'gatekeeper', 'Pros', 'Gatekeeper', 'gatekeeper', 'Decides what comes through', '🚪'),
  (1003, 'code-mentor', 'Mentors', 'Code Mentor', 'mentor', 'Reads code with whoever writes it', '💻'),
  (1004, 'business-mentor', 'Mentors', 'Business Mentor', 'mentor', 'Asks what it earns', '💼')) AS given (id, slug, category, name, role, description, avatar)
GROUP BY given.id, given.slug, given.category, given.name, given.role, given.description, given.avatar`,
  },
  aliases: {
    to: "personality.personality_aliases",
    query: `SELECT 'robbie' AS alias, p.id AS personality_id FROM public.personalities AS p WHERE ${isRobbie("p")}`,
  },
  moods: {
    to: "personality.moods",
    query: `SELECT ${selected({
      id: "m.id",
      name: plain("m.name"),
      emoji: "m.emoji",
      description: "m.description",
      trigger_conditions: `CASE WHEN pg_catalog.jsonb_typeof(m.trigger_conditions) = 'object' AND COALESCE(pg_catalog.jsonb_typeof(m.trigger_conditions -> 'keywords'), 'array') = 'array'
    THEN m.trigger_conditions ELSE '{}'::jsonb END`,
      display_order: "COALESCE(m.display_order, 0)",
      _repaired: repaired([
        { when: `m.name <> ${plain("m.name")}`, what: "its name had capitals or blanks" },
        {
          when: "m.trigger_conditions IS NOT NULL AND (pg_catalog.jsonb_typeof(m.trigger_conditions) <> 'object' OR COALESCE(pg_catalog.jsonb_typeof(m.trigger_conditions -> 'keywords'), 'array') <> 'array')",
          what: "its conditions were no object with a list of keywords",
        },
      ]),
    })} FROM public.moods AS m`,
  },
};

const promptKey = (id: string): string => keyOf("a prompt", id);

/** What they are told. Of the active texts of a pair the last version stays active; texts for nobody are in quarantine. */
export const texts: Record<string, ProjectionDefinition> = {
  prompts: {
    to: "personality.prompts",
    query: `SELECT ${selected({
      id: promptKey("t.id"),
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
      optimized_by: "t.optimized_by",
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
  },
  optimizations: {
    to: "personality.prompt_optimizations",
    query: `SELECT ${selected({
      id: keyOf("an optimization", "o.id"),
      prompt_id: promptKey("o.prompt_id"),
      old_version: "o.old_version",
      new_version: "o.new_version",
      changes_made: "o.changes_made",
      optimization_reason: "o.optimization_reason",
      performance_before: "o.performance_before",
      performance_after: "o.performance_after",
      optimized_by: "o.optimized_by",
      rollback_available: "COALESCE(o.rollback_available, false)",
      created_at: known("o.created_at"),
      _repaired: repaired([missing("o.created_at"), ...clockRepairs("o.created_at")]),
    })} FROM public.prompt_optimizations AS o`,
  },
  reviews: {
    to: "personality.dungeon_master_reviews",
    query: `SELECT ${selected({
      id: keyOf("a review", "r.id"),
      review_date: "COALESCE(r.review_date, r.created_at::date)",
      personalities_reviewed: "GREATEST(COALESCE(r.personalities_reviewed, 0), 0)",
      prompts_optimized: "GREATEST(COALESCE(r.prompts_optimized, 0), 0)",
      summary: "r.summary",
      recommendations: withoutNull("r.recommendations"),
      changes_made: "r.changes_made",
      is_report_sent: "COALESCE(r.report_sent_to_allan, false) OR r.report_sent_at IS NOT NULL",
      report_sent_at: moment("r.report_sent_at"),
      is_approved: "r.allan_approved",
      reviewer_notes: "r.allan_notes",
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
  },
};
