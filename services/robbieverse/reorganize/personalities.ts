import type { ProjectionDefinition } from "@deepiri/reorganize-mapping";
import { plain, repaired, selected } from "./sql.js";
import { clockRepairs, known, missing } from "./time.js";
import { leftOutUser, username, userOf } from "./users.js";

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
