import type { TestDatabase } from "@deepiri/test-database";

interface DealRow {
  readonly company_id: string | null;
  readonly primary_contact_id: string | null;
  readonly amount: number | null;
  readonly is_closed: boolean;
  readonly closed_won: boolean;
  readonly is_active: boolean;
  readonly deal_date: Date;
  readonly closed_at: Date | null;
}

interface ActivityRow {
  readonly company_id: string | null;
  readonly contact_id: string | null;
  readonly activity_date: Date;
}

/** What the rows of an organization come to, counted one by one, for each company and each contact. */
export async function recount(db: TestDatabase, organizationId: string) {
  const read = <Row>(sql: string) =>
    db.query<Row & object>(sql, [organizationId]) as Promise<Row[]>;
  const of = "WHERE organization_id = $1";
  const deals = await read<DealRow>(`SELECT *, amount::float8 AS amount FROM business.deals ${of}`);
  const activities = await read<ActivityRow>(`SELECT * FROM business.activities ${of}`);
  const companies = await read<{ id: string }>(
    `SELECT id FROM business.companies ${of} ORDER BY id`,
  );
  const contacts = await read<{ id: string }>(`SELECT id FROM business.contacts ${of} ORDER BY id`);
  return {
    companies: companies.map(({ id }) => ({
      id,
      ...figures(deals.filter(({ company_id }) => company_id === id)),
      ...activity(activities.filter(({ company_id }) => company_id === id)),
    })),
    contacts: contacts.map(({ id }) => ({
      id,
      ...figures(deals.filter(({ primary_contact_id }) => primary_contact_id === id)),
      ...activity(activities.filter(({ contact_id }) => contact_id === id)),
    })),
  };
}

function figures(all: readonly DealRow[]) {
  const deals = all.filter(({ is_active }) => is_active);
  const open = deals.filter(({ is_closed }) => !is_closed);
  const won = deals.filter(({ closed_won }) => closed_won);
  return {
    deal_count: deals.length,
    open_deal_count: open.length,
    won_deal_count: won.length,
    deal_value: sum(deals),
    open_deal_value: sum(open),
    won_deal_value: sum(won),
    last_deal_date: last(deals.map(({ deal_date }) => deal_date)),
    last_won_date: last(won.map(({ closed_at }) => closed_at)),
  };
}

function activity(activities: readonly ActivityRow[]) {
  return {
    activity_count: activities.length,
    last_activity_date: last(activities.map(({ activity_date }) => activity_date)),
  };
}

function sum(deals: readonly DealRow[]): number {
  return deals.reduce((total, { amount }) => total + (amount ?? 0), 0);
}

function last(times: readonly (Date | null)[]): Date | null {
  const known = times.filter((time) => time !== null).map((time) => time.getTime());
  return known.length > 0 ? new Date(Math.max(...known)) : null;
}
