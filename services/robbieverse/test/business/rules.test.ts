import {
  type Breach,
  testRequiredColumns,
  testRules,
  useTestDatabase,
} from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { asOwner } from "../as-owner.js";
import { businessTables } from "../factories/business.js";
import { ofTables } from "../factories/of-tables.js";
import { factories } from "../factories.js";

const db = asOwner(useTestDatabase("robbieverse"));
const made = factories(db);

const checks: readonly Breach[] = [
  breach("companies", "name", "' '"),
  breach("companies", "domain", "'Globex.com'"),
  breach("companies", "domain", "''"),
  breach("companies", "analysis", "'[]'"),
  breach("contacts", "email", "'nobody'"),
  breach("contacts", "email_open_count", "-1"),
  breach("contacts", "email_click_count", "-1"),
  breach("contacts", "email_reply_count", "-1"),
  breach("contacts", "page_view_count", "-1"),
  breach("deals", "deal_name", "''"),
  breach("deals", "amount", "-0.01"),
  breach("deals", "amount", "'NaN'"),
  breach("deals", "pipeline", "' '"),
  breach("deals", "dealstage", "' '"),
  breach("deals", "forecast_category", "'COMMIT'"),
  breach("deals", "forecast_amount", "-0.01"),
  breach("deals", "forecast_amount", "'NaN'"),
  breach("deals", "closed_at", "now()"),
  breach("deals", "closed_won", "true"),
  breach("deals", "closed_lost_reason", "'price'"),
  breach(
    "deals",
    "closed_lost_reason",
    "",
    "is_closed = true, closed_won = true, closed_lost_reason = 'price'",
  ),
  breach("deals", "deal_score", "101"),
  breach("deals", "deal_score", "-1"),
  breach("deals", "engagement_score", "101"),
  breach("deals", "engagement_score", "-1"),
  breach("deals", "risk_score", "101"),
  breach("deals", "risk_score", "-1"),
  breach("deals", "analysis", "'[]'"),
  breach("deal_contacts", "role", "' '"),
  breach("activities", "activity_type", "'lunch'"),
  breach("activities", "direction", "'up'"),
  breach("activities", "duration_seconds", "-1"),
  breach("activities", "analysis", "'[]'"),
  breach("activities", "metadata", "'null'"),
  breach("calendar_events", "title", "' '"),
  breach("calendar_events", "end_time", "start_time - interval '1 s'"),
  breach("calendar_events", "event_type", "'party'"),
  breach("calendar_events", "tags", "ARRAY[NULL]"),
  breach("calendar_events", "metadata", "'[]'"),
];

const uniques: readonly Breach[] = [
  twice("companies", "name", "'Globex'"),
  twice("contacts", "email", "NULL"),
  twice("deals", "deal_name", "'Engines'"),
  twice("activities", "activity_type, activity_date", "'call', now()"),
];

testRules(db, ofTables(made, businessTables), { checks, uniques });
testRequiredColumns(db, ofTables(made, businessTables), [
  ["business.companies", "organization_id id name is_active created_at updated_at"],
  [
    "business.contacts",
    "organization_id id email_open_count email_click_count email_reply_count page_view_count is_active created_at updated_at",
  ],
  [
    "business.deals",
    "organization_id id deal_name pipeline dealstage deal_date is_closed closed_won is_active created_at updated_at",
  ],
  ["business.deal_contacts", "organization_id deal_id contact_id created_at"],
  [
    "business.activities",
    "organization_id id activity_type activity_date metadata created_at updated_at",
  ],
  [
    "business.calendar_events",
    "organization_id id title start_time end_time event_type tags metadata created_at updated_at",
  ],
  ["business.calendar_event_attendees", "organization_id event_id user_id"],
]);

describe("what the database makes of other columns", () => {
  it.each([
    ["Ada", "Lovelace", "Ada Lovelace"],
    ["Ada", null, "Ada"],
    [null, "Lovelace", "Lovelace"],
    [null, null, null],
    ["", " ", null],
  ])("is the full name of %s %s: %s", async (firstName, lastName, fullName) => {
    expect(await made.contacts.create({ firstName, lastName })).toMatchObject({ fullName });
  });

  it.each([
    [{}, 20],
    [{ dealstage: "somewhere else" }, 20],
    [{ dealstage: "appointmentscheduled" }, 20],
    [{ dealstage: "qualifiedtobuy" }, 40],
    [{ dealstage: "presentationscheduled" }, 60],
    [{ dealstage: "decisionmakerboughtin" }, 80],
    [{ dealstage: "contractsent" }, 90],
    [{ dealstage: "closedwon" }, 100],
    [{ dealstage: "closedlost" }, 0],
    [{ dealstage: "contractsent", forecastCategory: "omitted" }, 0],
    [{ dealstage: "contractsent", forecastCategory: "pipeline" }, 30],
    [{ dealstage: "contractsent", forecastCategory: "best_case" }, 60],
    [{ dealstage: "qualifiedtobuy", forecastCategory: "commit" }, 90],
    [{ dealstage: "qualifiedtobuy", forecastCategory: "closed" }, 100],
    [{ dealstage: "contractsent", forecastCategory: "commit", dealScore: 0 }, 0],
    [{ dealstage: "closedlost", forecastCategory: "omitted", dealScore: 55 }, 55],
  ] as const)(
    "is the probability of a deal with %j: %s %%",
    async (given, calculatedProbability) => {
      expect(await made.deals.create(given)).toMatchObject({ calculatedProbability });
    },
  );

  it("is whether an event has an agenda", async () => {
    for (const [agenda, hasAgenda] of [
      ["1. Engines", true],
      [" ", false],
      [null, false],
    ] as const)
      expect(await made.calendarEvents.create({ agenda })).toMatchObject({ hasAgenda });
  });

  it("is written by nobody else", async () => {
    const { id } = await made.deals.create();
    const update = db.query("UPDATE business.deals SET calculated_probability = 99 WHERE id = $1", [
      id,
    ]);
    await expect(update).rejects.toMatchObject({ code: "428C9" });
  });
});

describe("HubSpot's id", () => {
  it("may be missing in any number of rows, and be the same in two organizations", async () => {
    await made.companies.createMany(2, { hubspotId: null });
    const organization = await made.organizations.create();
    await made.companies.create({ hubspotId: "17" });
    await made.companies.create({ hubspotId: "17", organization });
  });
});

function breach(table: string, rule: string, value: string, set = `${rule} = ${value}`): Breach {
  return [`${table}_${rule}_check`, `UPDATE business.${table} SET ${set}`];
}

/** Two rows with the same HubSpot's id. */
function twice(table: string, columns: string, values: string): Breach {
  return [
    `${table}_organization_id_hubspot_id_key`,
    `INSERT INTO business.${table} (organization_id, hubspot_id, ${columns})
     SELECT organization_id, '7', ${values} FROM business.${table}, generate_series(1, 2)`,
  ];
}
