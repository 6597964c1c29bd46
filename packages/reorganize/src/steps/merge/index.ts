import type { StepKind } from "../step-kind.js";
import { plan } from "./plan.js";
import { hazard, title } from "./text.js";

/** Brings the rows of twins into one of them, the survivor, while programs write all of them. */
export const merge: StepKind = { name: "merge", plan, title, hazard };
