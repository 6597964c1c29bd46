import type { ObservedDifference } from "@deepiri/observer";
import { ReorganizeError } from "../../session/errors.js";
import type { Refused } from "./statement.js";

/** The scratch copy cannot hold what its source has. */
export class CopyError extends ReorganizeError {
  override readonly name = "CopyError";

  constructor(
    /** What the server refused to make. */
    readonly refused: readonly Refused[],
    /** What is not in the copy as it is in the source; known where nothing was refused. */
    readonly differences: readonly ObservedDifference[] = [],
  ) {
    const named = [
      ...refused.map(({ name, reason }) => `${name} (${reason})`),
      ...differences.map(nameOf),
    ];
    const more = named.length - most;
    super(
      "A plan is tried on a scratch copy of the schema, on the same server. It cannot hold these as they are: " +
        `${named.slice(0, most).join("; ")}${more > 0 ? ` and ${more} more` : ""}. Nothing was changed. ` +
        "If a right is missing, use a login that has it. Else drop them until the reorganization is finalized, or make them part of an extension, and plan again.",
      { next: ["plan"] },
    );
  }
}

const most = 6;

function nameOf({ name, how, properties }: ObservedDifference): string {
  if (how === "missing") return `${name} (cannot be copied)`;
  return how === "changed" ? `${name} (${properties.join(", ")})` : `${name} (not in the database)`;
}
