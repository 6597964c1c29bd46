import type { IntelligenceClient } from "./client.js";
import { DocumentNotFound } from "./errors.js";
import type { Clause, ContractVersion, Prisma } from "./generated/client.js";
import { isRowMissing } from "./is-row-missing.js";
import { currentContent, type VersionContent } from "./version-content.js";

/** A clause as it was read, before it belongs to a version. */
export type NewClause = Omit<
  Prisma.ClauseCreateManyInput,
  "contractId" | "versionNumber" | "previousVersionId"
>;

/** A reading of a contract with the clauses found in it. */
export interface ContractVersionContent extends VersionContent {
  readonly clauses?: readonly NewClause[];
}

/**
 * Stores a reading of a contract under the next number, with its clauses, and makes it the contract's
 * present content. Numbers run 1, 2, 3 without gap or duplicate, however many writers add at the same
 * moment. A clause is linked to the one of the same clause number in the version before. Throws
 * DocumentNotFound when there is no such contract.
 */
export async function addContractVersion(
  client: IntelligenceClient,
  contractId: string,
  { clauses = [], ...content }: ContractVersionContent,
): Promise<ContractVersion> {
  return client.transaction(async (transaction) => {
    // The update locks the contract's row until commit: other writers wait here, before they count.
    await transaction.contract
      .update({ where: { id: contractId }, data: currentContent(content), select: { id: true } })
      .catch((error: unknown) => {
        throw isRowMissing(error) ? new DocumentNotFound("contracts", contractId, error) : error;
      });
    const { _max } = await transaction.contractVersion.aggregate({
      where: { contractId },
      _max: { versionNumber: true },
    });
    const versionNumber = (_max.versionNumber ?? 0) + 1;
    const before = await transaction.clause.findMany({
      where: { contractId, versionNumber: versionNumber - 1 },
    });
    await transaction.clause.createMany({
      data: clauses.map((clause) => ({
        ...clause,
        contractId,
        versionNumber,
        previousVersionId: sameClause(before, clause)?.id ?? null,
      })),
    });
    return transaction.contractVersion.create({ data: { ...content, contractId, versionNumber } });
  });
}

function sameClause(before: readonly Clause[], clause: NewClause): Clause | undefined {
  if (clause.clauseNumber == null) return undefined;
  return before.find((older) => older.clauseNumber === clause.clauseNumber);
}
