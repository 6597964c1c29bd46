import { comment } from "./comment/index.js";
import { convert } from "./convert/index.js";
import { grant } from "./grant/index.js";
import { merge } from "./merge/index.js";
import { park } from "./park/index.js";
import { prepare } from "./prepare/index.js";
import { project } from "./project/index.js";
import { record } from "./record/index.js";
import { relocate } from "./relocate/index.js";
import { rename } from "./rename/index.js";
import { repair } from "./repair/index.js";
import { reshape } from "./reshape/index.js";
import { seed } from "./seed/index.js";
import type { StepKind } from "./step-kind.js";

/** Every kind of step, in the order in which a reorganization plans and runs them. */
export const stepKinds: readonly StepKind[] = [
  prepare,
  relocate,
  merge,
  rename,
  repair,
  convert,
  reshape,
  comment,
  park,
  seed,
  project,
  record,
  grant,
];

/** Their names. */
export const kindNames: readonly string[] = stepKinds.map(({ name }) => name);

/** The kind of a step, or of a plan's step of that kind. */
export function kindOf(name: string): StepKind {
  const kind = stepKinds.find((one) => one.name === name);
  if (!kind) throw new TypeError(`there is no kind of step "${name}"`);
  return kind;
}
