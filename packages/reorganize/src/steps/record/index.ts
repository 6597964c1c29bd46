import type { StepKind } from "../step-kind.js";
import { plan } from "./plan.js";
import { hazard, title } from "./text.js";

export const record: StepKind = { name: "record", plan, title, hazard };
