import type { StepKind } from "../step-kind.js";
import { plan } from "./plan.js";
import { hazard, problem, title } from "./text.js";
import { verify } from "./verify.js";

/** Moves tables and enum types as they are; `shared/move-table.ts` has the steps of a table. */
export const relocate: StepKind = { name: "relocate", plan, title, hazard, verify, problem };
