import type { StepKind } from "../step-kind.js";
import { plan } from "./plan.js";
import { hazard, title } from "./text.js";

export const comment: StepKind = { name: "comment", plan, title, hazard };
