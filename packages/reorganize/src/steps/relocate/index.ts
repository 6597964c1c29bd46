import type { StepKind } from "../step-kind.js";
import { plan } from "./plan.js";
import { hazard, title } from "./text.js";

export const relocate: StepKind = { name: "relocate", plan, title, hazard };
