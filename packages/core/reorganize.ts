import { defineMapping } from "@deepiri/reorganize-mapping";

/** What older databases need to know of core's tables, and the answers for the whole database. */
export default defineMapping({
  tables: {
    // A branch of auth that was never merged.
    "public.users": [
      {
        table: "public.users",
        having: ["createdAt", "updatedAt", "lastLoginAt"],
        rename: { createdAt: "created_at", updatedAt: "updated_at", lastLoginAt: "last_login_at" },
      },
    ],
  },
  placeholders: { "public.User": "public.users", "public.Project": "public.projects" },
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
      // A word that nobody knows costs a row its word, not its sight; the original is kept.
      otherwise: "todo",
    },
    "public.tasks.priority": { words: { critical: "urgent" }, otherwise: "medium" },
    "public.tasks.difficulty": { otherwise: "medium" },
    // Nobody may log in who could not be sure to before; all that is theirs stays.
    "public.users.status": { otherwise: "suspended" },
    "public.projects.status": { otherwise: "planning" },
    "public.projects.priority": { otherwise: "medium" },
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
  acyclic: [{ table: "public.tasks", parent: "parent_task_id" }],
  seeds: ["core/20261121090600_roles"],
  known: {
    "public._prisma_migrations":
      "the history that five services shared; each package has its own now",
  },
});
