import { CommandError } from "../output/command-error.js";

/**
 * The URL that an option gave, if it is one.
 *
 * @throws CommandError that never repeats what is none
 */
export function givenUrl(url: string): string {
  if (/^postgres(ql)?:\/\//i.test(url) && URL.canParse(url)) return url;
  throw new CommandError(
    "--url is not a PostgreSQL URL. Write postgresql://user:password@host:5432/database, " +
      "with / # ? @ : % in the password percent-encoded.",
  );
}
