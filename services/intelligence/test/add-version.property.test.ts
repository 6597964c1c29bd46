import { checkProperty } from "@deepiri/test-database";
import fc from "fast-check";
import { expect, it } from "vitest";
import { addContractVersion, addLeaseVersion } from "../src/index.js";
import { useIntelligence } from "./use-intelligence.js";

const { open, contracts, leases } = useIntelligence();

const tooLong = "x".repeat(51);
const reading = fc.record({ document: fc.nat({ max: 3 }), fails: fc.boolean() });
const readings = fc.array(reading, { minLength: 2, maxLength: 12 });

it("versions of leases and contracts have no gap and no double, and the last is what they show", async () => {
  const property = fc.asyncProperty(readings, async (all) => {
    const [ofLeases, ofContracts] = [await leases.createMany(2), await contracts.createMany(2)];
    const documents = [...ofLeases, ...ofContracts].map(({ id }) => id);
    const added = await Promise.all(
      all.map((one, at) => addReading(documents, { ...one, text: `reading ${at}` })),
    );
    for (const [document, id] of documents.entries()) {
      const versions = await readVersions(id);
      const numbers = versions.map((one) => one.versionNumber);
      expect(numbers).toEqual(numbers.map((_, at) => at + 1));
      const told = added.filter((one, at) => one && all[at]?.document === document);
      expect(versions.map((one) => one.rawText).sort()).toEqual(told.sort());
      expect(await readPresentText(id)).toBe(versions.at(-1)?.rawText ?? null);
    }
  });
  await checkProperty(property, 12);
});

interface Reading {
  readonly document: number;
  readonly fails: boolean;
  readonly text: string;
}

/** Adds a reading to a lease (0, 1) or contract (2, 3) and returns its text, or nothing if it fails. */
async function addReading(
  documents: readonly string[],
  { document, fails, text }: Reading,
): Promise<string | undefined> {
  const id = documents[document] ?? "";
  const content = { documentUrl: "https://files.example", rawText: text, abstractedTerms: {} };
  // After the document was locked and its present content changed.
  const change = fails ? { changeType: tooLong } : {};
  const clauses = [{ clauseNumber: fails ? tooLong : "1", clauseType: "tax", clauseText: text }];
  const adding =
    document < 2
      ? addLeaseVersion(open.client, id, { ...content, ...change })
      : addContractVersion(open.client, id, { ...content, clauses });
  const version = await adding.catch((error) => {
    if (fails && error.sqlstate === "22001") return undefined;
    throw error;
  });
  return version?.rawText;
}

async function readVersions(id: string) {
  const orderBy = { versionNumber: "asc" } as const;
  return [
    ...(await open.client.leaseVersion.findMany({ where: { leaseId: id }, orderBy })),
    ...(await open.client.contractVersion.findMany({ where: { contractId: id }, orderBy })),
  ];
}

async function readPresentText(id: string): Promise<string | null | undefined> {
  const where = { id };
  const lease = await open.client.lease.findUnique({ where });
  return (lease ?? (await open.client.contract.findUnique({ where })))?.rawText;
}
