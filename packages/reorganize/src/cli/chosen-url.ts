import { databaseUrl } from "@deepiri/database";
import { ReorganizeError } from "../session/errors.js";

/**
 * The URL that a command works on: that of `--url`, else DATABASE_URL, else the embedded server.
 *
 * @throws ReorganizeError for a `--url` that is no PostgreSQL URL; the message never repeats it
 */
export function chosenUrl(given: string | undefined): string {
  if (given === undefined) return databaseUrl();
  if (/^postgres(ql)?:\/\//i.test(given) && URL.canParse(given)) return given;
  throw new ReorganizeError(
    "--url is not a PostgreSQL URL. Write postgresql://user:password@host:5432/database, " +
      "with / # ? @ : % in the password percent-encoded.",
  );
}
