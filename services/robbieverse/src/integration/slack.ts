import { defined, whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type { SlackMessage } from "../generated/client.js";

/** A message as Slack tells of it. */
export interface SlackMessageTold {
  /** Slack's id within the channel, such as 1803895200.000100. */
  readonly ts: string;
  readonly text: string;
  readonly threadTs?: string;
  /** Id of the account here. */
  readonly slackUserId?: string;
  readonly editedAt?: Date;
}

/** Records messages of a channel; one that is here already is brought up to date, however often it is told. */
export async function recordSlackMessages(
  client: RobbieverseTransaction,
  channelId: string,
  messages: readonly SlackMessageTold[],
): Promise<void> {
  const organizationId = whoAsks().tenant;
  for (const { ts, ...said } of messages) {
    const key = { organizationId, channelId, ts };
    const data = defined(said);
    await client.slackMessage.upsert({
      where: { organizationId_channelId_ts: key },
      create: { ...key, text: said.text, ...data },
      update: data,
    });
  }
}

/** Messages of a channel, the newest first; with `threadTs` that message and its answers alone. */
export async function readSlackMessages(
  client: RobbieverseTransaction,
  channelId: string,
  { threadTs, limit = 50 }: { readonly threadTs?: string; readonly limit?: number } = {},
): Promise<SlackMessage[]> {
  return await client.slackMessage.findMany({
    where: {
      organizationId: whoAsks().tenant,
      channelId,
      ...(threadTs !== undefined && { OR: [{ threadTs }, { ts: threadTs }] }),
    },
    orderBy: { sentAt: "desc" },
    take: limit,
  });
}
