-- Which contact somebody on LinkedIn is, and so which company and deals he has to do with.

CREATE FUNCTION "integration"."linkedin_handle"("url" text) RETURNS text
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
RETURN pg_catalog.lower((pg_catalog.regexp_match("url", '/in/([^/?#]+)', 'i'))[1]);
COMMENT ON FUNCTION "integration"."linkedin_handle"(text)
  IS 'What an address names a person by, in small letters, however the rest of it is written; null when it is no person''s.';

CREATE FUNCTION "integration"."match_linkedin_profiles"() RETURNS integer
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  matched integer;
BEGIN
  UPDATE integration.linkedin_profiles AS profile SET contact_id = match.contact_id
  FROM (
    SELECT contact.organization_id, integration.linkedin_handle(contact.linkedin_url) AS handle,
      (array_agg(contact.id))[1] AS contact_id
    FROM business.contacts AS contact
    WHERE contact.linkedin_url IS NOT NULL
    GROUP BY 1, 2
    -- Of two contacts with one address it cannot be said which he is.
    HAVING count(*) = 1
  ) AS match
  WHERE profile.contact_id IS NULL AND match.organization_id = profile.organization_id
    AND match.handle = integration.linkedin_handle(profile.linkedin_url);
  GET DIAGNOSTICS matched = ROW_COUNT;
  RETURN matched;
END;
$$;
COMMENT ON FUNCTION "integration"."match_linkedin_profiles"()
  IS 'Names the contact of each profile that has none and whose address is just one contact''s; returns how many it found.';

CREATE VIEW "integration"."linkedin_contacts" WITH (security_invoker) AS
  SELECT profile.organization_id, profile.id AS profile_id, profile.linkedin_url, profile.full_name, profile.headline,
    contact.id AS contact_id, company.id AS company_id, company.name AS company_name, company.domain AS company_domain,
    deals.open_deal_count, posts.last_post_at, messages.last_message_at
  FROM integration.linkedin_profiles AS profile
  JOIN business.contacts AS contact ON contact.organization_id = profile.organization_id AND contact.id = profile.contact_id
  LEFT JOIN business.companies AS company
    ON company.organization_id = contact.organization_id AND company.id = contact.company_id
  CROSS JOIN LATERAL (
    SELECT count(*)::integer AS open_deal_count FROM business.deals AS deal
    WHERE deal.organization_id = contact.organization_id AND deal.is_active AND NOT deal.is_closed
      AND deal.id IN (
        SELECT own.id FROM business.deals AS own
        WHERE own.organization_id = contact.organization_id AND own.primary_contact_id = contact.id
        UNION ALL
        SELECT link.deal_id FROM business.deal_contacts AS link
        WHERE link.organization_id = contact.organization_id AND link.contact_id = contact.id
      )
  ) AS deals
  CROSS JOIN LATERAL (
    SELECT max(post.posted_at) AS last_post_at FROM integration.linkedin_posts AS post
    WHERE post.organization_id = profile.organization_id AND post.profile_id = profile.id
  ) AS posts
  CROSS JOIN LATERAL (
    SELECT max(message.sent_at) AS last_message_at FROM integration.linkedin_messages AS message
    WHERE message.organization_id = profile.organization_id AND message.profile_id = profile.id
  ) AS messages;
COMMENT ON VIEW "integration"."linkedin_contacts"
  IS 'The profiles of contacts, with the company, the open deals that they have to do with, and when something was last heard of them.';

CREATE FUNCTION "integration"."linkedin_profiles_of_company"("company_domain" text)
  RETURNS SETOF "integration"."linkedin_profiles"
  LANGUAGE sql
  STABLE
AS $$
  SELECT profile.* FROM integration.linkedin_profiles AS profile
  JOIN business.contacts AS contact ON contact.organization_id = profile.organization_id AND contact.id = profile.contact_id
  JOIN business.companies AS company
    ON company.organization_id = contact.organization_id AND company.id = contact.company_id
  WHERE company.domain = lower(company_domain)
$$;
COMMENT ON FUNCTION "integration"."linkedin_profiles_of_company"(text)
  IS 'The profiles of the contacts at a company, by its domain.';

CREATE FUNCTION "integration"."linkedin_profiles_of_deal"("deal" uuid) RETURNS SETOF "integration"."linkedin_profiles"
  LANGUAGE sql
  STABLE
AS $$
  SELECT profile.* FROM integration.linkedin_profiles AS profile
  WHERE profile.contact_id IN (
    SELECT own.primary_contact_id FROM business.deals AS own WHERE own.id = deal
    UNION ALL
    SELECT link.contact_id FROM business.deal_contacts AS link WHERE link.deal_id = deal
  )
$$;
COMMENT ON FUNCTION "integration"."linkedin_profiles_of_deal"(uuid)
  IS 'The profiles of the contacts who have to do with a deal.';
