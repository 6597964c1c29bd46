import type { StepKind } from "../step-kind.js";
import { plan } from "./plan.js";
import { hazard, title } from "./text.js";

export const reshape: StepKind = { name: "reshape", plan, title, hazard };
