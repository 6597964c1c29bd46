import { append, runProjection, transactional } from "@deepiri/event-log";
import { useTestDatabase } from "@deepiri/test-database";
import { expect, test } from "vitest";

const db = useTestDatabase("event-log");

test("payments become balances", async () => {
  const client = transactional(db.pool); // or a service's client
  const balances: Record<string, number> = {}; // or rows of a read model, written through tx
  await append(client, {
    tenant: "acme",
    stream: "account 7",
    expected: "none",
    key: "request 1", // repeated, the request changes nothing
    events: [50, -20].map((amount) => ({ type: "account.paid", data: { amount } })),
  });
  await runProjection(client, {
    name: "bank.balances",
    version: 1,
    apply: async (_tx, events) => {
      for (const { stream, data } of events)
        balances[stream] = (balances[stream] ?? 0) + (data as { amount: number }).amount;
    },
  });
  expect(balances).toEqual({ "account 7": 30 });
});
