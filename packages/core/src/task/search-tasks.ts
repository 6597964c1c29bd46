import type { CoreClient } from "../client.js";
import type { TaskStatus } from "../words.js";

/** A task found by its title. */
export interface FoundTask {
  readonly id: string;
  readonly title: string;
  readonly status: TaskStatus;
}

/**
 * Finds tasks of a user by words of the title, best match first. Words are compared by their English
 * stem, `"..."` asks for a phrase and `-word` leaves out; nothing that is typed is an error.
 *
 * @param limit how many at most
 */
export function searchTasks(
  client: Pick<CoreClient, "$queryRaw">,
  userId: string,
  words: string,
  limit = 20,
): Promise<FoundTask[]> {
  return client.$queryRaw<FoundTask[]>`
    SELECT tasks.id, tasks.title, tasks.status
    FROM public.tasks, websearch_to_tsquery('pg_catalog.english', ${words}) AS query
    WHERE tasks.user_id = ${userId}::uuid AND to_tsvector('pg_catalog.english', tasks.title) @@ query
    ORDER BY ts_rank(to_tsvector('pg_catalog.english', tasks.title), query) DESC, tasks.created_at, tasks.id
    LIMIT ${limit}`;
}
