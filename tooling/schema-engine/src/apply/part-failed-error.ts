import type { SendError } from "../engine/send-script.js";
import {
  describeFailure,
  errorOffset,
  placeAt,
  type StatementFailure,
} from "../engine/statement-failure.js";
import { type Part, type Script, startOf, textOf } from "./script.js";

/** A statement of a part failed; nothing of the part remains. */
export class PartFailedError extends Error {
  override readonly name = "PartFailedError";
  constructor(
    readonly failure: StatementFailure,
    options: ErrorOptions,
  ) {
    super(failure.message, options);
  }
}

interface FailedPart {
  readonly script: Script;
  readonly part: Part;
  /** What was sent before the text of the part. */
  readonly before: string;
  /** The statement that failed. */
  readonly at: number;
}

/** The failure with its place in the file. */
export function failedAt(
  { cause }: SendError,
  { script, part, before, at }: FailedPart,
): PartFailedError {
  const offset = errorOffset(cause, before + textOf(script, part));
  const place =
    offset === undefined || offset < before.length
      ? { line: script.statements[at]?.line, column: undefined }
      : placeAt(script.sql, startOf(script, part.from) + offset - before.length);
  return new PartFailedError(describeFailure(cause, place), { cause });
}
