import type { DatabaseModel, TableId } from "../model/model.js";
import { element } from "./element.js";
import { createFilter } from "./filter.js";
import { createLegend } from "./legend.js";
import { createMap } from "./map.js";
import { onNarrowChange } from "./narrow.js";
import { createPanel } from "./panel/panel.js";
import { createSearchBox } from "./search-box.js";
import { createThemeButton } from "./theme.js";
import { counted, formatNumber } from "./wording.js";

export interface DatabaseView {
  readonly element: HTMLElement;
  /** Draws the map, once the element is in the document and has a size. */
  start(): void;
  /** Hears no key any more. */
  end(): void;
}

/** Everything about one database: header, filter, map and the panel of the table that is open. */
export function createDatabaseView(database: DatabaseModel, title: HTMLElement): DatabaseView {
  const { tables, lanes } = database;
  let shown = lanes;
  const ended = new AbortController();
  const side = element("div", { class: "side" });

  const open = (id: TableId, column?: string): void => {
    const owner = tables[id]?.owner;
    if (!shown.some((lane) => lane.owner === owner)) map.draw((shown = lanes));
    side.replaceChildren(
      createPanel(id, { tables, lanes, open, close, ...(column !== undefined && { column }) }),
    );
    map.select(id);
    side.querySelector<HTMLElement>("h2")?.focus();
    side.querySelector(".is-wanted")?.scrollIntoView({ block: "center" });
  };
  const close = (): void => {
    if (!side.hasChildNodes()) return;
    side.replaceChildren();
    map.select(undefined);
    map.focus();
  };
  const map = createMap(database, open);
  const search = createSearchBox(tables, { open, onFound: map.keep });

  const layout = element(
    "div",
    { class: "layout" },
    element(
      "header",
      { class: "top" },
      title,
      element("p", { class: "summary", text: summaryOf(database) }),
      search.element,
      createThemeButton(),
    ),
    lanes.length > 1 &&
      createFilter(database, (chosen) => {
        shown = chosen;
        map.draw(chosen);
      }),
    element(
      "main",
      { class: "stage" },
      map.element,
      element(
        "div",
        { class: "tools", role: "group", "aria-label": "Zoom" },
        tool("−", "Smaller", () => map.zoomBy(1 / 1.3)),
        tool("+", "Larger", () => map.zoomBy(1.3)),
        tool("⤢", "Show all", map.fit),
      ),
      createLegend(tables.some(({ rows }) => rows)),
    ),
    side,
  );
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape") close();
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
    },
    end: () => ended.abort(),
  };
}

function tool(text: string, label: string, click: () => void): HTMLElement {
  return element("button", {
    type: "button",
    class: "icon-button",
    "aria-label": label,
    title: label,
    text,
    on: { click },
  });
}

function summaryOf({ tables, lanes, server, place }: DatabaseModel): string {
  const packages = lanes.filter(({ owner }) => owner !== undefined).length;
  const rows = tables.reduce((sum, table) => sum + (table.rows?.count ?? 0), 0);
  const isExact = tables.every((table) => table.rows?.isExact !== false);
  return [
    counted(tables.length, "table"),
    counted(packages, "package"),
    ...(place === undefined ? [] : [`${isExact ? "" : "about "}${formatNumber(rows)} rows`]),
    `PostgreSQL ${server}`,
    place ?? "as the migrations build it",
  ].join(" · ");
}
