import { describe, expect, it } from "vitest";
import {
  readDriveFiles,
  readGmail,
  readGoogleCalendar,
  readGoogleContacts,
  readGoogleTasks,
} from "../../src/index.js";
import { useRobbieverse } from "../use-robbieverse.js";

const world = useRobbieverse();
const { db, open, as, memberships, googleDomains, googleUsers, googleRules } = world;

/** A viewer who may see one kind of a target's data, and one of each kind of the target's. */
async function setup(kind: string) {
  const member = await memberships.create();
  const domain = await googleDomains.create();
  const viewer = await googleUsers.create({ domain, userId: member.userId });
  const target = await googleUsers.create({ domain });
  await googleRules.create({ viewer, target, kinds: [kind] });
  const of = { googleUser: target };
  const message = await world.gmailMessages.create(of);
  const rows = {
    message,
    attachment: await world.gmailAttachments.create({ message }),
    event: await world.googleCalendarEvents.create(of),
    file: await world.driveFiles.create(of),
    task: await world.googleTasks.create(of),
    contact: await world.googleContacts.create(of),
  };
  return { member, viewer, target, rows };
}

const kinds = [
  ["gmail", "message", "visible_gmail_messages"],
  ["gmail", "attachment", "visible_gmail_attachments"],
  ["calendar", "event", "visible_google_calendar_events"],
  ["drive", "file", "visible_drive_files"],
  ["tasks", "task", "visible_google_tasks"],
  ["contacts", "contact", "visible_google_contacts"],
] as const;

describe("data of accounts", () => {
  it.each(kinds)(
    "of the kind %s (%s) are shown by %s, and those of others by no rule for it",
    async (kind, row, name) => {
      const { viewer, rows } = await setup(kind);
      for (const [, , other] of kinds) {
        const found = await db.owner.query(`SELECT id FROM integration.${other}($1)`, [viewer.id]);
        const isGranted = kinds.some(([granted, , of]) => of === other && granted === kind);
        expect(found.rows.length, other).toBe(isGranted ? 1 : 0);
        if (other === name) expect(found.rows).toEqual([{ id: rows[row].id }]);
      }
    },
  );

  const from = new Date("2027-01-01Z");
  it.each([
    ["gmail", "message", readGmail],
    ["drive", "file", readDriveFiles],
    ["tasks", "task", readGoogleTasks],
    ["contacts", "contact", readGoogleContacts],
    [
      "calendar",
      "event",
      (client: typeof open.client, viewer: string, of?: object) =>
        readGoogleCalendar(client, viewer, from, of),
    ],
  ] as const)(
    "of the kind %s are read as a %s of those who may be seen, or of one of them",
    async (kind, row, read) => {
      const { member, viewer, target, rows } = await setup(kind);
      const ids = async (of = {}) => {
        const found = async (): Promise<readonly { id: string }[]> =>
          await read(open.client, viewer.id, of);
        return (await as(member, found)).map(({ id }) => id);
      };
      expect(await ids()).toEqual([rows[row].id]);
      expect(await ids({ targetId: target.id })).toEqual([rows[row].id]);
      expect(await ids({ targetId: viewer.id })).toEqual([]);
      expect(await ids({ limit: 0 })).toEqual([]);
    },
  );

  it("in a calendar are those that are not over, the next first", async () => {
    const { member, viewer, target } = await setup("calendar");
    const [late, early] = ["2027-05-02Z", "2027-05-01Z"].map((day) => new Date(day));
    for (const startTime of [late, early])
      await world.googleCalendarEvents.create({
        googleUser: target,
        startTime,
        endTime: startTime,
      });
    const after = new Date("2027-04-01Z");
    const found = await as(member, () => readGoogleCalendar(open.client, viewer.id, after));
    expect(found.map(({ startTime }) => startTime)).toEqual([early, late]);
  });
});

describe("the activity of an account", () => {
  it("is how much of each kind is here, and how new it is", async () => {
    const account = await googleUsers.create();
    const googleUser = account;
    const sentAt = new Date("2027-03-02Z");
    await world.gmailMessages.createMany(2, { googleUser, sentAt });
    await world.gmailMessages.create({ googleUser });
    const startTime = new Date("2100-01-01Z");
    await world.googleCalendarEvents.create({ googleUser, startTime, endTime: startTime });
    await world.googleCalendarEvents.create({ googleUser, status: "cancelled" });
    await world.driveFiles.create({ googleUser, modifiedAt: sentAt });
    await world.driveFiles.create({ googleUser, isTrashed: true });
    await world.googleTasks.create({ googleUser });
    await world.googleTasks.create({ googleUser, status: "completed", completedAt: sentAt });
    const { rows } = await db.owner.query(
      "SELECT * FROM integration.google_user_activity WHERE google_user_id = $1",
      [account.id],
    );
    expect(rows).toEqual([
      {
        ...{ organization_id: account.organizationId, google_user_id: account.id },
        ...{ message_count: 3, last_message_at: sentAt },
        ...{ event_count: 1, next_event_at: startTime, file_count: 1, last_file_change_at: sentAt },
        ...{ open_task_count: 1, contact_count: 0, synced_at: null },
      },
    ]);
  });
});
