import type { Metric } from "@deepiri/database";
import { type Freshness, readModels } from "./read-model.js";

export const metrics: readonly Metric[] = [
  {
    ...perModel(
      "read_models_age_seconds",
      "Age of the rows of a read model, since its last good refresh began.",
      ({ ageSeconds }) => ageSeconds,
    ),
    unit: "seconds",
  },
  {
    ...perModel(
      "read_models_duration_seconds",
      "How long the last refresh that made rows took.",
      ({ durationSeconds }) => durationSeconds,
    ),
    unit: "seconds",
  },
  perModel(
    "read_models_overdue",
    "1 when the rows are more than twice as old as declared: refreshes fail or do not run.",
    ({ isOverdue }) => Number(isOverdue),
  ),
  perModel(
    "read_models_failing",
    "1 when the last refresh failed; read_models.freshness says for what.",
    ({ error }) => Number(error !== null),
  ),
];

/** Without a sample for a model that has no value yet. */
function perModel(name: string, help: string, value: (one: Freshness) => number | null): Metric {
  return {
    name,
    help,
    type: "gauge",
    read: async (client) =>
      (await readModels(client)).flatMap((one) => {
        const found = value(one);
        return found === null ? [] : [{ value: found, labels: { model: one.name } }];
      }),
  };
}
