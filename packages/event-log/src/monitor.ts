import type { Metric } from "@deepiri/database";
import { readLag } from "./lag.js";
import { type ProjectionState, readProjections } from "./projection/projection-state.js";

/** How far the log and its readers are. */
export const metrics: readonly Metric[] = [
  {
    name: "event_log_position",
    help: "The last position that an event got.",
    type: "gauge",
    read: async (client) => [{ value: (await readLag(client)).position }],
  },
  {
    name: "event_log_unstamped_events",
    help: "Committed events that have no position yet, so that readers do not see them.",
    type: "gauge",
    read: async (client) => [{ value: (await readLag(client)).unstamped }],
  },
  {
    name: "event_log_lag_seconds",
    help: "Age of the oldest event that has no position yet; more than a minute means that nobody stamps.",
    type: "gauge",
    unit: "seconds",
    read: async (client) => [{ value: (await readLag(client)).seconds }],
  },
  {
    name: "event_log_projection_behind_events",
    help: "Positions between a projection and the end of the log.",
    type: "gauge",
    read: async (client) => (await readProjections(client)).map(sample(({ behind }) => behind)),
  },
  {
    name: "event_log_projection_failed",
    help: "1 for a projection that stands before an event which it cannot apply.",
    type: "gauge",
    read: async (client) =>
      (await readProjections(client)).map(sample(({ status }) => (status === "failed" ? 1 : 0))),
  },
];

function sample(figure: (state: ProjectionState) => number) {
  return (state: ProjectionState) => ({
    value: figure(state),
    labels: { projection: state.name, version: String(state.version) },
  });
}
