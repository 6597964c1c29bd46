import type {
  Change,
  ChangeSource,
  DatabaseModel,
  Fate,
  PlanModel,
  TableId,
} from "../../model/model.js";
import { element, nameOf } from "../element.js";
import { counted, formatNumber, ownerName, tableName } from "../wording.js";
import { connector } from "./connector.js";
import { fateHue, fateMeaning, fates } from "./fates.js";

export interface PlanOptions {
  /** Opens a table as it was before. */
  readonly openBefore: (id: TableId) => void;
  /** Opens a table as it will be. */
  readonly openAfter: (id: TableId, change: Change) => void;
}

/** Tables before and after, side by side, joined by lines and grouped by what becomes of them. */
export function createPlanView(
  database: DatabaseModel,
  plan: PlanModel,
  options: PlanOptions,
): HTMLElement {
  const groups = fates
    .map((fate) => ({ fate, changes: plan.changes.filter((change) => change.fate === fate) }))
    .filter(({ changes }) => changes.length > 0);
  return element(
    "div",
    { class: "plan", tabindex: 0, role: "group", "aria-label": "Before and after" },
    element(
      "div",
      { class: "plan-heads" },
      element("h2", {}, "Before: ", nameOf(plan.database)),
      element("h2", {}, "After: ", nameOf(database.name)),
    ),
    ...groups.map(({ fate, changes }) => createGroup(fate, changes, database, options)),
  );
}

function createGroup(
  fate: Fate,
  changes: readonly Change[],
  database: DatabaseModel,
  options: PlanOptions,
): HTMLElement {
  return element(
    "section",
    { class: "fate owned", style: { "--hue": fateHue[fate] } },
    element(
      "h3",
      {},
      element("span", { class: "fate-name", text: fate }),
      element("span", { class: "muted", text: ` ${changes.length}, ${fateMeaning[fate]}` }),
    ),
    element(
      "ul",
      { class: "changes" },
      ...changes.map((change) => createChange(change, database, options)),
    ),
  );
}

function createChange(
  change: Change,
  { tables }: DatabaseModel,
  { openBefore, openAfter }: PlanOptions,
): HTMLElement {
  const { sources, target, fate } = change;
  const after = target === undefined ? undefined : tables[target];
  const rows = sources.reduce((sum, source) => sum + source.rows, 0);
  return element(
    "li",
    { class: "change", "data-fate": fate },
    element(
      "div",
      { class: "change-side" },
      ...sources.map((source) => sourceBox(source, openBefore)),
    ),
    connector(sources.length, after !== undefined),
    element(
      "div",
      { class: "change-side" },
      after &&
        tableButton(
          tableName(after),
          sources.length > 0 ? counted(rows, "row") : ownerName(after),
          () => openAfter(target as TableId, change),
        ),
    ),
  );
}

function sourceBox({ name, table, rows }: ChangeSource, open: (id: TableId) => void): HTMLElement {
  const note = formatNumber(rows);
  if (table !== undefined) return tableButton(name, note, () => open(table));
  return element(
    "div",
    { class: "plan-box is-gone", title: "The database does not have it any more" },
    element("span", { class: "plan-box-name" }, nameOf(name)),
    element("span", { class: "muted", text: note }),
  );
}

function tableButton(name: string, note: string, click: () => void): HTMLElement {
  return element(
    "button",
    { type: "button", class: "plan-box", title: name, on: { click } },
    element("span", { class: "plan-box-name" }, nameOf(name)),
    element("span", { class: "muted", text: note }),
  );
}
