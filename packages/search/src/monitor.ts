import type { Metric, RawClient } from "@deepiri/database";

export const metrics: readonly Metric[] = [
  {
    name: "search_embeddings",
    help: "Texts that are to be embedded, by collection, model and status.",
    type: "gauge",
    read: async (client) =>
      (await countEmbeddings(client)).map(({ amount: value, ...labels }) => ({ value, labels })),
  },
  {
    name: "search_embedding_wait_seconds",
    help: "How long the first pending text has been due; it rises where no worker embeds.",
    type: "gauge",
    unit: "seconds",
    read: async (client) =>
      (await longestWaits(client)).map(({ wait: value, ...labels }) => ({ value, labels })),
  },
];

async function countEmbeddings(
  client: RawClient,
): Promise<{ collection: string; model: string; status: string; amount: number }[]> {
  return await client.$queryRawUnsafe(
    `SELECT collection, model, status, count(*)::integer AS amount FROM search.embeddings
     GROUP BY collection, model, status ORDER BY collection, model, status`,
  );
}

async function longestWaits(
  client: RawClient,
): Promise<{ collection: string; model: string; wait: number }[]> {
  return await client.$queryRawUnsafe(
    `SELECT m.collection, m.model, GREATEST(
       extract(epoch FROM clock_timestamp() - min(e.available_at)), 0)::double precision AS wait
     FROM search.collection_models AS m
     LEFT JOIN search.embeddings AS e ON e.collection = m.collection AND e.model = m.model AND e.status = 'pending'
     GROUP BY m.collection, m.model ORDER BY m.collection, m.model`,
  );
}
