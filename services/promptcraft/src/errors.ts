import { Refusal } from "@deepiri/database";

/** A content does not have the fields of its type. */
export class WrongContent extends Refusal {
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
