import { readCatalog } from "../../catalog/read-catalog.js";
import type { Target } from "../../catalog/with-target.js";
import { dropSchemaSql, schemaSql } from "../../ledger/schema-sql.js";
import type { Mapping } from "../../plan/mapping.js";
import { ProjectionError, ProjectionsError } from "../../projection/errors.js";
import type { Projection } from "../../projection/projection.js";
import type { DeclaredProjection } from "../../projection/read-declared.js";
import { readProjections } from "../../projection/read-projections.js";
import { withSession } from "../../session/with-session.js";
import { conversionsSql, dropConversionsSql } from "../../steps/project/conversions.js";

/**
 * The projections of a mapping as the server understands them, before the first step. Nothing of it stays on
 * the copy.
 *
 * @param copy URL of the scratch copy
 * @param projections those that can be read: their sources are there, and a package has their targets
 * @throws ProjectionsError that says all that is wrong with them
 */
export async function readOnCopy(
  copy: string,
  target: Target,
  projections: readonly DeclaredProjection[],
  mapping: Mapping,
): Promise<Projection[]> {
  const found: Projection[] = [];
  const faults: ProjectionError[] = [];
  if (projections.length === 0) return found;
  await withSession(copy, async (session) => {
    const here = await readCatalog(session);
    await session.transaction("make conversions", [...schemaSql, ...conversionsSql]);
    const both = { ...here, tables: new Map([...here.tables, ...target.catalog.tables]) };
    for (const { name } of projections) {
      const one = mapping.projections[name] as Mapping["projections"][string];
      try {
        const read = await readProjections(session, both, { projections: { [name]: one } });
        found.push(...read);
      } catch (error) {
        if (!(error instanceof ProjectionError)) throw error;
        faults.push(error);
      }
    }
    await session.transaction("drop conversions", [dropConversionsSql, dropSchemaSql]);
  });
  if (faults.length > 0) throw new ProjectionsError(faults);
  return found;
}
