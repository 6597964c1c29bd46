import { NotFound, whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type { Contact } from "../generated/client.js";
import { type ContactFigures, contactFigureColumns } from "./figures.js";

/** A contact with what his deals and activities come to. */
export type ContactWithFigures = Contact & ContactFigures;

/** A contact with his figures. Throws NotFound when he is not there, or not for who asks to see. */
export async function readContact(
  client: RobbieverseTransaction,
  id: string,
): Promise<ContactWithFigures> {
  const organizationId = whoAsks().tenant;
  const key = { organizationId_id: { organizationId, id } };
  const contact = await client.contact.findUnique({ where: key });
  const [figures] = await client.$queryRawUnsafe<ContactFigures[]>(
    `SELECT ${contactFigureColumns} FROM business.contact_figures AS figures
     WHERE figures.organization_id = $1::uuid AND figures.contact_id = $2::uuid`,
    ...[organizationId, id],
  );
  if (!contact || !figures) throw new NotFound("business.contacts", id);
  return { ...contact, ...figures };
}

/**
 * The active contacts in whose name a word begins with each of these, in any order and whatever the capital letters, by
 * name; at most `limit`. None for a text without a letter or digit.
 */
export async function findContacts(
  client: RobbieverseTransaction,
  words: string,
  limit = 20,
): Promise<Contact[]> {
  const found = await client.$queryRawUnsafe<{ id: string }[]>(
    `SELECT contact.id FROM business.find_contacts($1) AS contact
     WHERE contact.organization_id = $2::uuid
     ORDER BY contact.full_name, contact.id LIMIT $3::integer`,
    ...[words, whoAsks().tenant, limit],
  );
  return await client.contact.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    orderBy: [{ fullName: "asc" }, { id: "asc" }],
  });
}
