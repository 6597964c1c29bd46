import { type Part, scripts, untriggered } from "../part.js";
import { cyrexOld, cyrexOldBroken, cyrexTwins } from "./cyrex.js";
import { initBroken, initRows, initTables } from "./init.js";
import { intelligenceTwin, intelligenceTwinBroken } from "./intelligence.js";
import type { Recipe } from "./recipe.js";

/** What shares a database of the init script without knowing of it. */
const neighbours: readonly Part[] = [
  scripts("unmanaged/mlflow", "unmanaged/messaging", "rows/messaging"),
  scripts("unmanaged/refresh-tokens", "rows/refresh-tokens"),
  scripts("unmanaged/on-tasks"),
];

/** Databases in which many things happened. */
export const crowdedRecipes: readonly Recipe[] = [
  {
    name: "unmanaged-objects",
    title:
      "A database of the init script that a tracking server, a messaging service and readers of all kinds have moved into.",
    parts: [initTables(34), initRows(34)],
    broken: [initBroken],
    unmanaged: neighbours,
  },
  {
    name: "shared-history",
    title:
      "A database of the init script whose services wrote one migration history, some of it failed, and left placeholders.",
    parts: [initTables(34), initRows(34), scripts("prisma/placeholders", "rows/prisma-migrations")],
    broken: [initBroken],
  },
  {
    name: "everything",
    title:
      "Years of all of it: the init script, old and new Cyrex, intelligence twice, placeholders, a shared history, unmanaged objects, and rules that someone dropped.",
    parts: [
      initTables(34),
      initRows(34),
      cyrexOld,
      cyrexTwins,
      intelligenceTwin,
      scripts("prisma/placeholders", "rows/prisma-migrations"),
    ],
    broken: [
      initBroken,
      untriggered(
        scripts(
          "broken/task-checks-dropped",
          "broken/task-words",
          "broken/task-keys-dropped",
          "broken/task-orphans",
          "broken/task-quest-orphans",
          "broken/orchestration-doubled",
        ),
      ),
      scripts("broken/intelligence-init", "broken/cyrex-main"),
      cyrexOldBroken,
      intelligenceTwinBroken,
    ],
    unmanaged: [...neighbours, scripts("unmanaged/on-agents", "unmanaged/publication")],
  },
];
