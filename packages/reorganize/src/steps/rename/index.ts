import type { StepKind } from "../step-kind.js";
import { plan } from "./plan.js";
import { hazard, title } from "./text.js";

/** Renames constraints and indexes that are the target's under another name. */
export const rename: StepKind = { name: "rename", plan, title, hazard };
