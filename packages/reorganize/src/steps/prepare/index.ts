import type { StepKind } from "../step-kind.js";
import { plan } from "./plan.js";
import { hazard, title } from "./text.js";

/** Creates the schemas that the target has and the database lacks, and drops CHECKs that were never validated. */
export const prepare: StepKind = { name: "prepare", plan, title, hazard };
