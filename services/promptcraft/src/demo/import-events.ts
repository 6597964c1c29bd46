import { importEvents, type OldEvent } from "@deepiri/event-log";
import type { PromptcraftTransaction } from "../client.js";
import { streamOf } from "../event/record-event.js";
import type { Prisma } from "../generated/client.js";
import type { DemoIds } from "./demo-ids.js";

/** Puts the events of old versions into the log, with their times and actors. */
export async function importDemoEvents(
  tx: PromptcraftTransaction,
  { tenantId }: DemoIds,
  versions: readonly Prisma.EntityVersionCreateManyInput[],
): Promise<void> {
  const streams = new Map<string, OldEvent[]>();
  for (const version of versions)
    streams.set(version.id, [...(streams.get(version.id) ?? []), ...eventsOf(version)]);
  for (const [id, events] of streams)
    await importEvents(tx, { tenant: tenantId, stream: streamOf(id), events });
}

function eventsOf({
  version,
  title,
  status,
  validFrom,
  editor,
}: Prisma.EntityVersionCreateManyInput): OldEvent[] {
  const when = { occurredAt: new Date(validFrom), actor: editor ?? undefined };
  if (version > 1)
    return [{ ...when, type: "entity.edited", data: { version, fields: ["title", "content"] } }];
  const created = { ...when, type: "entity.created", data: { version, title } };
  const published = { ...when, type: "entity.published", data: { version } };
  return status === "published" ? [created, published] : [created];
}
