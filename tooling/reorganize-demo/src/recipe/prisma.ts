import { all, byHand, type Part, scripts, untriggered } from "../part.js";
import { initScripts } from "./init.js";
import type { Recipe } from "./recipe.js";

const authRows = scripts("rows/accounts", "rows/sessions", "rows/auth-only");
const engagementRows = scripts("rows/quests", "rows/quest-extras", "rows/tasks", "rows/engagement");
const engagementBroken = scripts(
  "broken/tasks",
  "broken/task-words",
  "broken/task-orphans",
  "broken/engagement",
  "broken/engagement-words",
);
const authBroken: Part = scripts("broken/accounts", "broken/auth-only");

/** Databases that no init script ever saw: no CHECKs, no triggers, ids without default. */
export const prismaRecipes: readonly Recipe[] = [
  {
    name: "prisma-auth",
    title: "Only auth has reached this database: seven tables, as Prisma makes them.",
    parts: [scripts("prisma/auth"), authRows],
    broken: [authBroken],
  },
  {
    name: "prisma-auth-branch",
    title:
      "The unmerged branch of auth reached it first: users in camelCase and text, and refresh tokens.",
    parts: [
      scripts("prisma/auth-branch", "unmanaged/refresh-tokens"),
      scripts("rows/auth-branch", "rows/auth-only", "rows/refresh-tokens"),
    ],
    broken: [scripts("broken/auth-branch")],
  },
  {
    name: "prisma-engagement",
    title: "Only engagement has reached this database: 16 tables and nobody to own their rows.",
    parts: [scripts("prisma/engagement"), engagementRows],
    broken: [engagementBroken],
  },
  {
    name: "prisma-task-orchestrator",
    title:
      "Only task-orchestrator has reached this database: its tasks belong to placeholder tables that someone filled with ids.",
    parts: [
      scripts("prisma/placeholders", "prisma/task-orchestrator", "rows/placeholder-ids"),
      scripts("rows/tasks", "rows/orchestration"),
    ],
    broken: [
      scripts(
        "broken/tasks",
        "broken/task-words",
        "broken/orchestration",
        "broken/orchestration-doubled",
      ),
    ],
  },
  {
    name: "prisma-together",
    title:
      "Auth and engagement made their tables, then a push of task-orchestrator stopped at the key from tasks to its empty placeholders.",
    parts: [
      scripts("prisma/auth", "prisma/engagement"),
      all(authRows, engagementRows),
      scripts("prisma/placeholders"),
      byHand("prisma/task-orchestrator"),
      scripts("rows/orchestration", "rows/prisma-migrations"),
    ],
    broken: [
      authBroken,
      engagementBroken,
      scripts("broken/orchestration", "broken/orchestration-doubled"),
    ],
  },
  {
    name: "init-by-hand-after-prisma",
    title:
      "Prisma came first and someone ran the init script by hand: every index twice, the triggers, but neither CHECKs nor keys.",
    parts: [
      scripts("prisma/auth", "prisma/engagement"),
      byHand(...initScripts(34)),
      scripts("rows/init-own"),
      untriggered(
        all(
          authRows,
          scripts("rows/user-roles", "rows/projects"),
          engagementRows,
          scripts("rows/orchestration", "rows/activity-logs", "rows/intelligence-init"),
        ),
      ),
    ],
    broken: [
      untriggered(
        all(authBroken, engagementBroken, scripts("broken/orchestration", "broken/projects")),
      ),
      scripts("broken/intelligence-init"),
    ],
  },
];
