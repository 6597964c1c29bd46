import { codeOf } from "@deepiri/database/session";
import { inUserSchema } from "../catalog/user-schema.js";
import { OpenDecisionsError } from "../findings/open-decisions-error.js";
import { ProjectionError } from "../projection/errors.js";
import { StepFailedError } from "../session/errors.js";
import type { Queryable } from "../session/queryable.js";
import { RefusedError } from "../session/refused-error.js";
import { NotPlannedError, RehearsalError } from "./errors.js";
import { askNotRestored, askRefusing } from "./explain-rehearsal.js";

/**
 * Says why the steps could not be tried on the copy, where it was something of others: an event trigger, a rule that
 * rows break, a view that is not the same once it is made again, or a function that names others without their
 * schema.
 */
export async function explainFailure(copy: Queryable, failure: Error): Promise<never> {
  const asked = failure instanceof RehearsalError ? await askNotRestored(copy, failure) : [];
  if (asked.length > 0) throw new OpenDecisionsError(asked);
  if (explained.some((one) => failure instanceof one)) throw failure;
  const cause =
    failure instanceof StepFailedError ? ((failure.cause ?? failure) as Error) : failure;
  const refusing = await askRefusing(copy, cause);
  if (refusing.length > 0) throw new OpenDecisionsError(refusing);
  const functions = isNameMissing(cause) ? await readUnqualified(copy, cause) : [];
  if (functions.length === 0) throw new NotPlannedError(failure);
  const names = functions.map(({ name }) => name).join(", ");
  throw new RefusedError(
    `A rule, an index or a computed column calls ${names}, which names something without its schema: it works with the search_path of programs alone, and not while PostgreSQL builds an index or a reorganization writes rows (${cause.message}). ` +
      `No plan was written and nothing was changed. Bind it to that path, then plan again: ${functions.map(({ sql }) => sql).join(" ")}`,
    { cause, next: ["plan"] },
  );
}

const explained = [RehearsalError, RefusedError, OpenDecisionsError, ProjectionError];

/** No function, relation, type or schema of that name was found. */
const missing: readonly unknown[] = ["42883", "42P01", "42704", "3F000"];

function isNameMissing(error: Error): boolean {
  return missing.includes(codeOf(error));
}

/** Functions of users without a path of their own, which were at work when the statement failed. */
async function readUnqualified(
  copy: Queryable,
  { where = "" }: Error & { readonly where?: string },
): Promise<{ name: string; sql: string }[]> {
  return copy.query(
    `SELECT proc.oid::pg_catalog.regprocedure::text AS name,
            pg_catalog.format('ALTER FUNCTION %s SET search_path = %s;', proc.oid::pg_catalog.regprocedure, path.setting) AS sql
       FROM pg_catalog.pg_proc AS proc JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = pronamespace
       JOIN pg_catalog.pg_language AS language ON language.oid = prolang AND lanname NOT IN ('c', 'internal')
      CROSS JOIN (${programsPath}) AS path
      WHERE ${inUserSchema()} AND pg_catalog.strpos($1, proname) > 0 AND prosqlbody IS NULL
        AND NOT EXISTS (SELECT FROM pg_catalog.unnest(proconfig) AS setting WHERE setting ^@ 'search_path=')
      ORDER BY 1`,
    [where],
  );
}

/** The one that the copy was filled with. */
const programsPath = `
  SELECT pg_catalog.substr(setting, 13) AS setting FROM pg_catalog.pg_db_role_setting, pg_catalog.unnest(setconfig) AS setting
   WHERE setting ^@ 'search_path=' AND setdatabase = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())`;
