import { ReorganizeError } from "../../session/errors.js";

/** A path holds neither SQL nor a Prisma schema. */
export class NotADefinitionError extends ReorganizeError {
  override readonly name = "NotADefinitionError";

  constructor(
    readonly path: string,
    exists: boolean,
  ) {
    super(
      exists
        ? `${path} is no definition. Give a .sql file, a .prisma file, or a folder that holds some.`
        : `There is no ${path}. Give a .sql file, a .prisma file, or a folder.`,
    );
  }
}
