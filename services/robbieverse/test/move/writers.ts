import { setTimeout as pause } from "node:timers/promises";
import { connectOnce } from "@deepiri/database";

/** What old services go on doing. Each statement stands by itself; `n` counts the rounds. Rows up to 30 stay as they are. */
const rounds: readonly ((n: number) => string)[] = [
  (n) =>
    `INSERT INTO public.conversations (user_message, robbie_response, mood, attraction_level, context_tags, user_id, session_id) VALUES ('Said in round ${n}', ${n % 2 === 0 ? "NULL" : "'Yes'"}, 'friendly', 7, ARRAY['work'], ${n % 3 === 0 ? "'Allan'" : "'vera'"}, ${n % 4 === 0 ? "NULL" : `'round-${n % 7}'`})`,
  (n) =>
    `UPDATE public.conversations SET robbie_response = 'Answered in round ${n}' WHERE id = (SELECT id FROM public.conversations WHERE id > 30 ORDER BY id DESC OFFSET ${n % 9} LIMIT 1)`,
  (n) =>
    `UPDATE public.conversations SET user_id = 'vera', session_id = 'moved', timestamp = NULL WHERE id = (SELECT id FROM public.conversations WHERE id > 30 ORDER BY id OFFSET ${n % 15} LIMIT 1)`,
  (n) =>
    `DELETE FROM public.conversations WHERE id = (SELECT id FROM public.conversations WHERE id > 30 ORDER BY id DESC OFFSET ${n % 12} LIMIT 1) AND ${n % 5 === 0}`,
  // A change of mood, as the service makes it: three tables in one transaction, with one time.
  (n) =>
    `BEGIN;
     UPDATE public.current_mood SET mood = 'bossy', attraction_level = ${n % 13}, last_updated = CURRENT_TIMESTAMP;
     INSERT INTO public.mood_history (mood, trigger_event, user_id, attraction_level, gandhi_genghis_level) VALUES ('bossy', 'round ${n}', 'allan', ${n % 13}, 5);
     INSERT INTO public.mood_events (user_id, personality_name, previous_mood, new_mood, new_attraction_level, new_gandhi_genghis_level, trigger_event) VALUES ('allan', 'Robbie', 'friendly', 'bossy', ${n % 13}, 5, 'round ${n}');
     COMMIT`,
  (n) =>
    `DELETE FROM public.mood_history WHERE id = (SELECT id FROM public.mood_history ORDER BY id DESC OFFSET ${n % 6} LIMIT 1) AND ${n % 4 === 1}`,
  (n) =>
    `UPDATE public.prompts SET is_active = ${n % 2 === 0}, usage_count = ${n} WHERE id = (SELECT id FROM public.prompts ORDER BY id OFFSET ${n % 25} LIMIT 1)`,
];

/** A program that writes old tables, whatever becomes of the database meanwhile. */
export interface Writers {
  /** Waits until each thing has been done once more. */
  anotherRound(): Promise<void>;
  /** Ends it; says how many statements the server has acknowledged. */
  stop(): Promise<number>;
}

export function startWriters(url: string): Writers {
  let sent = 0;
  let isStopped = false;
  const run = async (): Promise<void> => {
    const client = await connectOnce(url, { applicationName: "old program" });
    try {
      for (let n = 0; !isStopped; n++)
        for (const statement of rounds) {
          await client.query(statement(n));
          sent += 1;
          await pause(20);
        }
    } finally {
      isStopped = true;
      await client.end();
    }
  };
  const running = run();
  // Whoever stops it hears why it has failed.
  running.catch(() => {});
  return {
    anotherRound: async () => {
      const enough = sent + 2 * rounds.length;
      while (!isStopped && sent < enough) await pause(20);
    },
    stop: async () => {
      isStopped = true;
      await running;
      return sent;
    },
  };
}
