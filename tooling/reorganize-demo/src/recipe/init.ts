import { all, type Part, scripts, untriggered } from "../part.js";
import type { Recipe } from "./recipe.js";

/** The forms of the init script, by the number of tables that each makes. */
export type InitForm = 25 | 27 | 34;

const forms: readonly InitForm[] = [25, 27, 34];

/** The scripts that make the tables of a form. */
export function initScripts(form: InitForm): readonly string[] {
  const steps = ["init/01-first-tables", "init/02-milestones-and-rewards", "init/03-intelligence"];
  return steps.slice(0, forms.indexOf(form) + 1);
}

/** The tables of the init script in one of its forms, with the rows it inserts itself. */
export const initTables = (form: InitForm): Part =>
  scripts(...initScripts(form), "rows/init-own", "rows/init-season");

/** Rows for everything that this form of the init script makes. */
export const initRows = (form: InitForm): Part =>
  untriggered(
    scripts(
      "rows/accounts",
      "rows/sessions",
      "rows/user-roles",
      "rows/projects",
      "rows/quests",
      ...(form === 25 ? [] : ["rows/quest-extras"]),
      "rows/tasks",
      "rows/orchestration",
      "rows/engagement",
      "rows/activity-logs",
      ...(form === 34 ? ["rows/intelligence-init"] : []),
    ),
  );

/** Rows that every form lets in and the target does not. */
export const initBroken: Part = untriggered(
  scripts(
    "broken/tasks",
    "broken/init-nulls",
    "broken/accounts",
    "broken/orchestration",
    "broken/engagement",
    "broken/projects",
  ),
);

/** Tasks as they are once the keys among the tables of public are gone. */
const keylessBroken: Part = untriggered(
  scripts("broken/task-orphans", "broken/task-quest-orphans"),
);

const initRecipe = (form: InitForm, title: string): Recipe => ({
  name: `init-${form}`,
  title,
  parts: [initTables(form), initRows(form)],
  broken: [initBroken, ...(form === 34 ? [scripts("broken/intelligence-init")] : [])],
});

/** Databases that began with the init script. */
export const initRecipes: readonly Recipe[] = [
  initRecipe(25, "The init script in its first form ran on an empty volume: 25 tables."),
  initRecipe(
    27,
    "The init script in its second form ran on an empty volume: 27 tables, with milestones of quests and rewards.",
  ),
  initRecipe(
    34,
    "The init script of January 2026 ran on an empty volume: 34 tables, those of intelligence among them.",
  ),
  {
    name: "init-after-engagement-push",
    title:
      "Engagement pushed its schema and accepted data loss: users, roles and projects are gone, and the audit trigger dangles.",
    parts: [initTables(34), initRows(34), scripts("push/engagement")],
    broken: [untriggered(scripts("broken/engagement"))],
  },
  {
    name: "init-after-auth-push",
    title:
      "Auth pushed its schema and failed half way: the keys of public and the milestones of projects are gone.",
    parts: [initTables(34), initRows(34), scripts("push/auth")],
    broken: [all(keylessBroken, untriggered(scripts("broken/tasks", "broken/accounts")))],
  },
  {
    name: "init-after-intelligence-push",
    title:
      "The intelligence service pushed its schema and failed half way: the keys of public and of intelligence are gone.",
    parts: [initTables(34), initRows(34), scripts("push/intelligence-pinned")],
    broken: [initBroken, keylessBroken, scripts("broken/intelligence-init")],
  },
];
