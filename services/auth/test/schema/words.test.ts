import { acceptedWords, useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { connectionStatuses, connectionTypes } from "../../src/words.js";

const db = useTestDatabase("auth");

const lists: readonly (readonly [constraint: string, words: readonly string[]])[] = [
  ["social_connections_connection_type_check", connectionTypes],
  ["social_connections_status_check", connectionStatuses],
];

describe("an exported word list", () => {
  it.each(lists)("holds just what %s accepts", async (constraint, words) => {
    expect(await acceptedWords(db, constraint)).toEqual(words);
  });
});
