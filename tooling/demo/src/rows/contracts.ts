import type { Clients } from "../clients.js";
import { demoId } from "../story/demo-id.js";
import { daysAgo } from "../story/demo-time.js";
import type { Part } from "../story/part.js";
import { type Written, write } from "../write.js";

const versionNumbers = [1, 2];

/** One contract a part, read twice, with its clauses each time. */
export async function addContracts(
  { intelligence }: Clients,
  parts: readonly Part[],
): Promise<Written[]> {
  const contracts = await write(
    "intelligence.contracts",
    intelligence.contract.createMany({
      data: parts.map(({ index, people }) => ({
        id: demoId("contract", index),
        contractNumber: `DEMO-C-${index + 1}`,
        contractName: "Hosting and support",
        partyA: `${people[0]?.name ?? "Demo"} & Partners`,
        partyB: "Northern Hosting",
        contractType: "services",
        jurisdiction: "Belgium",
        effectiveDate: new Date("2026-03-01T00:00:00.000Z"),
        expirationDate: new Date("2028-02-29T00:00:00.000Z"),
        documentUrl: documentUrl(index, 2),
        rawText: rawText(2),
        status: "COMPLETED" as const,
        processedAt: daysAgo(15),
        abstractedTerms: { noticeDays: noticeDays(2) },
        extractionConfidence: 0.9,
        userId: people[0]?.id ?? null,
        tags: ["demo"],
      })),
      skipDuplicates: true,
    }),
  );
  const versions = parts.flatMap(({ index, people }) =>
    versionNumbers.map((versionNumber) => ({
      id: demoId("contract version", index, versionNumber),
      contractId: demoId("contract", index),
      versionNumber,
      documentUrl: documentUrl(index, versionNumber),
      rawText: rawText(versionNumber),
      abstractedTerms: { noticeDays: noticeDays(versionNumber) },
      changeSummary: versionNumber === 1 ? "First reading" : "The notice became shorter",
      changeType: versionNumber === 1 ? "created" : "amended",
      significantChanges: versionNumber > 1,
      processedAt: daysAgo(55 - 20 * versionNumber),
      processingTimeMs: 5100,
      createdBy: people[0]?.id ?? null,
    })),
  );
  return [
    contracts,
    ...(await Promise.all([
      write(
        "intelligence.contract_versions",
        intelligence.contractVersion.createMany({ data: versions, skipDuplicates: true }),
      ),
      write(
        "intelligence.clauses",
        intelligence.clause.createMany({ data: parts.flatMap(clauses), skipDuplicates: true }),
      ),
    ])),
  ];
}

/** The clauses of all versions, each after the one it follows on: a key points back. */
function clauses({ index }: Part) {
  return versionNumbers.flatMap((versionNumber) =>
    clauseTexts(versionNumber).map(([clauseType, clauseTitle, clauseText], place) => ({
      id: demoId("clause", index, versionNumber, place),
      contractId: demoId("contract", index),
      clauseNumber: `${place + 1}`,
      clauseType,
      clauseTitle,
      clauseText,
      versionNumber,
      previousVersionId:
        versionNumber === 1 ? null : demoId("clause", index, versionNumber - 1, place),
      changeType: versionNumber > 1 && clauseType === "termination" ? "modified" : null,
      significantChange: versionNumber > 1 && clauseType === "termination",
      confidence: 0.9,
      pageNumber: 1 + place,
      tags: [clauseType],
    })),
  );
}

function clauseTexts(version: number) {
  return [
    ["payment", "Fees", "The client pays the monthly fee within 30 days of the invoice."],
    ["service_level", "Availability", "The service is available 99.5 % of each month."],
    ["termination", "Notice", `Either party may end it with ${noticeDays(version)} days' notice.`],
    ["confidentiality", "Secrets", "Neither party tells what it learns about the other."],
  ] as const;
}

function noticeDays(version: number): number {
  return version === 1 ? 90 : 60;
}

function documentUrl(index: number, version: number): string {
  return `https://files.example/demo/contract-${index + 1}-v${version}.pdf`;
}

function rawText(version: number): string {
  return clauseTexts(version)
    .map(([, title, text]) => `${title}. ${text}`)
    .join("\n");
}
