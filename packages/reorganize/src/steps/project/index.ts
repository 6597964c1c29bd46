import type { StepKind } from "../step-kind.js";
import { plan } from "./plan.js";
import { hazard, title } from "./text.js";

/** Rows that change shape: tables that are filled by the queries of the mapping, and kept in step with their sources. */
export const project: StepKind = { name: "project", plan, title, hazard };
