import type { IntelligenceClient } from "./client.js";
import { DocumentNotFound } from "./errors.js";
import type { LeaseVersion } from "./generated/client.js";
import { isRowMissing } from "./is-row-missing.js";
import { currentContent, type VersionContent } from "./version-content.js";

/**
 * Stores a reading of a lease under the next number and makes it the lease's present content. Numbers
 * run 1, 2, 3 without gap or duplicate, however many writers add at the same moment. Throws
 * DocumentNotFound when there is no such lease.
 */
export async function addLeaseVersion(
  client: IntelligenceClient,
  leaseId: string,
  content: VersionContent,
): Promise<LeaseVersion> {
  return client.transaction(async (transaction) => {
    // The update locks the lease's row until commit: other writers wait here, before they count.
    await transaction.lease
      .update({ where: { id: leaseId }, data: currentContent(content), select: { id: true } })
      .catch((error: unknown) => {
        throw isRowMissing(error) ? new DocumentNotFound("leases", leaseId, error) : error;
      });
    const { _max } = await transaction.leaseVersion.aggregate({
      where: { leaseId },
      _max: { versionNumber: true },
    });
    return transaction.leaseVersion.create({
      data: { ...content, leaseId, versionNumber: (_max.versionNumber ?? 0) + 1 },
    });
  });
}
