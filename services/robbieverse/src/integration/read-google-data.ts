import { whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type {
  DriveFile,
  GmailMessage,
  GoogleCalendarEvent,
  GoogleContact,
  GoogleTask,
} from "../generated/client.js";
import { visibleGoogleUsers } from "./google-access.js";

/** Which data of accounts are read. */
export interface GoogleReading {
  /** Of this account alone; of all that may be seen if left out. */
  readonly targetId?: string;
  /** At most so many, 50 if left out. */
  readonly limit?: number;
}

/** The messages that an account of who asks may see, the newest first. Throws NotFound when it is not his account. */
export async function readGmail(
  client: RobbieverseTransaction,
  viewerId: string,
  { limit = 50, ...of }: GoogleReading = {},
): Promise<GmailMessage[]> {
  const where = whereOf(await visibleGoogleUsers(client, viewerId, "gmail"), of);
  return await client.gmailMessage.findMany({ where, orderBy: { sentAt: "desc" }, take: limit });
}

/** The events that it may see which end after an instant, the next first. */
export async function readGoogleCalendar(
  client: RobbieverseTransaction,
  viewerId: string,
  from: Date,
  { limit = 50, ...of }: GoogleReading = {},
): Promise<GoogleCalendarEvent[]> {
  const where = whereOf(await visibleGoogleUsers(client, viewerId, "calendar"), of);
  return await client.googleCalendarEvent.findMany({
    where: { ...where, endTime: { gt: from } },
    orderBy: { startTime: "asc" },
    take: limit,
  });
}

/** The files that it may see, the last changed first. */
export async function readDriveFiles(
  client: RobbieverseTransaction,
  viewerId: string,
  { limit = 50, ...of }: GoogleReading = {},
): Promise<DriveFile[]> {
  const where = whereOf(await visibleGoogleUsers(client, viewerId, "drive"), of);
  const orderBy = { modifiedAt: { sort: "desc", nulls: "last" } } as const;
  return await client.driveFile.findMany({ where, orderBy, take: limit });
}

/** The tasks that it may see, those due first before those without a date. */
export async function readGoogleTasks(
  client: RobbieverseTransaction,
  viewerId: string,
  { limit = 50, ...of }: GoogleReading = {},
): Promise<GoogleTask[]> {
  const where = whereOf(await visibleGoogleUsers(client, viewerId, "tasks"), of);
  return await client.googleTask.findMany({ where, orderBy: { dueDate: "asc" }, take: limit });
}

/** The people of address books that it may see, by name. */
export async function readGoogleContacts(
  client: RobbieverseTransaction,
  viewerId: string,
  { limit = 50, ...of }: GoogleReading = {},
): Promise<GoogleContact[]> {
  const where = whereOf(await visibleGoogleUsers(client, viewerId, "contacts"), of);
  return await client.googleContact.findMany({
    where,
    orderBy: { displayName: "asc" },
    take: limit,
  });
}

function whereOf(visible: readonly string[], { targetId }: Pick<GoogleReading, "targetId">) {
  const ids = visible.filter((id) => targetId === undefined || id === targetId);
  return { organizationId: whoAsks().tenant, googleUserId: { in: ids } };
}
