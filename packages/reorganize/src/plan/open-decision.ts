import { ReorganizeError } from "../session/errors.js";

/** One answer to an open decision, ready to be put into a mapping. */
export interface Choice {
  readonly label: string;
  /** What a mapping has to say for it. */
  readonly mapping: Readonly<Record<string, unknown>>;
}

/** What neither the catalogs nor the mapping decide. */
export interface OpenDecision {
  /** What it is about: a table, a column or another object. */
  readonly on: string;
  readonly question: string;
  readonly choices: readonly Choice[];
}

/** There is no plan yet: somebody has to decide first. */
export class OpenDecisionsError extends ReorganizeError {
  override readonly name = "OpenDecisionsError";

  constructor(readonly open: readonly OpenDecision[]) {
    const names = open.map(({ on }) => on).join(", ");
    super(
      `The mapping does not decide what becomes of ${names}. Choose, write the choices into a mapping, ` +
        "and plan again with: pnpm reorganize plan --mapping mapping.json",
    );
  }
}
