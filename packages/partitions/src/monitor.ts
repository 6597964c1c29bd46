import type { Metric } from "@deepiri/database";
import { type PartitionStatus, status } from "./status.js";

/** What shows that a run was missed, or that rows came for which there is no partition. */
export const metrics: readonly Metric[] = [
  perTable(
    "partitions_missing",
    "Periods from now to the declared number ahead that have no partition; inserts go to the default one.",
    ({ missing }) => missing,
  ),
  perTable(
    "partitions_default_rows",
    "Rows in the default partition, which keep the partition of their time from being made.",
    ({ defaultRows }) => defaultRows,
  ),
  perTable(
    "partitions_detaching",
    "Partitions whose detachment was begun and not finished: ALTER TABLE ... DETACH PARTITION ... FINALIZE.",
    ({ detaching }) => detaching,
  ),
  perTable(
    "partitions_due",
    "Partitions that were kept for as long as declared and are still attached.",
    ({ due }) => due,
  ),
  perTable(
    "partitions_retired",
    "Partitions that are detached and not dropped; those in no archive need one.",
    ({ retired }) => retired,
  ),
  {
    ...perTable(
      "partitions_largest_bytes",
      "Size of the largest partition with its indexes; when it grows, shorter periods may be due.",
      ({ sizes }) => Math.max(0, ...Object.values(sizes)),
    ),
    unit: "bytes",
  },
];

function perTable(name: string, help: string, value: (one: PartitionStatus) => number): Metric {
  return {
    name,
    help,
    type: "gauge",
    read: async (client) =>
      (await status(client)).map((one) => ({
        value: value(one),
        labels: { table: `${one.schema}.${one.table}` },
      })),
  };
}
