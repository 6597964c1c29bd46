-- Accounts, teams, and what is kept about users. Two columns say whether an address is verified; neither is always right.

INSERT INTO public.users (id, email, username, password_hash, verified, email_verified, email_verified_at, failed_login_attempts, last_login_at, current_tier, subscription_status, settings, deleted_at, created_at, updated_at)
SELECT pg_temp.id('user', n),
       CASE n % 4 WHEN 1 THEN 'User' ELSE 'user' END || n || '@example.com',
       CASE WHEN n % 5 = 3 THEN NULL ELSE 'user' || n END,
       'demo.hash.' || n,
       CASE n % 4 WHEN 0 THEN true WHEN 1 THEN false END,
       CASE n % 4 WHEN 0 THEN false WHEN 2 THEN true ELSE false END,
       CASE WHEN n % 4 = 2 THEN pg_temp.at(n) AT TIME ZONE 'UTC' END,
       n % 3,
       CASE WHEN n % 2 = 0 THEN pg_temp.at(n + 5000) AT TIME ZONE 'UTC' END,
       pg_temp.pick('{free,pro,enterprise}', n),
       pg_temp.pick('{active,trialing,canceled}', n),
       CASE n % 3 WHEN 0 THEN '{}' WHEN 1 THEN '{"theme": "dark", "current_tier": "mine"}' END::jsonb,
       CASE WHEN n % 9 = 8 THEN pg_temp.at(n + 9000) AT TIME ZONE 'UTC' END,
       CASE WHEN n % 7 = 6 THEN NULL ELSE pg_temp.at(n) AT TIME ZONE 'UTC' END,
       CASE WHEN n % 6 = 5 THEN pg_temp.at(n - 300) ELSE pg_temp.at(n + 300) END AT TIME ZONE 'UTC'
  FROM pg_catalog.generate_series(1, :users) AS n;

-- The program treats addresses as unique, and the table does not.
INSERT INTO public.users (id, email, username, password_hash, verified, email_verified, settings, created_at, updated_at) VALUES
  (pg_temp.id('user again', 1), 'USER1@example.com', 'user1', 'demo.hash.again', true, NULL, '[]', '2025-04-01', '2025-04-01'),
  (pg_temp.id('user without', 1), NULL, 'nobody', 'demo.hash.nobody', NULL, NULL, NULL, NULL, NULL);

INSERT INTO public.user_profiles (id, user_id, display_name, avatar_url, bio)
SELECT pg_temp.id('profile', n), pg_temp.id('user', n), 'User ' || n, 'https://example.com/' || n || '.png', 'Bio of ' || n
  FROM pg_catalog.generate_series(1, :users) AS n WHERE n % 2 = 0
UNION ALL
SELECT pg_temp.id('profile again', 2), pg_temp.id('user', 2), 'Second name', NULL, NULL
UNION ALL
SELECT pg_temp.id('profile', 0), pg_temp.id('gone user', 1), 'Nobody', NULL, NULL;

INSERT INTO public.user_preferences (id, user_id, category, key, value)
SELECT pg_temp.id('preference', n), pg_temp.id('user', 1 + n % :users), pg_temp.pick('{editor,mail}', n), pg_temp.pick('{size,theme,digest}', n), pg_catalog.to_jsonb(n)
  FROM pg_catalog.generate_series(1, :rows / 2) AS n
UNION ALL
SELECT pg_temp.id('preference', 0), pg_temp.id('gone user', 1), 'editor', 'size', '3';

INSERT INTO public.teams (id, name, slug, description, owner_id, created_by, deleted_at, created_at)
SELECT pg_temp.id('team', n), 'Team ' || n, 'team-' || n, 'All of team ' || n, pg_temp.id('user', n), pg_temp.id('user', n),
       CASE WHEN n = 3 THEN TIMESTAMPTZ '2025-06-01 00:00Z' END, '2025-03-01 00:00Z'
  FROM pg_catalog.generate_series(1, 4) AS n;

-- Somebody is in a team twice, and somebody who is gone still is.
INSERT INTO public.team_members (id, team_id, user_id, role, joined_at)
SELECT pg_temp.id('member', n), pg_temp.id('team', 1 + n % 4), pg_temp.id('user', 1 + n % :users), pg_temp.pick('{owner,editor,viewer,guest}', n), pg_temp.at(n) AT TIME ZONE 'UTC'
  FROM pg_catalog.generate_series(1, :users + 4) AS n
UNION ALL
SELECT pg_temp.id('member again', 1), pg_temp.id('team', 2), pg_temp.id('user', 2), 'viewer', '2025-05-01 00:00Z'
UNION ALL
SELECT pg_temp.id('member gone', 1), pg_temp.id('team', 1), pg_temp.id('gone user', 1), 'viewer', '2025-05-01 00:00Z'
UNION ALL
SELECT pg_temp.id('member nowhere', 1), pg_temp.id('gone team', 1), pg_temp.id('user', 1), 'viewer', NULL;

INSERT INTO public.team_invitations (id, team_id, email, user_id, role, token, status, created_at)
SELECT pg_temp.id('invitation', n), pg_temp.id('team', n), 'guest' || n || '@example.com', NULL, 'viewer', 'invite-demo-' || n, 'pending', '2025-05-01 00:00Z'
  FROM pg_catalog.generate_series(1, 3) AS n;

INSERT INTO public.refresh_tokens (id, user_id, token_hash, device_info, ip_address, user_agent, expires_at, revoked, revoked_at)
SELECT pg_temp.id('token', n), CASE WHEN n % 8 = 0 THEN pg_temp.id('gone user', n) ELSE pg_temp.id('user', n) END,
       pg_catalog.encode(pg_catalog.sha256(('refresh-demo-' || n)::bytea), 'hex'), 'laptop', '192.0.2.' || n % 250, 'Mozilla', '2027-01-01 00:00Z', n % 3 = 0,
       CASE WHEN n % 3 = 0 THEN TIMESTAMPTZ '2025-06-01 00:00Z' END
  FROM pg_catalog.generate_series(1, :users) AS n;

INSERT INTO public.email_verification_pins (id, user_id, pin_hash, expires_at)
SELECT pg_temp.id('pin', n), pg_temp.id('user', n), 'demo.hash.pin.' || n, '2025-03-02 00:00Z' FROM pg_catalog.generate_series(1, 3) AS n;

INSERT INTO public.subscription_tiers (id, name, monthly_tokens, price_usd) VALUES
  (pg_temp.id('tier', 1), 'free', 10000, 0),
  (pg_temp.id('tier', 2), 'pro', 1000000, 19.99);

INSERT INTO public.subscriptions (id, user_id, tier_id, status, renews_at)
SELECT pg_temp.id('subscription', n), pg_temp.id('user', n), pg_temp.id('tier', 1 + n % 2), 'active', '2026-01-01 00:00Z'
  FROM pg_catalog.generate_series(1, :users) AS n;

INSERT INTO public.payment_transactions (id, user_id, subscription_id, amount_usd, status, created_at)
SELECT pg_temp.id('payment', n), pg_temp.id('user', n), pg_temp.id('subscription', n), 19.99, pg_temp.pick('{paid,failed}', n), pg_temp.at(n) AT TIME ZONE 'UTC'
  FROM pg_catalog.generate_series(1, :users) AS n WHERE n % 2 = 1;

INSERT INTO public.projects (id, user_id, name)
SELECT pg_temp.id('project', n), pg_temp.id('user', n), 'Project ' || n FROM pg_catalog.generate_series(1, 4) AS n;

INSERT INTO public.tasks (id, project_id, title, done)
SELECT pg_temp.id('task', n), pg_temp.id('project', 1 + n % 4), 'Task ' || n, n % 2 = 0 FROM pg_catalog.generate_series(1, 8) AS n;
