import type { Fact } from "../catalog/facts.js";
import type { OwnedDifferences } from "./compare-owned.js";
import { describeChange, describeId, type Finding } from "./finding.js";

/** The differences object by object, what hinders first. */
export function findingsOf(differences: OwnedDifferences): Finding[] {
  const { missing, superfluous, different, renamed, unmanaged } = differences;
  const findings: Finding[] = [
    ...missing.map(({ id }) => finding(id, "missing", "", true)),
    ...different.map(({ wanted, found }) =>
      finding(wanted.id, "different", describeChange(wanted, found), true),
    ),
    ...renamed.map(({ wanted, found }) =>
      finding(wanted.id, "different", `is called ${nameOf(found)}`, true),
    ),
    ...superfluous.map((fact) =>
      isHarmless(fact)
        ? finding(fact.id, "superfluous", "refuses and changes nothing", false)
        : finding(fact.id, "superfluous", "", true),
    ),
    ...unmanaged.map(({ id }) => finding(id, "superfluous", "belongs to no package", false)),
  ];
  return findings.sort((one, other) => Number(other.hinders) - Number(one.hinders));
}

/**
 * Whether what is too much on a table leaves every statement of a program as it would be without it. A
 * column, a rule, a trigger or a policy does not.
 */
export function isHarmless({ id, payload }: Fact): boolean {
  if (id.kind === "comment") return true;
  if (id.kind !== "index") return false;
  return !String((payload as { def?: unknown }).def).startsWith("CREATE UNIQUE");
}

function finding(id: Fact["id"], how: Finding["how"], detail: string, hinders: boolean): Finding {
  return { object: describeId(id), how, detail, hinders };
}

function nameOf({ id }: Fact): string {
  return "name" in id ? String(id.name) : "";
}
