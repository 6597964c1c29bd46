import { DatabaseError } from "@deepiri/database";

/** A version was to be added to a lease or contract that is not there. */
export class DocumentNotFound extends DatabaseError {
  /** Id that was asked for. */
  readonly id: string;

  constructor(table: "leases" | "contracts", id: string, cause: unknown) {
    super(
      `No row ${id} in "intelligence"."${table}", so no version was added to it. ` +
        `Create the ${table === "leases" ? "lease" : "contract"} first.`,
      { schema: "intelligence", table, cause },
    );
    this.id = id;
  }
}
