import { byTarget } from "../../plan/decision.js";
import type { FindingOf } from "../finding.js";
import { decided, type Ruling } from "./ruling.js";

/** A trigger whose function writes to a table that is not there. */
export function danglingTrigger(finding: FindingOf<"dangling trigger">): Ruling {
  return decided(finding, byTarget, { code: "restore or drop trigger" });
}

type Dependent = FindingOf<
  "dependent view" | "dependent routine" | "dependent publication" | "dependent key"
>;

/** An unmanaged object stays, and goes on using the tables where they go. */
export function dependent({ object, tables }: Dependent): Ruling {
  return { unmanaged: { object, reason: { code: "dependent", tables } } };
}
