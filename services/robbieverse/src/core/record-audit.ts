import { currentContext, defined, namesSecret, whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type { Prisma } from "../generated/client.js";

/** Something that was done. */
export interface Deed {
  readonly action: string;
  readonly entityType?: string;
  readonly entityId?: string;
  readonly oldValues?: Prisma.InputJsonObject;
  readonly newValues?: Prisma.InputJsonObject;
}

/**
 * Records what who asks has done, with the address and program of the request. Give it the transaction in which it was
 * done. Values whose names say that they are secret are left out.
 */
export async function recordAudit(
  tx: RobbieverseTransaction,
  { action, oldValues, newValues, ...entity }: Deed,
): Promise<void> {
  const { tenant, user } = whoAsks();
  const { ipAddress, userAgent } = currentContext() ?? {};
  await tx.auditEntry.create({
    data: {
      ...{ organizationId: tenant, userId: user, action },
      ...defined({ ...entity, ipAddress, userAgent }),
      ...defined({ oldValues: withoutSecrets(oldValues), newValues: withoutSecrets(newValues) }),
    },
  });
}

function withoutSecrets(values?: Prisma.InputJsonObject): Prisma.InputJsonObject | undefined {
  if (!values) return undefined;
  return Object.fromEntries(Object.entries(values).filter(([name]) => !namesSecret(name)));
}
