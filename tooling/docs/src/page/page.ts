import "./licences.js";
import type { DatabaseModel, DocsModel } from "../model/model.js";
import { createDatabaseView, type DatabaseView } from "./database-view.js";
import { element } from "./element.js";

const model = JSON.parse(document.getElementById("model")?.textContent ?? "") as DocsModel;
const root = document.getElementById("page") as HTMLElement;

let view: DatabaseView | undefined;

/** Shows one database in place of the one before. */
function show(database: DatabaseModel): void {
  view?.end();
  delete document.documentElement.dataset.view;
  view = createDatabaseView(database, chooser(database));
  root.replaceChildren(view.element);
  view.start();
}

/** Which database is shown, where there are several. */
function chooser(shown: DatabaseModel): HTMLElement {
  if (model.databases.length === 1) return element("h1", { class: "database", text: shown.name });
  return element(
    "h1",
    { class: "database" },
    element(
      "select",
      {
        "aria-label": "Database",
        on: {
          change: ({ target }: { target: HTMLSelectElement }) => {
            const chosen = model.databases[target.selectedIndex];
            if (chosen) show(chosen);
            root.querySelector("select")?.focus();
          },
        },
      },
      ...model.databases.map((one) =>
        element("option", { text: textOf(one), selected: one === shown }),
      ),
    ),
  );
}

/** Its name, and where it is if another part of it is elsewhere. */
function textOf({ name, place }: DatabaseModel): string {
  const namesakes = model.databases.filter((one) => one.name === name);
  return namesakes.length > 1 && place !== undefined ? `${name} (${place})` : name;
}

const [first] = model.databases;
if (first) show(first);
