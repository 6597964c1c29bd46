import { ReorganizeError } from "../../../session/errors.js";

/** A path holds neither SQL nor a Prisma schema. */
export class NotADefinitionError extends ReorganizeError {
  override readonly name = "NotADefinitionError";

  constructor(
    readonly path: string,
    exists: boolean,
  ) {
    super(
      exists
        ? `${path} is no definition. Give a .sql file, a .prisma file, a .txt file that lists some, or a folder that holds some.`
        : `There is no ${path}. Give a .sql file, a .prisma file, a .txt file that lists some, or a folder.`,
    );
  }
}

/** A file holds bytes that are no text in UTF-8, which is what PostgreSQL takes. */
export class UnreadableDefinitionError extends ReorganizeError {
  override readonly name = "UnreadableDefinitionError";

  constructor(
    readonly path: string,
    readonly line: number,
  ) {
    super(
      `${path} is no text in UTF-8: line ${line} has other bytes. Convert it, such as with "iconv -f latin1 -t utf-8", then run the same command again.`,
    );
  }
}
