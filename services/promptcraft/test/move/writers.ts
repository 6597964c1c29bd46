import { connectOnce } from "@deepiri/database";

/** What old programs go on doing. Each statement stands by itself; `n` counts the rounds. */
const rounds: readonly ((n: number) => string)[] = [
  (n) =>
    `INSERT INTO public.templates (id, user_id, name, content) SELECT md5('written ' || ${n})::uuid, id, 'Written ${n}', 'new' FROM public.users WHERE email IS NOT NULL ORDER BY id LIMIT 1`,
  (n) =>
    `UPDATE public.templates SET content = 'edited in round ${n}', updated_at = timezone('utc', now()) WHERE id = (SELECT id FROM public.templates ORDER BY id OFFSET ${n % 30} LIMIT 1)`,
  (n) =>
    `INSERT INTO public.template_versions (template_id, version_number, name, content) SELECT t.id, 100 + ${n}, 'Saved', t.content FROM public.templates AS t ORDER BY t.id OFFSET ${n % 30} LIMIT 1 ON CONFLICT DO NOTHING`,
  (n) =>
    `DELETE FROM public.templates WHERE id = (SELECT id FROM public.templates ORDER BY id DESC OFFSET ${n % 20} LIMIT 1) AND ${n % 5 === 0}`,
  (n) =>
    `UPDATE public.context_layers SET deleted_at = now() WHERE id = (SELECT id FROM public.context_layers ORDER BY id OFFSET ${n % 25} LIMIT 1)`,
  (n) =>
    `DELETE FROM public.context_layers WHERE id = (SELECT id FROM public.context_layers ORDER BY id DESC OFFSET ${n % 15} LIMIT 1) AND ${n % 4 === 1}`,
  () =>
    "INSERT INTO public.token_usage (user_id, operation_type, input_tokens, output_tokens, cost_usd) SELECT id, 'completion', 10, 20, 0.003 FROM public.users ORDER BY id LIMIT 1",
  () =>
    "INSERT INTO public.audit_logs (user_id, action, status) SELECT id, 'login', 'success' FROM public.users ORDER BY id LIMIT 1",
  (n) =>
    `UPDATE public.users SET last_login_at = now(), failed_login_attempts = ${n} WHERE id = (SELECT id FROM public.users ORDER BY id OFFSET ${n % 8} LIMIT 1)`,
  (n) =>
    `DELETE FROM public.context_relationships WHERE id = (SELECT id FROM public.context_relationships WHERE source_id::text NOT LIKE '00000000-%' ORDER BY id OFFSET ${n % 10} LIMIT 1)`,
  (n) =>
    `INSERT INTO public.user_favorites (user_id, template_id) SELECT u.id, t.id FROM (SELECT id FROM public.users ORDER BY id LIMIT 1) AS u, (SELECT id FROM public.templates ORDER BY id OFFSET ${1 + (n % 20)} LIMIT 1) AS t`,
  (n) =>
    `DELETE FROM public.user_favorites WHERE id = (SELECT id FROM public.user_favorites ORDER BY id OFFSET ${n % 30} LIMIT 1) AND template_id <> '00000000-0000-4000-8000-000000000001'`,
  (n) =>
    `UPDATE public.team_members SET role = 'editor' WHERE id = (SELECT id FROM public.team_members ORDER BY id OFFSET ${n % 10} LIMIT 1)`,
];

/** A program that writes old tables until it is refused, and what it was told then. */
export function startWriters(url: string): {
  readonly refused: Promise<{ readonly sent: number; readonly reason: string }>;
} {
  const run = async (): Promise<{ sent: number; reason: string }> => {
    const client = await connectOnce(url, { applicationName: "old program" });
    let sent = 0;
    try {
      for (let n = 0; ; n++)
        for (const statement of rounds) {
          await client.query(statement(n));
          sent += 1;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
    } catch (error) {
      return { sent, reason: (error as Error).message };
    } finally {
      await client.end();
    }
  };
  return { refused: run() };
}
