import type { Clients } from "../clients.js";
import { demoId } from "../story/demo-id.js";
import { daysAgo } from "../story/demo-time.js";
import type { Part } from "../story/part.js";
import { type Written, write } from "../write.js";
import { agentId } from "./agents.js";

const rules = [
  ["demo-card-numbers", "No card numbers", "\\b[0-9]{16}\\b", "block", "critical"],
  ["demo-promises", "No legal promises", "(?i)we guarantee", "warn", "medium"],
] as const;

/** Two rules, which do not grow with the scale, and one violation a part. */
export async function addGuardrails(
  { cyrex }: Clients,
  parts: readonly Part[],
): Promise<Written[]> {
  return Promise.all([
    write(
      "cyrex.guardrail_rules",
      cyrex.guardrailRule.createMany({
        data: rules.map(([ruleId, name, pattern, action, severity]) => ({
          ruleId,
          name,
          pattern,
          action,
          severity,
        })),
        skipDuplicates: true,
      }),
    ),
    write(
      "cyrex.guardrail_violations",
      cyrex.guardrailViolation.createMany({
        data: parts.map(({ index }) => ({
          violationId: demoId("violation", index),
          ruleId: "demo-promises",
          content: "We guarantee that the service never fails.",
          actionTaken: "warn",
          severity: "medium",
          metadata: { agent: agentId(index, "planner") },
          timestamp: daysAgo(0.04),
        })),
        skipDuplicates: true,
      }),
    ),
  ]);
}
