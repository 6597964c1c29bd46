import { all, at, byHand, type Part, scripts } from "../part.js";
import { initScripts } from "./init.js";
import type { Recipe } from "./recipe.js";

const sharedRows = scripts("rows/cyrex-shared");
const sharedBroken = scripts("broken/cyrex-shared");

/** Cyrex before January 2026, with rows: everything in public. */
export const cyrexOld: Part = all(
  scripts("cyrex/old"),
  at({ schema: "public" }, sharedRows),
  scripts("rows/cyrex-old", "rows/cyrex-routing", "rows/cyrex-in-public"),
);

/** Rows of old Cyrex that the target does not take. */
export const cyrexOldBroken: Part = all(
  at({ schema: "public" }, sharedBroken),
  scripts("broken/cyrex-old"),
);

const mainRows = all(sharedRows, scripts("rows/cyrex-main", "rows/cyrex-audit-log"));

/** Today's Cyrex started on a database of old Cyrex and has worked since: half of its rows lie in both schemas. */
export const cyrexTwins: Part = all(
  scripts("cyrex/main"),
  at({ schema: "cyrex", shifted: true }, all(mainRows, scripts("rows/cyrex-twins-differ"))),
);

/** Databases that Cyrex reached, at one age or another. */
export const cyrexRecipes: readonly Recipe[] = [
  {
    name: "cyrex-old",
    title:
      "Cyrex before January 2026 made its 25 tables in public: workflows by phase, events as the routing queue.",
    parts: [cyrexOld],
    broken: [cyrexOldBroken],
    unmanaged: [scripts("unmanaged/on-agents")],
  },
  {
    name: "cyrex-main",
    title: "Cyrex as it is today made its tables in schema cyrex, four of them still in public.",
    parts: [
      scripts("cyrex/main"),
      at({ schema: "cyrex" }, mainRows),
      scripts("rows/cyrex-in-public"),
    ],
    broken: [at({ schema: "cyrex" }, sharedBroken), scripts("broken/cyrex-main")],
  },
  {
    name: "cyrex-empty-twins",
    title:
      "Today's Cyrex has just started on a database of old Cyrex: all rows in public, empty twins in cyrex.",
    parts: [cyrexOld, scripts("cyrex/main")],
    broken: [cyrexOldBroken],
  },
  {
    name: "cyrex-half-filled-twins",
    title:
      "Today's Cyrex has worked for months on a database of old Cyrex: half of its rows lie in both schemas.",
    parts: [cyrexOld, cyrexTwins],
    broken: [cyrexOldBroken, scripts("broken/cyrex-main")],
  },
  {
    name: "cyrex-events-audit-log",
    title:
      "The audit log took the name public.events first, and old Cyrex's routing queue was never made.",
    parts: [
      scripts("cyrex/events-audit-log"),
      at({ schema: "public" }, scripts("rows/cyrex-audit-log")),
    ],
  },
  {
    name: "cyrex-sessions-first",
    title:
      "The earliest Cyrex made public.sessions with text keys before the init script came by hand, and auth's sessions were never made.",
    parts: [
      scripts("cyrex/first-sessions", "rows/first-sessions"),
      byHand(...initScripts(27)),
      scripts("rows/init-own", "rows/init-season"),
    ],
  },
];
