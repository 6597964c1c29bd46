/** Which rule of the database refused a statement. */
export interface Refusal {
  readonly code: string | undefined;
  readonly constraint: string | undefined;
}

/** Waits for a statement that must fail, and tells the SQLSTATE and the constraint that did it. */
export async function refusalOf(statement: Promise<unknown>): Promise<Refusal> {
  const outcome = await statement.then(
    () => undefined,
    (error: { code?: string; constraint?: string }) => error,
  );
  if (!outcome) throw new Error("the database accepted the statement");
  return { code: outcome.code, constraint: outcome.constraint };
}
