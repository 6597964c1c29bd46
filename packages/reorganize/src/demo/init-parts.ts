import { type Part, scripts } from "./part.js";

/** The forms of the init script, by the number of tables that each makes. */
export type InitForm = 25 | 27 | 34;

/** The scripts that make the tables of a form. */
export function initScripts(form: InitForm): readonly string[] {
  return ["init/01-first-tables", "init/02-milestones-and-rewards", "init/03-intelligence"].slice(
    0,
    [25, 27, 34].indexOf(form) + 1,
  );
}

/** The tables of the init script in one of its forms, with the rows it inserts itself. */
export const initTables = (form: InitForm): Part => scripts(...initScripts(form), "rows/init-own");

/** Rows for everything that this form of the init script makes. */
export const initRows =
  (form: InitForm): Part =>
  async (client, values) => {
    const more = form === 25 ? [] : ["rows/quest-extras"];
    const intelligence = form === 34 ? ["rows/intelligence-init"] : [];
    await scripts(
      "rows/triggers-off",
      "rows/accounts",
      "rows/user-roles",
      "rows/projects",
      "rows/quests",
      ...more,
      "rows/tasks",
      "rows/orchestration",
      "rows/engagement",
      "rows/activity-logs",
      ...intelligence,
      "rows/triggers-on",
    )(client, values);
  };
