import { type TenantKey, testTenantKeys, useTestDatabase } from "@deepiri/test-database";
import { asOwner } from "../as-owner.js";
import { businessTables } from "../factories/business.js";
import { ofTables } from "../factories/of-tables.js";
import { factories } from "../factories.js";

const db = asOwner(useTestDatabase("robbieverse"));
const made = factories(db);

const keys: readonly TenantKey<keyof typeof made>[] = [
  ["companies", "townId", "towns", "it is refused"],
  ["contacts", "townId", "towns", "it is refused"],
  ["contacts", "companyId", "companies", "the row forgets it"],
  ["deals", "townId", "towns", "it is refused"],
  ["deals", "companyId", "companies", "the row forgets it"],
  ["deals", "primaryContactId", "contacts", "the row forgets it"],
  ["dealContacts", "dealId", "deals", "the row goes"],
  ["dealContacts", "contactId", "contacts", "the row goes"],
  ["activities", "townId", "towns", "it is refused"],
  ["activities", "companyId", "companies", "the row forgets it"],
  ["activities", "contactId", "contacts", "the row forgets it"],
  ["activities", "dealId", "deals", "the row forgets it"],
  ["activities", "userId", "memberships.userId", "it is refused"],
  ["calendarEvents", "userId", "memberships.userId", "it is refused"],
  ["calendarEventAttendees", "eventId", "calendarEvents", "the row goes"],
  ["calendarEventAttendees", "userId", "memberships.userId", "the row goes"],
];

const tenants = { factory: "organizations", field: "organizationId" } as const;
testTenantKeys(db, made, tenants, keys, ofTables(made, businessTables));
