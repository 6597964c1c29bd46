import { expect, it } from "vitest";
import { readSlackMessages, recordSlackMessages } from "../../src/index.js";
import { useRobbieverse } from "../use-robbieverse.js";

const { open, as, memberships, slackChannels, slackUsers } = useRobbieverse();

it("messages of a channel are one row each, however often they are told, and read the newest first", async () => {
  const member = await memberships.create();
  const channel = await slackChannels.create();
  const { id: slackUserId } = await slackUsers.create();
  const [first, answer, last] = ["1803895200.000100", "1803895201.000000", "1803895202.000000"];
  const told = [
    { ts: first, text: "Good morning", slackUserId },
    { ts: answer, text: "And to you", threadTs: first },
    { ts: last, text: "Good night" },
  ] as const;
  await as(member, async () => {
    await recordSlackMessages(open.client, channel.id, told);
    const editedAt = new Date("2027-03-01T12:00:00Z");
    await recordSlackMessages(open.client, channel.id, [{ ts: first, text: "Morning", editedAt }]);
    expect(await readSlackMessages(open.client, channel.id)).toMatchObject([
      { ts: last },
      { ts: answer },
      { ts: first, text: "Morning", editedAt, slackUserId },
    ]);
    const thread = await readSlackMessages(open.client, channel.id, { threadTs: first });
    expect(thread.map(({ ts }) => ts)).toEqual([answer, first]);
    expect(await readSlackMessages(open.client, channel.id, { limit: 1 })).toHaveLength(1);
  });
});
