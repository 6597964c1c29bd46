import { defineMapping } from "@deepiri/reorganize-mapping";

const noSuccessor = "only old Cyrex had it; nothing in the target takes its place";

/** What older databases need to know of cyrex's tables. */
export default defineMapping({
  relocate: { cyrex: ["public"] },
  tables: {
    "cyrex.workflows": [
      { table: "public.workflows", having: ["phase"], rename: { phase: "status" } },
      { table: "cyrex.workflows", having: ["phase"], rename: { phase: "status" } },
    ],
    // Two tables were called events. The routing queue is event_processing today, in either schema.
    "cyrex.event_processing": [
      { table: "public.events", having: ["target", "processed"] },
      { table: "cyrex.events", having: ["target", "processed"] },
    ],
    "cyrex.events": [{ table: "public.events", having: ["entity_type", "severity"] }],
    "cyrex.cyrex_sessions": [
      { table: "public.cyrex_sessions" },
      { table: "public.sessions", having: ["session_id", "last_activity"], lacking: ["token"] },
    ],
  },
  known: {
    "public.agent_configs": noSuccessor,
    "public.agent_instances": noSuccessor,
    "public.agent_tasks": noSuccessor,
    "public.agent_interactions": noSuccessor,
    "public.tool_executions": noSuccessor,
    "public.agent_events": noSuccessor,
    "public.agent_metrics": noSuccessor,
  },
});
