import { quoteTable } from "../sql/quote-identifier.js";
import { DatabaseError } from "./database-error.js";

/** What a function of a package says no to on its own account; the server refused nothing. */
export class Refusal extends DatabaseError {}

/** A table as `schema.table`. */
export type TableName = `${string}.${string}`;

/** Nobody was named on whose behalf to read or write. */
export class NobodyAsks extends Refusal {
  constructor() {
    super(
      "Who asks is not known, so nothing was read or written. Call it within runWithContext({ tenant, actor }, ...).",
    );
  }
}

/** There is no such row for who asks: it is not there, or not for him to see, which is not told apart. */
export class NotFound extends Refusal {
  constructor(
    table: TableName,
    readonly id: string,
  ) {
    super(`${quoted(table)} has no ${id} that you may see.`, parts(table));
  }
}

/** Who asks may see the row, and not do that to it; `need` says what he lacks. */
export class NotAllowed extends Refusal {
  constructor(
    table: TableName,
    readonly id: string,
    need: string,
  ) {
    super(`You may read ${id} of ${quoted(table)}, and not change it so: ${need}.`, parts(table));
  }
}

/** The row is as it should become, or in no state from which it could. */
export class NothingToDo extends Refusal {
  constructor(
    table: TableName,
    readonly id: string,
    reason: string,
  ) {
    super(`${id} of ${quoted(table)} stays as it is: ${reason}.`, parts(table));
  }
}

/** The row is at another version than the change was made for. */
export class EditConflict extends Refusal {
  constructor(
    table: TableName,
    readonly id: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(
      `${id} of ${quoted(table)} is at version ${actual}, not ${expected}. ` +
        "Read it again, and make the change on what it says now.",
      parts(table),
    );
  }
}

function parts(name: TableName): { schema: string; table: string } {
  const [schema = "", table = ""] = name.split(".");
  return { schema, table };
}

function quoted(name: TableName): string {
  const { schema, table } = parts(name);
  return quoteTable(schema, table);
}
