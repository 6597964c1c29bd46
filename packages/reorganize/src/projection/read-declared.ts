import type { Mapping } from "../plan/mapping.js";
import { ProjectionError, ProjectionsError } from "./errors.js";
import { readQuery } from "./read-query.js";

/** A projection as the mapping has it, its query read. Nothing is known of its tables. */
export interface DeclaredProjection {
  readonly name: string;
  /** `schema.table` of the target. */
  readonly to: string;
  /** `schema.table` of each table that it reads, once; the one that gives the rows first. */
  readonly sources: readonly string[];
  /** The columns that it gives, what it says of its rows included. */
  readonly outputs: readonly string[];
  /** Tables that have a way back. */
  readonly back: readonly string[];
}

/**
 * The projections of a mapping, checked as far as that needs no database.
 *
 * @throws ProjectionsError that says all that is wrong with them
 */
export async function readDeclared({
  projections,
  leftOut,
}: Pick<Mapping, "projections" | "leftOut">): Promise<DeclaredProjection[]> {
  const read = await Promise.all(
    Object.entries(projections).map(([name, one]) => readOne(name, one)),
  );
  const declared = read.flatMap((one) => (one instanceof ProjectionError ? [] : [one]));
  const faults = [
    ...read.filter((one) => one instanceof ProjectionError),
    ...declared.flatMap((one) => faultsOf(one, declared, leftOut)),
  ];
  if (faults.length > 0) throw new ProjectionsError(faults);
  return declared;
}

type Written = Mapping["projections"][string];

async function readOne(
  name: string,
  { to, query, back }: Written,
): Promise<DeclaredProjection | ProjectionError> {
  try {
    const { reads, outputs } = await readQuery(name, query);
    for (const [source, inverse] of Object.entries(back))
      await readQuery(`${name} back to ${source}`, inverse);
    const sources = [...new Set(reads.map(({ table }) => table))];
    return { name, to, sources, outputs, back: Object.keys(back) };
  } catch (error) {
    if (error instanceof ProjectionError) return error;
    throw error;
  }
}

function faultsOf(
  { name, to, sources, back }: DeclaredProjection,
  all: readonly DeclaredProjection[],
  leftOut: Mapping["leftOut"],
): ProjectionError[] {
  const faults: string[] = [];
  if (sources.includes(to))
    faults.push(
      `reads ${to} and leads to it: rows that stay in their table need no projection. Change them by \`repairs\`, or give the old table another name first.`,
    );
  for (const other of all)
    if (other.to !== to && sources.includes(other.to))
      faults.push(
        `reads ${other.to}, which ${other.name} fills: read what ${other.name} reads instead.`,
      );
  for (const table of back.filter((one) => !sources.includes(one)))
    faults.push(
      `has a way back to ${table}, which it does not read: its query reads ${sources.join(", ")}.`,
    );
  // In the others it only looks something up.
  for (const table of sources.slice(0, 1).filter((one) => leftOut[one] !== undefined))
    faults.push(`reads ${table}, which \`leftOut\` leaves out: take it out there.`);
  return faults.map((reason) => new ProjectionError(name, reason));
}
