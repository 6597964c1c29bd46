import { migrate } from "@deepiri/schema-engine";
import { findDatabase, readWorkspace } from "@deepiri/workspace";
import type pg from "pg";
import { at, type Part, scripts, untriggered } from "../part.js";
import type { Recipe } from "./recipe.js";

/** A client as `pg` makes it, which knows where it is connected to. */
type ConnectedClient = Pick<pg.Client, "host" | "port" | "user" | "password" | "database">;

function urlOfClient(client: ConnectedClient): string {
  const url = new URL("postgresql://localhost");
  url.username = encodeURIComponent(client.user ?? "");
  url.password = encodeURIComponent(client.password ?? "");
  url.port = String(client.port);
  url.pathname = encodeURIComponent(client.database ?? "");
  // A host that is a folder is that of a socket, which a URL can only take as a parameter.
  if (client.host.startsWith("/")) {
    url.searchParams.set("host", client.host);
  } else {
    url.hostname = client.host;
  }
  return url.href;
}

const migrateAll: Part = async (client) => {
  await migrate(findDatabase(readWorkspace()), { url: urlOfClient(client as pg.Client) });
};

/** A database that `db:migrate` built and that is in use. */
export const atTargetRecipe: Recipe = {
  name: "at-target",
  title: "The migrations of the platform built this database, and there is nothing to do.",
  parts: [
    migrateAll,
    untriggered(
      scripts(
        "rows/accounts",
        "rows/sessions",
        "rows/auth-only",
        "rows/projects",
        "rows/quests",
        "rows/quest-extras",
        "rows/tasks",
        "rows/orchestration",
        "rows/engagement",
      ),
    ),
    at({ schema: "cyrex" }, scripts("rows/cyrex-shared", "rows/cyrex-audit-log")),
  ],
};
