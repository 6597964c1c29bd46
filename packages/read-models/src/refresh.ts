import type pg from "pg";

/** What became of a refresh: `running` when another session is at it, `unchanged` when its sources were. */
export type RefreshOutcome = "refreshed" | "unchanged" | "running";

/**
 * Makes the rows of a read model anew. Who reads it meanwhile does not wait.
 *
 * @param connection of one session, with no transaction begun, that acts as the owner of the view
 * @param name `schema.view`, quoted where SQL would need it
 * @throws what the server says when it fails; that is recorded too, and the rows from before stay
 */
export async function refresh(connection: pg.ClientBase, name: string): Promise<RefreshOutcome> {
  const { rows } = await connection.query<{ outcome: RefreshOutcome }>(
    "CALL read_models.refresh($1)",
    [name],
  );
  return rows[0]?.outcome ?? "refreshed";
}

/**
 * Refreshes the read models whose rows are older than they declare, the oldest first. One that fails keeps
 * no other from its turn.
 *
 * @param signal stops after the model at hand
 * @returns the outcome by name
 * @throws AggregateError of all failures, after the last model
 */
export async function refreshDue(
  connection: pg.ClientBase,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, RefreshOutcome>> {
  const outcomes = new Map<string, RefreshOutcome>();
  const failures: Error[] = [];
  const due = await connection.query<{ name: string }>("SELECT read_models.due() AS name");
  for (const { name } of due.rows) {
    if (signal?.aborted) break;
    await refresh(connection, name).then(
      (outcome) => outcomes.set(name, outcome),
      (failure) => failures.push(failure),
    );
  }
  if (failures.length > 0)
    throw new AggregateError(failures, failures.map(({ message }) => message).join("\n"));
  return outcomes;
}
