import { defineFactory } from "@deepiri/test-database";
import type {
  Activity,
  CalendarEvent,
  CalendarEventAttendee,
  Company,
  Contact,
  Deal,
  DealContact,
  Prisma,
} from "../../src/generated/client.js";

const key = "robbieverse";

const companies = defineFactory<Prisma.CompanyCreateManyInput, Company>(key, "business.companies")(
  { organization: null, town: null },
  () => ({ name: "Globex" }),
);

const contacts = defineFactory<Prisma.ContactCreateManyInput, Contact>(key, "business.contacts")(
  { organization: null, town: null, company: null },
  (unique) => ({ firstName: "Ada", lastName: "Lovelace", email: `${unique}@example.org` }),
);

const deals = defineFactory<Prisma.DealCreateManyInput, Deal>(key, "business.deals")(
  { organization: null, town: null, company: null, primaryContact: null },
  () => ({ dealName: "A hundred engines" }),
);

const dealContacts = defineFactory<Prisma.DealContactCreateManyInput, DealContact>(
  key,
  "business.deal_contacts",
)({ organization: null, deal: null, contact: null }, () => ({}));

const activities = defineFactory<Prisma.ActivityCreateManyInput, Activity>(
  key,
  "business.activities",
)({ organization: null, town: null, company: null, contact: null, deal: null, user: null }, () => ({
  activityType: "call",
  activityDate: new Date("2027-03-01T10:00:00Z"),
}));

const calendarEvents = defineFactory<Prisma.CalendarEventCreateManyInput, CalendarEvent>(
  key,
  "business.calendar_events",
)({ organization: null, user: null }, () => ({
  title: "A talk",
  startTime: new Date("2027-03-01T10:00:00Z"),
  endTime: new Date("2027-03-01T11:00:00Z"),
}));

const calendarEventAttendees = defineFactory<
  Prisma.CalendarEventAttendeeCreateManyInput,
  CalendarEventAttendee
>(key, "business.calendar_event_attendees")(
  { organization: null, event: null, user: null },
  () => ({}),
);

/** Factories of the schema business. */
export const businessTables = {
  companies,
  contacts,
  deals,
  dealContacts,
  activities,
  calendarEvents,
  calendarEventAttendees,
};

/** What their rows cannot do without. */
export const businessReferences = {
  companies: {},
  contacts: {},
  deals: {},
  dealContacts: { dealId: "deals", contactId: "contacts" },
  activities: {},
  calendarEvents: {},
  calendarEventAttendees: { eventId: "calendarEvents", userId: "memberships.userId" },
} as const;
