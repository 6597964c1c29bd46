/** What deals come to. Dollars are exact, with two places. */
export interface DealFigures {
  readonly hasDeals: boolean;
  readonly dealCount: number;
  readonly openDealCount: number;
  readonly wonDealCount: number;
  readonly dealValue: string;
  readonly openDealValue: string;
  readonly wonDealValue: string;
  /** When the last of them came up. */
  readonly lastDealDate: Date | null;
  /** When the last of those won was closed. */
  readonly lastWonDate: Date | null;
}

/** What activities come to. */
export interface ActivityFigures {
  readonly activityCount: number;
  readonly lastActivityDate: Date | null;
  readonly nextActivityDate: Date | null;
}

/** Of a company: of the deals and activities that name it, as far as who asks may see them. */
export type CompanyFigures = DealFigures & ActivityFigures;

/** Of a contact: of the deals that he is the primary contact of, and of his activities. */
export type ContactFigures = DealFigures & ActivityFigures & { readonly lostDealCount: number };

/** The columns of company_figures, of a table named `figures`, as {@link CompanyFigures}. */
export const companyFigureColumns = `figures.has_deals AS "hasDeals", figures.deal_count AS "dealCount",
  figures.open_deal_count AS "openDealCount", figures.won_deal_count AS "wonDealCount",
  figures.deal_value::numeric(30, 2)::text AS "dealValue",
  figures.open_deal_value::numeric(30, 2)::text AS "openDealValue",
  figures.won_deal_value::numeric(30, 2)::text AS "wonDealValue",
  figures.last_deal_date AS "lastDealDate", figures.last_won_date AS "lastWonDate",
  figures.activity_count AS "activityCount", figures.last_activity_date AS "lastActivityDate",
  figures.next_activity_date AS "nextActivityDate"`;

/** The columns of contact_figures likewise, as {@link ContactFigures}. */
export const contactFigureColumns = `${companyFigureColumns}, figures.lost_deal_count AS "lostDealCount"`;
