import type { ObservedDifference } from "@deepiri/observer";
import type { Dump } from "./dumped-objects.js";
import type { Dumped } from "./read-dump.js";

/** How `found` differs from `wanted`, in the terms of the other observer; in nothing where one was not printed. */
export function dumpDifferences(wanted: Dumped, found: Dumped): ObservedDifference[] {
  if (wanted.code !== "asked" || found.code !== "asked") return [];
  return differences(wanted.objects, found.objects);
}

function differences(wanted: Dump, found: Dump): ObservedDifference[] {
  const named = (name: string, how: "missing" | "unexpected"): ObservedDifference => ({
    name,
    how,
    properties: [],
  });
  return [
    ...[...wanted.keys()].filter((name) => !found.has(name)).map((name) => named(name, "missing")),
    ...[...found.keys()]
      .filter((name) => !wanted.has(name))
      .map((name) => named(name, "unexpected")),
    ...[...wanted].flatMap(([name, text]): ObservedDifference[] => {
      const other = found.get(name);
      return other === undefined || other === text
        ? []
        : [{ name, how: "changed", properties: ["as pg_dump prints it"] }];
    }),
  ];
}
