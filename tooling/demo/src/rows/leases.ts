import type { Clients } from "../clients.js";
import { demoId } from "../story/demo-id.js";
import { daysAgo } from "../story/demo-time.js";
import type { Part } from "../story/part.js";
import { type Written, write } from "../write.js";

/** One lease a part, read twice: the second reading found a higher rent. */
export async function addLeases(
  { intelligence }: Clients,
  parts: readonly Part[],
): Promise<Written[]> {
  const leases = await write(
    "intelligence.leases",
    intelligence.lease.createMany({
      data: parts.map(({ index, people }) => ({
        id: demoId("lease", index),
        leaseNumber: `DEMO-L-${index + 1}`,
        tenantName: `${people[0]?.name ?? "Demo"} & Partners`,
        landlordName: "Harbour Estates",
        propertyAddress: `${index + 1} Quay Street`,
        propertyType: "office",
        squareFootage: 1800 + index,
        documentUrl: documentUrl(index, 2),
        rawText: rawText(2),
        startDate: new Date("2026-01-01T00:00:00.000Z"),
        endDate: new Date("2030-12-31T00:00:00.000Z"),
        status: "COMPLETED" as const,
        processedAt: daysAgo(20),
        abstractedTerms: terms(2),
        extractionConfidence: 0.93,
        userId: people[0]?.id ?? null,
        tags: ["demo"],
      })),
      skipDuplicates: true,
    }),
  );
  const versions = parts.flatMap(({ index, people }) =>
    [1, 2].map((versionNumber) => ({
      id: demoId("lease version", index, versionNumber),
      leaseId: demoId("lease", index),
      versionNumber,
      documentUrl: documentUrl(index, versionNumber),
      rawText: rawText(versionNumber),
      abstractedTerms: terms(versionNumber),
      changeSummary: versionNumber === 1 ? "First reading" : "The rent was raised",
      changeType: versionNumber === 1 ? "created" : "amended",
      significantChanges: versionNumber > 1,
      processedAt: daysAgo(60 - 20 * versionNumber),
      processingTimeMs: 4200,
      createdBy: people[0]?.id ?? null,
    })),
  );
  return [
    leases,
    await write(
      "intelligence.lease_versions",
      intelligence.leaseVersion.createMany({ data: versions, skipDuplicates: true }),
    ),
  ];
}

function documentUrl(index: number, version: number): string {
  return `https://files.example/demo/lease-${index + 1}-v${version}.pdf`;
}

function rawText(version: number): string {
  return `The tenant pays ${monthlyRent(version)} USD on the first day of each month.`;
}

function terms(version: number) {
  return { monthlyRent: monthlyRent(version), currency: "USD" };
}

function monthlyRent(version: number): number {
  return version === 1 ? 4000 : 4200;
}
