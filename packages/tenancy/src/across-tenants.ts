import {
  CheckViolation,
  PermissionDenied,
  quoteIdentifier,
  type RawClient,
  sqlState,
} from "@deepiri/database";

/** Who crosses over, and why; both are kept. */
export interface CrossingReason {
  /** Id of the person. */
  readonly actor: string;
  readonly reason: string;
}

/** A client whose transactions can run SQL: any service client. */
export interface TransactingClient<Tx extends RawClient> {
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
}

/**
 * Runs `work` in one transaction in which rows of all tenants are seen and may be changed, and records who,
 * why, from when and until when in `tenancy.crossings`. When it fails its changes are rolled back, and the
 * record, which says so, is written again. The client's login must be a member of the administrators' role
 * (`<database>_tenancy`) or a superuser; the client is best opened with `role: false`.
 *
 * @throws CheckViolation without an actor or a reason
 * @throws PermissionDenied when the login may not act as an administrator
 */
export async function acrossTenants<Tx extends RawClient, Result>(
  client: TransactingClient<Tx>,
  { actor, reason }: CrossingReason,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  if (actor.trim() === "" || reason.trim() === "") {
    throw new CheckViolation(
      'Nobody crosses over to other tenants in "tenancy"."crossings" without an actor and a reason; give both.',
      { schema: "tenancy", table: "crossings" },
    );
  }
  let startedAt: string | undefined;
  try {
    return await client.transaction(async (tx) => {
      await actAsAdministrator(tx);
      const crossing = await begin(tx, actor, reason);
      startedAt = crossing.startedAt;
      const result = await work(tx);
      await tx.$queryRawUnsafe("SELECT tenancy.end_crossing($1::bigint)::text", crossing.id);
      return result;
    });
  } catch (error) {
    if (startedAt !== undefined) await recordFailure(client, [actor, reason, startedAt], error);
    throw error;
  }
}

async function actAsAdministrator(tx: RawClient): Promise<void> {
  const [row] = await tx.$queryRawUnsafe<[{ role: string | null; maySet: boolean | null }]>(
    `SELECT name::text AS role,
            pg_catalog.pg_has_role(session_user, name,
              CASE WHEN current_setting('server_version_num')::int < 160000 THEN 'MEMBER' ELSE 'SET' END) AS "maySet"
       FROM tenancy.administrator() AS name`,
  );
  const { role, maySet } = row;
  if (role === null || !maySet) {
    throw new PermissionDenied(
      role === null
        ? "There is no role of administrators in this database; type `pnpm db:migrate`, which makes it."
        : `The login may not act as the role "${role}" of administrators; let one of them run GRANT ${quoteIdentifier(role)} TO the login.`,
      { schema: "tenancy", table: "crossings", sqlstate: sqlState.insufficientPrivilege },
    );
  }
  await tx.$queryRawUnsafe(`SET LOCAL ROLE ${quoteIdentifier(role)}`);
}

async function begin(tx: RawClient, actor: string, reason: string) {
  const [row] = await tx.$queryRawUnsafe<[{ id: string; startedAt: string }]>(
    `SELECT id::text AS id, pg_catalog.clock_timestamp()::text AS "startedAt"
       FROM tenancy."cross"($1, $2) AS id`,
    actor,
    reason,
  );
  return row;
}

/** What was read is known to who read it, also when nothing was kept. */
async function recordFailure<Tx extends RawClient>(
  client: TransactingClient<Tx>,
  values: readonly [actor: string, reason: string, startedAt: string],
  cause: unknown,
): Promise<void> {
  try {
    await client.transaction(async (tx) => {
      await actAsAdministrator(tx);
      await tx.$queryRawUnsafe(
        "SELECT tenancy.record_failed_crossing($1, $2, $3::timestamptz)::text",
        ...values,
      );
    });
  } catch (error) {
    throw new AggregateError([cause, error], "A crossing failed, and its record was not kept.");
  }
}
