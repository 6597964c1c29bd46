import type { Kind, State } from "./entities.js";
import { titled, untitled } from "./entities.js";
import {
  hasKey,
  isBlank,
  isNoObject,
  json,
  keyOf,
  quoted,
  type Repair,
  utc,
  withColumns,
} from "./sql.js";
import { areOtherVariables, otherVariables, tags, variables } from "./variables.js";

const described = (description: string): string =>
  `CASE WHEN NOT ${isBlank(description)} THEN ${description} END`;

const prompt = (text: string, more = ""): string =>
  `pg_catalog.jsonb_build_object('text', COALESCE(${text}, '')${more})`;

/** Either says that it is public; words that nobody knows are private. */
const visibility = (word: string, isPublic: string, team: string): string =>
  `CASE WHEN ${isPublic} OR ${plain(word)} = 'public' THEN 'public' WHEN ${plain(word)} = 'team' AND ${team} IS NOT NULL THEN 'shared' ELSE 'private' END`;

const plain = (word: string): string => `pg_catalog.lower(pg_catalog.btrim(${word}))`;

const unknownVisibility = (word: string): string =>
  `${plain(word)} NOT IN ('private', 'team', 'public')`;

const known = (...times: readonly string[]): string =>
  `COALESCE(${times[0]}, LEAST(${times.slice(1).join(", ")}), 'epoch'::timestamptz)`;

const timeRepairs = (created: string, updated: string): Repair[] => [
  {
    when: `${created} IS NULL`,
    what: "created_at was missing: the least known time is in its place",
  },
  { when: `${updated} < ${created}`, what: "updated_at is before created_at" },
];

function metadataRepair(document: string, keys: readonly string[]): Repair[] {
  return [
    { when: hasKey(document, keys), what: "metadata had a key of a column, kept as legacy_" },
    { when: isNoObject(document), what: "metadata was no object, kept as legacy_metadata" },
  ];
}

const templateKeys = [
  "category",
  "team_id",
  "is_public",
  "likes_count",
  "usage_count",
  "legacy_variables",
  "legacy_visibility",
];

function templateState(row: string): State {
  return {
    title: titled(`${row}.name`),
    description: described(`${row}.description`),
    content: prompt(`${row}.content`, `, 'variables', ${variables(`${row}.variables`)}`),
    tags: tags(`${row}.tags`),
    metadata: withColumns(`${row}.metadata`, {
      category: json(`${row}.category::text`),
      team_id: json("t.team_id"),
      is_public: json("t.is_public"),
      likes_count: json("t.likes_count"),
      usage_count: json("t.usage_count"),
      legacy_variables: otherVariables(`${row}.variables`),
      legacy_visibility: json(
        `CASE WHEN ${unknownVisibility("t.visibility")} THEN t.visibility END`,
      ),
    }),
  };
}

const versionNumber = (version: string): string => `${version}.version_number`;

export const templates: Kind = {
  name: "templates",
  type: "template",
  from: "public.templates AS t",
  id: "t.id",
  owner: "t.user_id",
  now: templateState("t"),
  visibility: visibility("t.visibility", "t.is_public", "t.team_id"),
  createdAt: known(utc("t.created_at"), utc("t.updated_at"), utc("t.deleted_at")),
  updatedAt: known(utc("t.updated_at"), utc("t.created_at"), utc("t.deleted_at")),
  deletedAt: utc("t.deleted_at"),
  repairs: [
    untitled("t.name"),
    { when: "t.content IS NULL", what: "it had no content" },
    { when: areOtherVariables("t.variables"), what: "variables were no list of objects" },
    {
      when: unknownVisibility("t.visibility"),
      what: "an unknown word for its visibility: private",
    },
    ...timeRepairs("t.created_at", "t.updated_at"),
    ...metadataRepair("t.metadata", templateKeys),
  ],
  history: {
    table: "public.template_versions",
    isOf: (version) => `${version}.template_id = t.id`,
    order: versionNumber,
    number: versionNumber,
    state: templateState,
    createdAt: (version) => utc(`${version}.created_at`),
    groupBy: "t.id",
  },
};

const layerKeys = [
  "layer_type",
  "team_id",
  "is_template",
  "is_active",
  "priority",
  "token_count",
  "usage_count",
  "favorite_count",
  "avg_rating",
  "device_last_modified",
  "last_synced_at",
  "last_used_at",
  "legacy_visibility",
];

function layerState(row: string): State {
  return {
    title: titled(`${row}.name`),
    description: described(`${row}.description`),
    content: prompt(`${row}.content`),
    tags: tags(`${row}.tags`),
    metadata: withColumns(`${row}.metadata`, {
      ...Object.fromEntries(layerKeys.map((key) => [key, json(`l.${key}`)])),
      layer_type: json(`${row}.layer_type::text`),
      legacy_visibility: json(
        `CASE WHEN ${unknownVisibility("l.visibility")} THEN l.visibility END`,
      ),
    }),
  };
}

const layer = {
  type: "context",
  owner: "l.user_id",
  visibility: visibility("l.visibility", "false", "l.team_id"),
} as const;

export const contexts: Kind = {
  ...layer,
  name: "contexts",
  from: "public.context_layers AS l",
  id: "l.id",
  now: layerState("l"),
  createdAt: known("l.created_at", "l.updated_at", "l.deleted_at"),
  updatedAt: known("l.updated_at", "l.created_at", "l.deleted_at"),
  deletedAt: "l.deleted_at",
  repairs: [
    untitled("l.name"),
    { when: "pg_catalog.array_position(l.tags, NULL) IS NOT NULL", what: "a tag was null" },
    {
      when: unknownVisibility("l.visibility"),
      what: "an unknown word for its visibility: private",
    },
    ...timeRepairs("l.created_at", "l.updated_at"),
    ...metadataRepair("l.metadata", layerKeys),
  ],
  history: {
    table: "public.context_layer_versions",
    isOf: (version) => `${version}.layer_id = l.id`,
    order: versionNumber,
    number: versionNumber,
    state: layerState,
    createdAt: (version) => utc(`${version}.created_at`),
    groupBy: "l.id",
  },
};

/** The name of a branch of the second history that contexts have. */
export const branchName = (row: string): string => `COALESCE(${row}.branch_name, 'main')`;

/** The entity that such a branch becomes. */
export const branchId = (row: string): string =>
  keyOf("a branch", `${row}.context_id`, branchName(row));

const branchOrder = (row: string): string =>
  `(COALESCE(${row}.version_number, 0), COALESCE(${row}.created_at, 'epoch'::timestamptz), ${row}.id)`;

function branchState(content: string): State {
  return {
    title: `${titled("l.name")} || ' (' || ${branchName("b")} || ')'`,
    description: described("l.description"),
    content: prompt(content),
    tags: tags("l.tags"),
    metadata: `pg_catalog.jsonb_build_object('layer_type', ${json("l.layer_type")}, 'branch', ${branchName("b")})`,
  };
}

/**
 * A branch of the second history: a context of its own, derived from the first. Its numbers and times are those of
 * another program, and to put them in one line with the others would be to invent an order.
 */
export const branches = {
  id: branchId("b"),
  last: `(pg_catalog.array_agg(b.content ORDER BY ${branchOrder("b")} DESC))[1]`,
  order: branchOrder,
  state: branchState,
  layer,
};

export const snippets: Kind = {
  name: "snippets",
  type: "context",
  from: "public.context_snippets AS s",
  id: "s.id",
  owner: "s.user_id",
  now: {
    title: titled("s.name"),
    description: described("s.description"),
    content: prompt("s.content"),
    tags: tags("s.tags"),
    metadata: withColumns("'{}'::jsonb", {
      layer_type: json(`${quoted("snippet")}::text`),
      ...Object.fromEntries(
        [
          "category",
          "project_ids",
          "is_favorite",
          "token_count",
          "usage_count",
          "last_used_at",
        ].map((key) => [key, json(`s.${key}`)]),
      ),
    }),
  },
  visibility: "'private'",
  createdAt: known("s.created_at", "s.updated_at"),
  updatedAt: known("s.updated_at", "s.created_at"),
  repairs: [untitled("s.name"), ...timeRepairs("s.created_at", "s.updated_at")],
};

export const combinations: Kind = {
  name: "combinations",
  type: "library",
  from: `public.context_combinations AS c
LEFT JOIN LATERAL pg_catalog.unnest(c.layer_ids) WITH ORDINALITY AS item (id, place) ON true
LEFT JOIN public.context_layers AS l ON l.id = item.id`,
  groupBy: "c.id",
  id: "c.id",
  owner: "c.user_id",
  now: {
    title: titled("c.name"),
    description: described("c.description"),
    content:
      "pg_catalog.jsonb_build_object('items', COALESCE(pg_catalog.jsonb_agg(l.id ORDER BY item.place) FILTER (WHERE l.id IS NOT NULL), '[]'))",
    tags: tags("c.tags"),
    metadata: withColumns("'{}'::jsonb", {
      is_favorite: json("c.is_favorite"),
      usage_count: json("c.usage_count"),
      missing_items: `pg_catalog.jsonb_agg(item.id ORDER BY item.place) FILTER (WHERE item.id IS NOT NULL AND l.id IS NULL)`,
    }),
  },
  visibility: "'private'",
  createdAt: known("c.created_at", "c.updated_at", "c.deleted_at"),
  updatedAt: known("c.updated_at", "c.created_at", "c.deleted_at"),
  deletedAt: "c.deleted_at",
  repairs: [
    untitled("c.name"),
    {
      when: "pg_catalog.count(*) FILTER (WHERE item.place IS NOT NULL AND l.id IS NULL) > 0",
      what: "layers of it are gone",
    },
    ...timeRepairs("c.created_at", "c.updated_at"),
  ],
};

// What a step was, with the place that it had; null values say nothing.
const stepColumns = [
  "step_order",
  "step_type",
  "step_name",
  "config",
  "template_id",
  "condition_expression",
  "on_error",
  "max_retries",
  "retry_delay_ms",
];
const stepsOfTable = `pg_catalog.jsonb_agg(pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(${stepColumns
  .map((name) => `'${name}', step.${name}`)
  .join(", ")})) ORDER BY step.step_order) FILTER (WHERE step.id IS NOT NULL)`;
const configured = (key: string, type: string): string =>
  `CASE WHEN pg_catalog.jsonb_typeof(w.config -> '${key}') = '${type}' THEN w.config -> '${key}' END`;

export const workflows: Kind = {
  name: "workflows",
  type: "workflow",
  from: `public.workflows AS w
LEFT JOIN public.workflow_steps AS step ON step.workflow_id = w.id`,
  groupBy: "w.id",
  id: "w.id",
  owner: "w.user_id",
  now: {
    title: titled("w.name"),
    description: described("w.description"),
    content: `pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
      'steps', ${variables(configured("steps", "array")).replace("ELSE '[]'::jsonb", "ELSE '[]'::jsonb")} || COALESCE(${stepsOfTable}, '[]'),
      'variables', ${variables("w.config -> 'variables'")},
      'settings', ${configured("settings", "object")}))`,
    tags: tags("w.tags"),
    metadata: withColumns(
      "CASE WHEN pg_catalog.jsonb_typeof(w.config) = 'object' THEN w.config - ARRAY['steps', 'variables', 'settings'] ELSE w.config END",
      {
        ...Object.fromEntries(
          [
            "category",
            "is_public",
            "execution_count",
            "success_count",
            "failure_count",
            "last_executed_at",
          ].map((key) => [key, json(`w.${key}`)]),
        ),
        workflow_status: json("w.status"),
      },
    ),
  },
  status:
    "CASE w.status WHEN 'draft' THEN 'draft' WHEN 'archived' THEN 'archived' ELSE 'published' END",
  visibility: "CASE WHEN w.is_public THEN 'public' ELSE 'private' END",
  createdAt: known("w.created_at", "w.updated_at"),
  updatedAt: known("w.updated_at", "w.created_at"),
  repairs: [
    untitled("w.name"),
    { when: isNoObject("w.config"), what: "config was no object, kept in the metadata" },
    ...timeRepairs("w.created_at", "w.updated_at"),
  ],
};
