import type { StepKind } from "../step-kind.js";
import { plan } from "./plan.js";
import { hazard, title } from "./text.js";

/** Parks tables whose rows belong in no table of the target; `shared/park-table.ts` has their steps. */
export const park: StepKind = { name: "park", plan, title, hazard };
