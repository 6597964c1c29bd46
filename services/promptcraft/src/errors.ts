import { DatabaseError } from "@deepiri/database";

/** Root of what the functions of this package throw on their own account. */
export class PromptcraftError extends DatabaseError {}

/** Nobody was named on whose behalf to read or write. */
export class NobodyAsks extends PromptcraftError {
  constructor() {
    super(
      'Who asks is not known, so nothing of "promptcraft" was read or written. Call it within ' +
        "runWithContext({ tenant, actor }, ...).",
    );
  }
}

/** There is no such row for who asks: it is not there, or not for him to see, which is not told apart. */
export class NotFound extends PromptcraftError {
  constructor(
    table: string,
    readonly id: string,
  ) {
    super(`"promptcraft"."${table}" has no ${id} that you may see.`, {
      schema: "promptcraft",
      table,
    });
  }
}

/** Who asks may see the entity, and not do that to it. */
export class NotAllowed extends PromptcraftError {
  constructor(
    readonly id: string,
    need: string,
  ) {
    super(`You may read entity ${id} of "promptcraft"."entity", and not change it so: ${need}.`, {
      schema: "promptcraft",
      table: "entity",
    });
  }
}

/** The entity is at another version than the change was made for. */
export class EditConflict extends PromptcraftError {
  constructor(
    readonly id: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(
      `Entity ${id} of "promptcraft"."entity" is at version ${actual}, not ${expected}. ` +
        "Read it again, and make the change on what it says now.",
      { schema: "promptcraft", table: "entity" },
    );
  }
}

/** The entity is as it should become, or in no state from which it could. */
export class NothingToDo extends PromptcraftError {
  constructor(
    readonly id: string,
    reason: string,
  ) {
    super(`Entity ${id} of "promptcraft"."entity" stays as it is: ${reason}.`, {
      schema: "promptcraft",
      table: "entity",
    });
  }
}

/** A content does not have the fields of its type. */
export class WrongContent extends PromptcraftError {
  constructor(
    type: string,
    readonly problems: readonly string[],
    cause: unknown,
  ) {
    super(`That is no content of a ${type}: ${problems.join("; ")}.`, {
      schema: "promptcraft",
      table: "entity",
      columns: ["content"],
      constraint: "entity_content_check",
      cause,
    });
  }
}
