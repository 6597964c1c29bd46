-- What the deals and activities of a company or of a contact come to. Counted when it is read: so it is right after whatever
-- statement, whoever else writes, and of the rows of towns it counts those that who asks may see and tells of no other. One
-- company's are a short walk through an index; kept figures would also make all who write its deals wait for each other.
-- Deals that are not active count for nothing. A deal counts for its company and for its primary contact.

CREATE VIEW "business"."company_figures" WITH (security_invoker) AS
  SELECT company.organization_id, company.id AS company_id,
    deals.*, activities.*
  FROM business.companies AS company
  CROSS JOIN LATERAL (
    SELECT count(*) > 0 AS has_deals,
      count(*)::integer AS deal_count,
      (count(*) FILTER (WHERE NOT deal.is_closed))::integer AS open_deal_count,
      (count(*) FILTER (WHERE deal.closed_won))::integer AS won_deal_count,
      COALESCE(sum(deal.amount), 0) AS deal_value,
      COALESCE(sum(deal.amount) FILTER (WHERE NOT deal.is_closed), 0) AS open_deal_value,
      COALESCE(sum(deal.amount) FILTER (WHERE deal.closed_won), 0) AS won_deal_value,
      max(deal.deal_date) AS last_deal_date,
      max(deal.closed_at) FILTER (WHERE deal.closed_won) AS last_won_date
    FROM business.deals AS deal
    WHERE deal.organization_id = company.organization_id AND deal.company_id = company.id AND deal.is_active
  ) AS deals
  CROSS JOIN LATERAL (
    SELECT count(*)::integer AS activity_count,
      max(activity.activity_date) FILTER (WHERE activity.activity_date <= now()) AS last_activity_date,
      min(activity.activity_date) FILTER (WHERE activity.activity_date > now()) AS next_activity_date
    FROM business.activities AS activity
    WHERE activity.organization_id = company.organization_id AND activity.company_id = company.id
  ) AS activities;
COMMENT ON VIEW "business"."company_figures"
  IS 'For each company: its active deals, open ones and won ones, as numbers and dollars, the time of the last that came up and of the last that was won; its activities, the last and the next.';

CREATE VIEW "business"."contact_figures" WITH (security_invoker) AS
  SELECT contact.organization_id, contact.id AS contact_id,
    deals.*, activities.*
  FROM business.contacts AS contact
  CROSS JOIN LATERAL (
    SELECT count(*) > 0 AS has_deals,
      count(*)::integer AS deal_count,
      (count(*) FILTER (WHERE NOT deal.is_closed))::integer AS open_deal_count,
      (count(*) FILTER (WHERE deal.closed_won))::integer AS won_deal_count,
      (count(*) FILTER (WHERE deal.is_closed AND NOT deal.closed_won))::integer AS lost_deal_count,
      COALESCE(sum(deal.amount), 0) AS deal_value,
      COALESCE(sum(deal.amount) FILTER (WHERE NOT deal.is_closed), 0) AS open_deal_value,
      COALESCE(sum(deal.amount) FILTER (WHERE deal.closed_won), 0) AS won_deal_value,
      max(deal.deal_date) AS last_deal_date,
      max(deal.closed_at) FILTER (WHERE deal.closed_won) AS last_won_date
    FROM business.deals AS deal
    WHERE deal.organization_id = contact.organization_id AND deal.primary_contact_id = contact.id AND deal.is_active
  ) AS deals
  CROSS JOIN LATERAL (
    SELECT count(*)::integer AS activity_count,
      max(activity.activity_date) FILTER (WHERE activity.activity_date <= now()) AS last_activity_date,
      min(activity.activity_date) FILTER (WHERE activity.activity_date > now()) AS next_activity_date
    FROM business.activities AS activity
    WHERE activity.organization_id = contact.organization_id AND activity.contact_id = contact.id
  ) AS activities;
COMMENT ON VIEW "business"."contact_figures"
  IS 'For each contact: the active deals that he is the primary contact of, open, won and lost ones, as numbers and dollars, the time of the last that came up and of the last that was won; his activities, the last and the next.';
