import type { Clients } from "../clients.js";
import { demoId } from "../story/demo-id.js";
import { daysAgo } from "../story/demo-time.js";
import type { Part } from "../story/part.js";
import { type Written, write } from "../write.js";

/** What the lease and the contract of each part oblige to, and how these act on one another. */
export async function addObligations(
  { intelligence }: Clients,
  parts: readonly Part[],
): Promise<Written[]> {
  const obligations = await write(
    "intelligence.obligations",
    intelligence.obligation.createMany({
      data: parts.flatMap(({ index, people }) =>
        duties.map(([key, document, obligationType, party, description, amount]) => ({
          id: demoId("obligation", index, key),
          ...(document === "lease"
            ? { leaseId: demoId("lease", index) }
            : { contractId: demoId("contract", index) }),
          description,
          obligationType,
          party,
          amount,
          frequency: amount === null ? null : "monthly",
          deadline: daysAgo(-11),
          status: "PENDING" as const,
          confidence: 0.88,
          owner: people[0]?.name ?? null,
          ownerEmail: people[0]?.email ?? null,
        })),
      ),
      skipDuplicates: true,
    }),
  );
  const dependencies = parts.flatMap(({ index }) =>
    effects.map(([source, target, dependencyType, description]) => ({
      id: demoId("obligation dependency", index, source, target),
      sourceObligationId: demoId("obligation", index, source),
      targetObligationId: demoId("obligation", index, target),
      dependencyType,
      description,
      sourceLeaseId: source === "rent" ? demoId("lease", index) : null,
      sourceContractId: source === "rent" ? null : demoId("contract", index),
      strength: "strong",
      cascadeImpact: "medium",
      discoveredAt: daysAgo(14),
      discoveredBy: "demo",
    })),
  );
  return [
    obligations,
    await write(
      "intelligence.obligation_dependencies",
      intelligence.obligationDependency.createMany({ data: dependencies, skipDuplicates: true }),
    ),
  ];
}

const duties = [
  ["rent", "lease", "PAYMENT", "tenant", "Pay the rent on the first of the month", 4200],
  ["insurance", "lease", "INSURANCE", "tenant", "Insure the office against fire and water", null],
  ["fee", "contract", "PAYMENT", "client", "Pay the hosting fee within 30 days", 950],
  ["uptime", "contract", "PERFORMANCE", "provider", "Keep the service available", null],
] as const;

const effects = [
  ["rent", "insurance", "REQUIRES", "No insurance is valid while the rent is unpaid"],
  ["fee", "uptime", "TRIGGERS", "The provider serves those who pay"],
  ["uptime", "fee", "MODIFIES", "A month below the promise lowers the fee"],
] as const;
