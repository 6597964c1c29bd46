import type { Metric } from "@deepiri/database";
import { loadLists } from "../modules/package-module.js";
import { CommandError } from "../output/command-error.js";
import type { Place } from "../place/place.js";

/** A place with the metrics of the packages that are there. */
export interface WatchedPlace extends Place {
  readonly metrics: readonly Metric[];
  /** What tells its values from those of other places. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What all names of our own metrics begin with; a package's may not. */
const ownPrefix = "database_";

/**
 * All places, with the metrics of their packages.
 *
 * @throws CommandError when a metric is not as OpenMetrics has it, or two packages have one of the same name
 */
export async function loadMetrics(places: readonly Place[]): Promise<WatchedPlace[]> {
  const watched: WatchedPlace[] = [];
  const owners = new Map<string, string>();
  for (const place of places) {
    const lists = await loadLists<Metric>(place.packages, {
      setting: "monitor",
      exported: "metrics",
    });
    const here = new Set<string>();
    for (const { package: owner, items } of lists)
      for (const metric of items) {
        const other = owners.get(metric.name);
        const isTaken = here.has(metric.name) || (other !== undefined && other !== owner.name);
        const complaint = complaintAbout(metric) ?? (isTaken ? sameName(other) : undefined);
        if (complaint)
          throw new CommandError(`the metric ${metric.name} of ${owner.name} ${complaint}`);
        owners.set(metric.name, owner.name);
        here.add(metric.name);
      }
    watched.push({
      ...place,
      metrics: lists.flatMap(({ items }) => items),
      labels: labelsOf(place, places),
    });
  }
  return watched;
}

/** A part of a database that lies elsewhere is told by its server too. */
function labelsOf({ database, url }: Place, places: readonly Place[]): Record<string, string> {
  const parts = places.filter((one) => one.database.name === database.name);
  const { host, pathname } = new URL(url);
  return { database: database.name, ...(parts.length > 1 && { at: `${host}${pathname}` }) };
}

const metricName = /^[a-z][a-z0-9_]*$/;
// What the format itself adds to names: a metric that ends so could be read as a part of another.
const reserved = /_(total|created|count|sum|bucket|gcount|gsum|info)$/;

function complaintAbout({ name, type, unit, help, read }: Metric): string | undefined {
  if (typeof name !== "string" || !metricName.test(name))
    return "needs a name of small letters, digits and underscores";
  if (name.startsWith(ownPrefix))
    return `may not begin with ${ownPrefix}, as those of db monitor do`;
  if (reserved.test(name)) return "ends as the format's own names do; name what is counted";
  if (type !== "gauge" && type !== "counter") return "has to be a gauge or a counter";
  if (unit !== undefined && !name.endsWith(`_${unit}`)) return `has to end with its unit, _${unit}`;
  if (typeof help !== "string" || typeof read !== "function") return "needs `help` and `read`";
  return undefined;
}

function sameName(owner: string | undefined): string {
  return `is in ${owner} as well; give one another name`;
}
