import type { ProjectionDefinition } from "@deepiri/reorganize-mapping";
import { isNoObject, json, repaired, selected, tenant, withColumns } from "./sql.js";

/** A row of use: of what, by whom, when. What leads nowhere is null, and its id stays in the metadata. */
interface Use {
  readonly from: string;
  readonly id: string;
  readonly user: string;
  /** What was used, if that is known. */
  readonly entity: string;
  readonly type: string;
  readonly tokens?: readonly [input: string, output: string];
  readonly cost?: string;
  readonly duration?: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** An old document with such columns. */
  readonly document?: string;
  readonly at: string;
}

// Which table it is in, nobody wrote down.
const entity = "COALESCE(used_template.id, used_context.id, used_workflow.id, used_snippet.id)";

const count = (tokens: string): string => `GREATEST(COALESCE(${tokens}, 0), 0)`;

function use(one: Use): ProjectionDefinition {
  const [input, output] = one.tokens ?? ["0", "0"];
  const cost = one.cost ?? "0";
  const document = one.document ?? "'{}'::jsonb";
  const goneUser = `${one.user} IS NOT NULL AND u.id IS NULL`;
  const goneEntity = `${one.entity} IS NOT NULL AND ${entity} IS NULL`;
  return {
    to: "promptcraft.usage_event",
    query: `SELECT ${selected({
      id: one.id,
      tenant_id: tenant,
      user_id: "u.id",
      entity_id: entity,
      event_type: one.type,
      input_tokens: count(input),
      output_tokens: count(output),
      total_tokens: `${count(input)} + ${count(output)}`,
      cost_usd: `COALESCE(${cost}, 0)`,
      duration_ms: one.duration
        ? `CASE WHEN ${one.duration} >= 0 THEN ${one.duration} END`
        : "NULL::int",
      metadata: withColumns(document, {
        ...one.metadata,
        ...(one.cost === undefined
          ? {}
          : {
              cost_usd: `CASE WHEN ${cost} <> pg_catalog.round(${cost}, 6) THEN ${json(cost)} END`,
            }),
        ...(one.duration === undefined
          ? {}
          : { duration_ms: `CASE WHEN ${one.duration} < 0 THEN ${json(one.duration)} END` }),
        user_id: `CASE WHEN ${goneUser} THEN ${json(one.user)} END`,
        entity_id: `CASE WHEN ${goneEntity} THEN ${json(one.entity)} END`,
      }),
      occurred_at: one.at,
      _repaired: repaired([
        { when: goneUser, what: "its user is gone" },
        { when: goneEntity, what: "what was used is gone" },
        { when: isNoObject(document), what: "metadata was no object" },
        ...(one.cost === undefined
          ? []
          : [
              {
                when: `${cost} <> pg_catalog.round(${cost}, 6)`,
                what: "its cost had more than six decimals",
              },
            ]),
        ...(one.duration === undefined
          ? []
          : [{ when: `${one.duration} < 0`, what: "its duration was negative" }]),
      ]),
    })}
FROM ${one.from}
LEFT JOIN public.users AS u ON u.id = ${one.user}
LEFT JOIN public.templates AS used_template ON used_template.id = ${one.entity}
LEFT JOIN public.context_layers AS used_context ON used_context.id = ${one.entity}
LEFT JOIN public.workflows AS used_workflow ON used_workflow.id = ${one.entity}
LEFT JOIN public.context_snippets AS used_snippet ON used_snippet.id = ${one.entity}`,
    late: ["user_id", "entity_id"],
  };
}

const columns = (row: string, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, json(`${row}.${name}`)]));

/** Every use of the old tables is one of the new; their ids are no two of them the same. */
export const usage: Record<string, ProjectionDefinition> = {
  "token usage": use({
    from: "public.token_usage AS o",
    id: "o.id",
    user: "o.user_id",
    entity: "o.resource_id",
    type: "COALESCE(NULLIF(pg_catalog.btrim(o.operation_type), ''), 'unknown')",
    tokens: ["o.input_tokens", "o.output_tokens"],
    cost: "o.cost_usd",
    document: "o.metadata",
    metadata: columns("o", ["success", "error_message"]),
    at: "o.created_at",
  }),
  "template usage": use({
    from: "public.template_usage AS o",
    id: "o.id",
    user: "o.user_id",
    entity: "o.template_id",
    type: "'template_used'",
    metadata: columns("o", ["rating", "was_successful"]),
    at: "o.used_at",
  }),
  "context usage": use({
    from: "public.context_usage_events AS o",
    id: "o.id",
    user: "o.user_id",
    entity: "o.layer_id",
    type: "'context_' || COALESCE(NULLIF(pg_catalog.btrim(o.event_type), ''), 'used')",
    metadata: columns("o", ["session_id"]),
    at: "o.created_at",
  }),
  // One row stands for many uses, of which one time is known.
  "usage together": use({
    from: "public.usage_relationships AS o",
    id: "o.id",
    user: "o.user_id",
    entity: "o.template_id",
    type: "'used_together'",
    metadata: columns("o", ["layer_id", "execution_count"]),
    at: "o.used_at",
  }),
  executions: use({
    from: "public.workflow_executions AS o",
    id: "o.id",
    user: "o.user_id",
    entity: "o.workflow_id",
    type: "'workflow_executed'",
    duration: "o.duration_ms",
    metadata: columns("o", [
      "status",
      "input_variables",
      "results",
      "final_output",
      "error_message",
      "error_stack",
      "completed_at",
    ]),
    at: "o.started_at",
  }),
};
