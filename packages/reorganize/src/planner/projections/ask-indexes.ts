import { sqlName } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import type { OpenDecision } from "../../findings/open-decision.js";
import { runFirst } from "../../findings/run-first.js";
import type { Projection } from "../../projection/projection.js";
import { unitIndexesOf } from "../../steps/project/unit-index.js";

/** Asks for the indexes that projections need on partitioned tables, where no step can build them. */
export function askIndexes(projections: readonly Projection[]): OpenDecision[] {
  return projections.flatMap((projection) =>
    unitIndexesOf(projection)
      .filter(({ table }) => table.partitioned)
      .map(({ table, using }) =>
        runFirst(
          { table: plainName(table) },
          { code: "index needed", projection: projection.name },
          [`CREATE INDEX ON ${sqlName(table)} USING ${using};`],
        ),
      ),
  );
}
