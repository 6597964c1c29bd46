-- The rows that the init script itself inserts. The abilities are wrong as they are there: a list of three columns got two
-- names, so ability holds the role and resource the verb, and every role has all ten pairs.

INSERT INTO public.roles (id, name, description, is_system, created_at, updated_at)
SELECT pg_temp.id('role', number), name, 'The role ' || name, true, pg_temp.at(0), pg_temp.at(0)
FROM unnest(ARRAY['admin', 'user', 'moderator', 'developer']) WITH ORDINALITY AS role (name, number);

INSERT INTO public.role_abilities (id, role_id, ability, resource, created_at)
SELECT pg_temp.id('ability', roles.number * 100 + pairs.number), pg_temp.id('role', roles.number), pairs.ability, pairs.resource, pg_temp.at(0)
FROM generate_series(1, 4) AS roles (number)
CROSS JOIN (
  VALUES
    (1, 'admin', 'create'), (2, 'admin', 'read'), (3, 'admin', 'update'), (4, 'admin', 'delete'), (5, 'admin', 'manage'),
    (6, 'user', 'create'), (7, 'user', 'read'), (8, 'user', 'update'),
    (9, 'moderator', 'read'), (10, 'moderator', 'update')
) AS pairs (number, ability, resource);
