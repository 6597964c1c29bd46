import { databaseUrl } from "@deepiri/database";
import { ReorganizeError } from "../session/errors.js";

/** The options that say where a command's database is. */
export interface ChosenDatabase {
  readonly url?: string | undefined;
  /** Which of the workspace's databases it is, or is to become; the default one if left out. */
  readonly database?: string | undefined;
}

/**
 * The URL that a command works on: that of `--url`, else where `db` finds that database of the workspace.
 *
 * @throws ReorganizeError for a `--url` that is no PostgreSQL URL; the message never repeats it
 */
export function chosenUrl({ url: given, database }: ChosenDatabase): string {
  if (given === undefined) return databaseUrl(database === undefined ? {} : { database });
  if (/^postgres(ql)?:\/\//i.test(given) && URL.canParse(given)) return given;
  throw new ReorganizeError(
    "--url is not a PostgreSQL URL. Write postgresql://user:password@host:5432/database, " +
      "with / # ? @ : % in the password percent-encoded.",
  );
}
