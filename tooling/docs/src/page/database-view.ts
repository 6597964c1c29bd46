import type { DatabaseModel, Lane, TableId } from "../model/model.js";
import { element } from "./element.js";
import { createFilter } from "./filter.js";
import { createLegend } from "./legend.js";
import { MapView } from "./map.js";
import { onNarrowChange } from "./narrow.js";
import { createSide } from "./panel/side.js";
import { createPlanTabs } from "./plan/plan-tabs.js";
import { createSearchBox } from "./search-box.js";
import { createThemeButton } from "./theme.js";
import { createTools } from "./tools.js";
import { summaryOf } from "./wording.js";

export interface DatabaseView {
  readonly element: HTMLElement;
  /** Draws the map, once the element is in the document and has a size. */
  start(): void;
  /** Hears no key any more. */
  end(): void;
}

/** Everything about one database: header, filter, map, plan, and the panel of the table that is open. */
export function createDatabaseView(database: DatabaseModel, title: HTMLElement): DatabaseView {
  const { tables, lanes } = database;
  const ended = new AbortController();
  let shown = lanes;
  const draw = (chosen: readonly Lane[]): void => {
    shown = chosen;
    map.draw(shown);
  };
  const open = (id: TableId, column?: string): void => {
    if (!shown.some((lane) => lane.tables.includes(id))) draw(lanes);
    side.show(id, { tables, lanes, open, column });
    map.select(id);
  };
  const close = (): void => {
    map.select(undefined);
    if (plan?.isShown()) plan.focus();
    else map.focus();
  };
  const side = createSide(close);
  const map = new MapView(database, open);
  const plan = createPlanTabs(database, map.element, { show: side.show, open });
  const search = createSearchBox(tables, { open, onFound: (ids) => map.keep(ids) });
  const filter = createFilter(database, draw);
  const layout = element(
    "div",
    { class: "layout" },
    element(
      "header",
      { class: "top" },
      title,
      element("p", { class: "summary", text: summaryOf(database) }),
      plan?.tabs,
      search.element,
      createThemeButton(),
    ),
    filter,
    element(
      "main",
      { class: "stage" },
      map.element,
      createTools(map),
      createLegend(tables.some(({ rows }) => rows)),
      plan?.element,
    ),
    side.element,
  );
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape") side.close();
    if (event.key !== "/" || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    search.focus();
  };
  return {
    element: layout,
    start() {
      map.draw(shown);
      onNarrowChange(() => map.draw(shown), ended.signal);
      document.addEventListener("keydown", onKey, { signal: ended.signal });
      plan?.show();
    },
    end: () => ended.abort(),
  };
}
