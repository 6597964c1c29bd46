import type { DatabaseModel, Table, TableId } from "../../model/model.js";
import { element } from "../element.js";
import type { Side } from "../panel/side.js";
import { changeNote } from "./change-note.js";
import { createPlanView } from "./plan-view.js";

/** The plan, and the buttons that choose between it and the map. */
export interface PlanTabs {
  readonly tabs: HTMLElement;
  readonly element: HTMLElement;
  show(): void;
  isShown(): boolean;
  /** Puts the focus back on the table that was opened last. */
  focus(): void;
}

/** Undefined for a database without a plan. */
export function createPlanTabs(
  database: DatabaseModel,
  map: HTMLElement,
  { show, open }: Pick<Side, "show"> & { readonly open: (id: TableId) => void },
): PlanTabs | undefined {
  const { plan, tables, lanes } = database;
  if (!plan) return undefined;
  let opener: Element | null = null;
  const remember = (): void => {
    if (view.contains(document.activeElement)) opener = document.activeElement;
  };
  const openBefore = (id: TableId): void => {
    remember();
    show(id, { tables: plan.before, lanes, open: openBefore });
  };
  const view = createPlanView(database, plan, {
    openBefore,
    openAfter(id, change) {
      remember();
      const note = changeNote(change, plan, tables[id] as Table);
      show(id, { tables, lanes, open, note });
    },
  });
  const choose = (isPlan: boolean): void => {
    view.hidden = !isPlan;
    // Under the plan, the map can be neither seen nor reached.
    map.toggleAttribute("inert", isPlan);
    document.documentElement.dataset.view = isPlan ? "plan" : "map";
    planButton.setAttribute("aria-pressed", String(isPlan));
    mapButton.setAttribute("aria-pressed", String(!isPlan));
  };
  const planButton = button("Before and after", () => choose(true));
  const mapButton = button("Map", () => choose(false));
  return {
    tabs: element(
      "div",
      { class: "views", role: "group", "aria-label": "View" },
      planButton,
      mapButton,
    ),
    element: view,
    show: () => choose(true),
    isShown: () => !view.hidden,
    focus: () => (opener instanceof HTMLElement ? opener : view).focus(),
  };
}

function button(text: string, click: () => void): HTMLButtonElement {
  return element("button", { type: "button", text, on: { click } });
}
