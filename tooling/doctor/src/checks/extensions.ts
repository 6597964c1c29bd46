import { quoteIdentifier } from "@deepiri/database";
import { catalogueCheck } from "../check/check.js";

interface Extension {
  readonly name: string;
  readonly installed: string;
  readonly available: string;
}

/** Extensions of which the server has a newer version than the database. */
export const extensions = catalogueCheck<Extension>({
  name: "extensions",
  sql: `
SELECT name::text, installed_version AS installed, default_version AS available
  FROM pg_available_extensions WHERE installed_version IS NOT NULL AND installed_version <> default_version ORDER BY 1`,
  find: (rows) =>
    rows.map(({ name, ...evidence }) => ({
      code: "extension-outdated",
      severity: "info",
      subject: { kind: "extension", name },
      evidence,
      remedy: { sql: [`ALTER EXTENSION ${quoteIdentifier(name)} UPDATE`] },
    })),
});
