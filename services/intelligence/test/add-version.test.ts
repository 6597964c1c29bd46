import { beforeEach, describe, expect, it } from "vitest";
import { addContractVersion, addLeaseVersion, DocumentNotFound } from "../src/index.js";
import { useIntelligence } from "./use-intelligence.js";

const { contracts, leases, open } = useIntelligence();

const nobody = "ffffffff-0000-4000-8000-000000000000";

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
    make: () => leases.create(),
    add: addLeaseVersion,
    read: (id: string) => open.client.lease.findUniqueOrThrow({ where: { id } }),
    numbers: async (leaseId: string) =>
      (await open.client.leaseVersion.findMany({ where: { leaseId } })).map(
        (version) => version.versionNumber,
      ),
  },
  {
    kind: "contract",
    make: () => contracts.create(),
    add: addContractVersion,
    read: (id: string) => open.client.contract.findUniqueOrThrow({ where: { id } }),
    numbers: async (contractId: string) =>
      (await open.client.contractVersion.findMany({ where: { contractId } })).map(
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
    expect((await add(open.client, id, reading("one"))).versionNumber).toBe(1);
    expect((await add(open.client, id, reading("two"))).versionNumber).toBe(2);
  });

  it("makes the reading the present content", async () => {
    await add(open.client, id, reading("one"));
    await add(open.client, id, reading("two"));
    expect(await read(id)).toMatchObject(reading("two"));
  });

  it("leaves no gap and no duplicate when twenty writers add at once", async () => {
    const added = await Promise.all(
      Array.from({ length: 20 }, (_, place) => add(open.client, id, reading(`${place}`))),
    );
    const expected = Array.from({ length: 20 }, (_, place) => place + 1);
    const ascending = (a: number, b: number) => a - b;
    expect(added.map((version) => version.versionNumber).sort(ascending)).toEqual(expected);
    expect((await numbers(id)).sort(ascending)).toEqual(expected);
  });

  it("names what is not there and adds nothing", async () => {
    const attempt = add(open.client, nobody, reading("one"));
    await expect(attempt).rejects.toBeInstanceOf(DocumentNotFound);
    await expect(attempt).rejects.toMatchObject({ schema: "intelligence", id: nobody });
    expect(await numbers(nobody)).toEqual([]);
  });
});

describe("adding a contract version with clauses", () => {
  const payment = { clauseNumber: "1", clauseType: "payment" };

  it("links each clause to the one of the same number in the version before", async () => {
    const { id } = await contracts.create();
    for (const text of ["Pay.", "Pay sooner.", "Pay now."]) {
      await addContractVersion(open.client, id, {
        ...reading(text),
        clauses: [
          { ...payment, clauseText: text },
          { clauseType: "unnumbered", clauseText: text },
        ],
      });
    }
    const clauses = await open.client.clause.findMany({
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
      await open.client.clause.count({
        where: { contractId: id, clauseNumber: null, previousVersionId: { not: null } },
      }),
    ).toBe(0);
  });

  it("adds nothing at all when a clause is refused", async () => {
    const { id } = await contracts.create();
    const tooLong = "x".repeat(51);
    await expect(
      addContractVersion(open.client, id, {
        ...reading("one"),
        clauses: [{ clauseNumber: tooLong, clauseType: "payment", clauseText: "Pay." }],
      }),
    ).rejects.toMatchObject({ sqlstate: "22001" });
    expect(await open.client.contractVersion.count({ where: { contractId: id } })).toBe(0);
    expect(await open.client.contract.findUnique({ where: { id } })).toMatchObject({
      documentUrl: "https://files.example/first",
      rawText: null,
    });
  });
});
