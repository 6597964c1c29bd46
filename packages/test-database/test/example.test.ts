import { useTestDatabase } from "@deepiri/test-database";
import { expect, test } from "vitest";

const database = useTestDatabase("auth");

test("a session belongs to a user", async () => {
  const insert = `INSERT INTO public.sessions (user_id, token, expires_at)
                  VALUES (gen_random_uuid(), 'token', now())`;
  await expect(database.query(insert)).rejects.toMatchObject({
    constraint: "sessions_user_id_fkey",
  });
});
