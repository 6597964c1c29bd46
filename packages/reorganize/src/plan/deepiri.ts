import { type Mapping, mappingSchema } from "./mapping.js";

const inPublic = (name: string, rename: Record<string, string> = {}) => [
  { table: `public.${name}`, rename },
];

const noSuccessor = "only old Cyrex had it; nothing in the target takes its place";
const analysis = "the intelligence service's, beyond the target; no package owns it yet";

/** The decisions for Deepiri's databases. */
export const deepiriMapping: Mapping = mappingSchema.parse({
  name: "deepiri",
  relocate: { cyrex: ["public"], intelligence: ["public"] },
  tables: {
    // A branch of auth that was never merged.
    "public.users": [
      {
        table: "public.users",
        having: ["createdAt", "updatedAt", "lastLoginAt"],
        rename: { createdAt: "created_at", updatedAt: "updated_at", lastLoginAt: "last_login_at" },
      },
    ],
    "cyrex.workflows": [
      { table: "public.workflows", having: ["phase"], rename: { phase: "status" } },
      { table: "cyrex.workflows", having: ["phase"], rename: { phase: "status" } },
    ],
    // Two tables were called events. The routing queue is event_processing today, wherever it lies.
    "cyrex.event_processing": [
      { table: "public.events", having: ["target", "processed"] },
      { table: "cyrex.events", having: ["target", "processed"] },
    ],
    "cyrex.events": [{ table: "public.events", having: ["entity_type", "severity"] }],
    "cyrex.cyrex_sessions": [
      { table: "public.cyrex_sessions" },
      { table: "public.sessions", having: ["session_id", "last_activity"], lacking: ["token"] },
    ],
    "intelligence.leases": [
      ...inPublic("leases", { leaseNumber: "lease_number" }),
      {
        table: "intelligence.leases",
        having: ["leaseNumber"],
        rename: { leaseNumber: "lease_number" },
      },
    ],
    "intelligence.contracts": ["public", "intelligence"].map((schema) => ({
      table: `${schema}.contracts`,
      having: ["contractNumber"],
      rename: { contractNumber: "contract_number", partyA: "party_a", partyB: "party_b" },
    })),
    "intelligence.obligation_dependencies": [
      ...inPublic("obligation_dependencies"),
      {
        table: "intelligence.obligation_dependencies",
        having: ["detected_at"],
        rename: { detected_at: "discovered_at", detected_by: "discovered_by" },
      },
    ],
  },
  placeholders: {
    "public.User": "public.users",
    "public.Project": "public.projects",
    "public.Quest": "public.quests",
  },
  repairs: {
    "public.tasks.status": {
      words: {
        draft: "todo",
        pending: "todo",
        active: "in_progress",
        completed: "done",
        failed: "blocked",
        error: "blocked",
        canceled: "cancelled",
      },
    },
    "public.quests.status": { words: { draft: "planning", done: "completed" } },
    "public.task_dependencies.dependency_type": { words: { precedes: "blocks" } },
    "intelligence.obligations.obligation_type": { otherwise: "OTHER" },
    // The service has always taken the user as the party of an obligation that names none.
    "intelligence.obligations.party": { null: { sql: "'unknown'" } },
    "intelligence.contracts.effective_date": {
      null: { sql: "COALESCE(r.processed_at, r.created_at)" },
    },
    // A branch of auth lets accounts have no name.
    "public.users.name": { null: { sql: "split_part(r.email, '@', 1)" } },
    "public.users.email": {
      duplicate: {
        sql: "left(split_part(r.email, '@', 1), 100) || '+duplicate-' || left(r.id::text, 8) || '@' || split_part(r.email, '@', 2)",
      },
    },
  },
  numbers: [0, 1, 5, 100],
  otherwise: {
    null: "default",
    number: "nearest",
    tooLong: "cut",
    word: "set aside",
    check: "set aside",
    orphan: "null",
    duplicate: "set aside",
    cycle: "cut",
    extraColumn: "set aside",
  },
  setAside: [
    {
      table: "public.role_abilities",
      where:
        "r.ability IN ('admin', 'user', 'moderator', 'developer') AND r.resource IN ('create', 'read', 'update', 'delete', 'manage', 'suspend')",
      reason: "the init script put the role where the ability belongs",
    },
  ],
  acyclic: [
    { table: "public.tasks", parent: "parent_task_id" },
    { table: "public.task_dependencies", from: "task_id", to: "depends_on_task_id" },
  ],
  seeds: ["core/20261121090600_roles"],
  known: Object.fromEntries([
    ...[
      "agent_configs",
      "agent_instances",
      "agent_tasks",
      "agent_interactions",
      "tool_executions",
      "agent_events",
      "agent_metrics",
    ].map((name) => [`public.${name}`, noSuccessor]),
    ...[
      "unified_documents",
      "unified_document_versions",
      "documents",
      "document_chunks",
      "analysis_jobs",
      "analysis_results",
      "embeddings",
      "chat_sessions",
      "messages",
    ].flatMap((name) => [
      [`public.${name}`, analysis],
      [`intelligence.${name}`, analysis],
    ]),
    [
      "public._prisma_migrations",
      "the history that five services shared; each package has its own now",
    ],
  ]),
});
