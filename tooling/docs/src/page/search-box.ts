import type { Table, TableId } from "../model/model.js";
import { element, nameOf } from "./element.js";
import { type Found, find } from "./find.js";
import { ownerName, tableName } from "./wording.js";

export interface SearchOptions {
  readonly open: (id: TableId, column?: string) => void;
  /** Told which tables match, or undefined when nothing is searched. */
  readonly onFound: (ids: ReadonlySet<TableId> | undefined) => void;
}

export interface SearchBox {
  readonly element: HTMLElement;
  focus(): void;
  clear(): void;
}

const mostShown = 40;

/** Finds tables by their names or those of their columns, while one types. */
export function createSearchBox(
  tables: readonly Table[],
  { open, onFound }: SearchOptions,
): SearchBox {
  let found: readonly Found[] = [];
  let active = 0;
  const input = element("input", {
    type: "search",
    class: "search-input",
    placeholder: "Search tables and columns",
    "aria-label": "Search tables and columns",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": "found",
    "aria-autocomplete": "list",
    autocomplete: "off",
    spellcheck: "false",
  });
  const list = element("ul", {
    id: "found",
    class: "found",
    role: "listbox",
    "aria-label": "Found",
    hidden: true,
  });
  const status = element("div", { class: "hidden-text", role: "status" });

  const show = (): void => {
    const shown = found.slice(0, mostShown);
    list.replaceChildren(
      ...shown.map((one, index) => option(one, tables[one.id] as Table, index, index === active)),
    );
    const isOpen = input.value.trim() !== "" && document.activeElement === input;
    list.hidden = !isOpen || shown.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (list.hidden) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `found-${active}`);
    list.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  };
  const search = (): void => {
    const isEmpty = input.value.trim() === "";
    found = find(tables, input.value);
    active = 0;
    const ids = new Set(found.map(({ id }) => id));
    status.textContent = isEmpty
      ? ""
      : ids.size === 0
        ? "Nothing found"
        : `${ids.size} tables found`;
    onFound(isEmpty ? undefined : ids);
    show();
  };
  const choose = (one: Found | undefined): void => {
    if (!one) return;
    list.hidden = true;
    open(one.id, one.column);
  };
  const clear = (): void => {
    input.value = "";
    search();
  };

  input.addEventListener("input", search);
  input.addEventListener("focus", show);
  input.addEventListener("blur", show);
  input.addEventListener("keydown", (event) => {
    const last = Math.min(found.length, mostShown) - 1;
    if (event.key === "ArrowDown") active = Math.min(last, active + 1);
    else if (event.key === "ArrowUp") active = Math.max(0, active - 1);
    else if (event.key === "Enter") return choose(found[active]);
    else if (event.key === "Escape" && input.value !== "") {
      event.stopPropagation();
      return clear();
    } else return;
    event.preventDefault();
    show();
  });
  // Before the input loses the focus, and with it the list its place.
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const at = (event.target as Element).closest<HTMLElement>("[role=option]")?.dataset.index;
    if (at !== undefined) choose(found[Number(at)]);
  });

  return {
    element: element(
      "div",
      { class: "search" },
      input,
      element("kbd", { class: "search-key", "aria-hidden": "true", text: "/" }),
      list,
      status,
    ),
    focus: () => {
      input.focus();
      input.select();
    },
    clear,
  };
}

function option({ column }: Found, table: Table, index: number, isActive: boolean): HTMLElement {
  return element(
    "li",
    {
      id: `found-${index}`,
      role: "option",
      class: "option",
      "data-index": index,
      "aria-selected": String(isActive),
    },
    element(
      "span",
      { class: "option-name" },
      nameOf(tableName(table)),
      column !== undefined && element("span", { class: "option-column" }, nameOf(column)),
    ),
    element("span", { class: "option-owner" }, nameOf(ownerName(table))),
  );
}
