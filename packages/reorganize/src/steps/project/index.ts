import type { StepKind } from "../step-kind.js";
import { plan } from "./plan.js";
import { hazard, problem, title } from "./text.js";
import { verify } from "./verify.js";

/** Rows that change shape: tables that are filled by the queries of the mapping, and kept in step with their sources. */
export const project: StepKind = { name: "project", plan, title, hazard, verify, problem };
