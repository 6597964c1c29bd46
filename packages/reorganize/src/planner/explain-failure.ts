import { codeOf } from "@deepiri/database/session";
import { inUserSchema } from "../catalog/user-schema.js";
import { OpenDecisionsError } from "../findings/open-decisions-error.js";
import { runFirst } from "../findings/run-first.js";
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
  const lost = failure instanceof RehearsalError ? await askNotRestored(copy, failure) : [];
  if (lost.length > 0) throw new OpenDecisionsError(lost);
  if (explained.some((one) => failure instanceof one)) throw failure;
  const cause =
    failure instanceof StepFailedError ? ((failure.cause ?? failure) as Error) : failure;
  const refusing = await askRefusing(copy, cause);
  if (refusing.length > 0) throw new OpenDecisionsError(refusing);
  const functions = isNameMissing(cause) ? await readUnqualified(copy, cause) : [];
  const asked = functions.map(({ name, sql }) =>
    runFirst({ kind: "function", name }, { code: "path of programs", reason: cause.message }, [
      sql,
    ]),
  );
  if (asked.length > 0) throw new OpenDecisionsError(asked);
  if (!(failure instanceof StepFailedError && isAboutThem(cause)))
    throw new NotPlannedError(failure);
  throw new OpenDecisionsError([
    runFirst(
      { kind: "step", name: failure.step },
      { code: "step refused", reason: failure.reason },
      [],
    ),
  ]);
}

const explained = [RehearsalError, RefusedError, OpenDecisionsError, ProjectionError];

/** No function, relation, type or schema of that name was found. */
const missing: readonly unknown[] = ["42883", "42P01", "42704", "3F000"];

/**
 * Whether the server refused a step for what is there: a feature that it has not for such an object, a limit, an object
 * in another state, a right, a value, a name or something that depends on it. What is wrong with the statement
 * itself, or with the server just now, is another failure.
 */
function isAboutThem(error: Error): boolean {
  const code = codeOf(error) ?? "";
  return (
    code !== syntaxError &&
    ["0A", "22", "23", "2B", "42", "44", "54", "55", "P0"].includes(code.slice(0, 2))
  );
}

const syntaxError = "42601";

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
