import { useTestDatabase } from "@deepiri/test-database";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createIntelligenceClient, type IntelligenceClient } from "../src/client.js";
import { addContractVersion, addLeaseVersion, DocumentNotFound } from "../src/index.js";

const database = useTestDatabase("intelligence");
let intelligence: IntelligenceClient;
beforeAll(() => {
  intelligence = createIntelligenceClient({ url: database.url });
});
afterAll(() => intelligence.close());

const nobody = "ffffffff-0000-4000-8000-000000000000";
const period = { startDate: new Date("2026-01-01"), endDate: new Date("2027-01-01") };
let made = 0;

function newLease() {
  made += 1;
  return intelligence.lease.create({
    data: {
      leaseNumber: `L-${made}`,
      tenantName: "Tenant",
      propertyAddress: "1 Main Street",
      documentUrl: "https://files.example/first",
      ...period,
    },
  });
}

function newContract() {
  made += 1;
  return intelligence.contract.create({
    data: {
      contractNumber: `C-${made}`,
      contractName: "Supply",
      partyA: "A",
      partyB: "B",
      effectiveDate: period.startDate,
      documentUrl: "https://files.example/first",
    },
  });
}

function reading(text: string) {
  return {
    documentUrl: `https://files.example/${text}`,
    rawText: text,
    abstractedTerms: { text },
  };
}

const documents = [
  {
    kind: "lease",
    make: newLease,
    add: addLeaseVersion,
    read: (id: string) => intelligence.lease.findUniqueOrThrow({ where: { id } }),
    numbers: async (leaseId: string) =>
      (await intelligence.leaseVersion.findMany({ where: { leaseId } })).map(
        (version) => version.versionNumber,
      ),
  },
  {
    kind: "contract",
    make: newContract,
    add: addContractVersion,
    read: (id: string) => intelligence.contract.findUniqueOrThrow({ where: { id } }),
    numbers: async (contractId: string) =>
      (await intelligence.contractVersion.findMany({ where: { contractId } })).map(
        (version) => version.versionNumber,
      ),
  },
];

describe.each(documents)("adding a version to a $kind", ({ make, add, read, numbers }) => {
  let id: string;
  beforeEach(async () => {
    id = (await make()).id;
  });

  it("numbers versions from 1", async () => {
    expect((await add(intelligence, id, reading("one"))).versionNumber).toBe(1);
    expect((await add(intelligence, id, reading("two"))).versionNumber).toBe(2);
  });

  it("makes the reading the present content", async () => {
    await add(intelligence, id, reading("one"));
    await add(intelligence, id, reading("two"));
    expect(await read(id)).toMatchObject(reading("two"));
  });

  it("leaves no gap and no duplicate when twenty writers add at once", async () => {
    const added = await Promise.all(
      Array.from({ length: 20 }, (_, place) => add(intelligence, id, reading(`${place}`))),
    );
    const expected = Array.from({ length: 20 }, (_, place) => place + 1);
    const ascending = (a: number, b: number) => a - b;
    expect(added.map((version) => version.versionNumber).sort(ascending)).toEqual(expected);
    expect((await numbers(id)).sort(ascending)).toEqual(expected);
  });

  it("names what is not there and adds nothing", async () => {
    const attempt = add(intelligence, nobody, reading("one"));
    await expect(attempt).rejects.toBeInstanceOf(DocumentNotFound);
    await expect(attempt).rejects.toMatchObject({ schema: "intelligence", id: nobody });
    expect(await numbers(nobody)).toEqual([]);
  });
});

describe("adding a contract version with clauses", () => {
  const payment = { clauseNumber: "1", clauseType: "payment" };

  it("links each clause to the one of the same number in the version before", async () => {
    const { id } = await newContract();
    for (const text of ["Pay.", "Pay sooner.", "Pay now."]) {
      await addContractVersion(intelligence, id, {
        ...reading(text),
        clauses: [
          { ...payment, clauseText: text },
          { clauseType: "unnumbered", clauseText: text },
        ],
      });
    }
    const clauses = await intelligence.clause.findMany({
      where: { contractId: id, ...payment },
      orderBy: { versionNumber: "asc" },
    });
    expect(clauses.map((clause) => clause.versionNumber)).toEqual([1, 2, 3]);
    expect(clauses.map((clause) => clause.previousVersionId)).toEqual([
      null,
      clauses[0]?.id,
      clauses[1]?.id,
    ]);
    expect(
      await intelligence.clause.count({
        where: { contractId: id, clauseNumber: null, previousVersionId: { not: null } },
      }),
    ).toBe(0);
  });

  it("adds nothing at all when a clause is refused", async () => {
    const { id } = await newContract();
    const tooLong = "x".repeat(51);
    await expect(
      addContractVersion(intelligence, id, {
        ...reading("one"),
        clauses: [{ clauseNumber: tooLong, clauseType: "payment", clauseText: "Pay." }],
      }),
    ).rejects.toMatchObject({ sqlstate: "22001" });
    expect(await intelligence.contractVersion.count({ where: { contractId: id } })).toBe(0);
    expect(await intelligence.contract.findUnique({ where: { id } })).toMatchObject({
      documentUrl: "https://files.example/first",
      rawText: null,
    });
  });
});
