-- Values longer than the target's columns, a name that is null, and an address twice but for capitals.

INSERT INTO public.users (id, email, password, name, "createdAt", "updatedAt")
VALUES
  (pg_temp.id('long user', 1), 'long@example.com', '$2b$10$SECRET-MARKER-hash-long-1', repeat('long name ', 30), pg_temp.at(1), pg_temp.at(1)),
  (pg_temp.id('long user', 2), repeat('a', 300) || '@example.com', '$2b$10$SECRET-MARKER-hash-long-2', 'Long address', pg_temp.at(1), pg_temp.at(1)),
  (pg_temp.id('long user', 3), 'nameless@example.com', '$2b$10$SECRET-MARKER-hash-long-3', NULL, pg_temp.at(1), pg_temp.at(1)),
  (pg_temp.id('doubled user', 1), 'User1@Example.com', '$2b$10$SECRET-MARKER-hash-double-1', 'User 1 again', pg_temp.at(500), pg_temp.at(500));
