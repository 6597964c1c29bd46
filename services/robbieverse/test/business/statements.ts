import type { TestDatabase } from "@deepiri/test-database";
import fc from "fast-check";

/** Where statements of a case write. */
export interface Places {
  readonly organizationId: string;
  readonly companies: readonly string[];
  readonly contacts: readonly string[];
}

/** SQL of a statement whose parameters are organization, company, another one, contact, another one, and a number. */
const kinds = [
  // Several rows by one statement, to be told apart by the number.
  `INSERT INTO business.deals (organization_id, deal_name, company_id, primary_contact_id, amount, deal_date, is_closed, closed_won, closed_at)
   SELECT $1, 'Engines', $2, $4, nullif($6 + n, 3), '2025-01-01Z'::timestamptz + ($6 + n) * interval '1 day',
     n % 3 > 0, n % 3 = 1, CASE WHEN n % 3 > 0 THEN '2025-02-01Z'::timestamptz + $6 * interval '1 day' END
   FROM generate_series(1, 4) AS n`,
  `INSERT INTO business.activities (organization_id, activity_type, activity_date, company_id, contact_id)
   SELECT $1, 'call', '2025-01-01Z'::timestamptz + ($6 + n) * interval '1 day', $2, $4 FROM generate_series(1, 2) AS n`,
  "UPDATE business.deals SET company_id = $3 WHERE organization_id = $1 AND company_id = $2",
  "UPDATE business.deals SET primary_contact_id = $5 WHERE organization_id = $1 AND primary_contact_id = $4",
  "UPDATE business.deals SET company_id = $3, primary_contact_id = $5, amount = amount + $6 WHERE organization_id = $1 AND amount > $6",
  "UPDATE business.deals SET is_active = NOT is_active WHERE organization_id = $1 AND amount > $6 + 1",
  `UPDATE business.deals SET is_closed = NOT is_closed, closed_won = false, closed_at = NULL
   WHERE organization_id = $1 AND primary_contact_id = $4`,
  "UPDATE business.activities SET company_id = $3, contact_id = $5 WHERE organization_id = $1 AND company_id = $2",
  "DELETE FROM business.deals WHERE organization_id = $1 AND amount = $6 + 1",
  "DELETE FROM business.activities WHERE organization_id = $1 AND contact_id = $4",
  "DELETE FROM business.companies WHERE organization_id = $1 AND id = $2 AND $6 = 1",
  `INSERT INTO business.companies (organization_id, id, name) VALUES ($1, $2, 'Globex') ON CONFLICT DO NOTHING`,
] as const;

const place = fc.nat(2);

/** Sequences of statements that write deals and activities, move them and take them away. */
export const statements = fc.array(
  fc.tuple(fc.nat(kinds.length - 1), place, place, place, place, fc.nat(4)),
  { minLength: 2, maxLength: 12 },
);

type Statement = readonly [number, number, number, number, number, number];

/** Runs one of {@link statements}. A reference to a company that a statement before it removed is to nobody's. */
export async function run(
  db: TestDatabase,
  { organizationId, companies, contacts }: Places,
  [kind, company, otherCompany, contact, otherContact, number]: Statement,
): Promise<void> {
  const there = await db.query<{ id: string }>(
    "SELECT id FROM business.companies WHERE organization_id = $1",
    [organizationId],
  );
  const left = new Set(there.map(({ id }) => id));
  const sql = kinds[kind] ?? kinds[0];
  const isMadeAgain = sql.includes("ON CONFLICT");
  const companyOf = (n: number) => {
    const id = companies[n] as string;
    return isMadeAgain || left.has(id) ? id : null;
  };
  const values = [
    organizationId,
    companyOf(company),
    companyOf(otherCompany),
    contacts[contact],
    contacts[otherContact],
    number,
  ];
  await db.query(typed(sql), values);
}

/** With each parameter used and typed, as PostgreSQL demands. */
function typed(sql: string): string {
  const types = ["uuid", "uuid", "uuid", "uuid", "uuid", "integer"];
  const named = sql.replaceAll(/\$(\d)/g, (_, n: string) => `$${n}::${types[Number(n) - 1]}`);
  const all = types.map((type, n) => `$${n + 1}::${type} AS p${n}`).join(", ");
  return `WITH parameters AS (SELECT ${all}) ${named}`;
}
