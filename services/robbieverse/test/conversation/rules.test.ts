import {
  acceptedWords,
  type Breach,
  testRequiredColumns,
  testRules,
  useTestDatabase,
} from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import * as words from "../../src/words/index.js";
import { asOwner } from "../as-owner.js";
import { factories } from "../factories.js";

const db = asOwner(useTestDatabase("robbieverse"));
const made = factories(db);
const ours = Object.fromEntries(
  Object.entries(made).filter(([, { table }]) => table.startsWith("conversation.")),
);

const checks: readonly Breach[] = [
  breach("conversations", "title", "' '"),
  breach("conversations", "type", "'poem'"),
  breach("conversations", "status", "'open'"),
  breach("conversations", "message_count", "-1"),
  breach("conversations", "metadata", "'[]'"),
  breach("conversations", "imported", "'[]'"),
  breach("conversations", "tags", "ARRAY[NULL]"),
  breach("conversations", "importance_score", "0"),
  breach("conversations", "importance_score", "11"),
  breach("messages", "position", "0"),
  breach("messages", "role", "'Robbie'"),
  breach("messages", "metadata", "'null'"),
  breach("messages", "imported", "'null'"),
  breach("messages", "token_count", "-1"),
  breach("messages", "confidence_score", "1.01"),
  breach("messages", "confidence_score", "-0.01"),
  breach("messages", "confidence_score", "'NaN'"),
  breach("messages", "parent_message_id", "id"),
  breach("messages", "reaction_emojis", "'[]'"),
  breach("messages", "flag_reason", "'rude'"),
  breach("message_embeddings", "model", "' '"),
  breach("message_embeddings", "dimensions", "3"),
  breach("message_embeddings", "dimensions", "", "dimensions = 0, embedding = '{}'"),
  breach("message_embeddings", "dimensions", "", "embedding = '{{1, 0}}'"),
  breach("message_embeddings", "embedding", "'{1, NULL}'"),
  breach("message_embeddings", "embedding", "'{1, NaN}'"),
  breach("message_embeddings", "embedding", "'{1, Infinity}'"),
  breach("conversation_context", "context_key", "''"),
  breach("conversation_analytics", "satisfaction", "5.01"),
  breach("conversation_analytics", "satisfaction", "-0.01"),
  breach("conversation_analytics", "user_message_count", "-1"),
  breach("conversation_analytics", "assistant_message_count", "-1"),
  breach("conversation_analytics", "token_count", "-1"),
  breach("conversation_analytics", "cost_usd", "-0.000001"),
  breach("conversation_analytics", "cost_usd", "'NaN'"),
  breach("conversation_analytics", "topics", "ARRAY[NULL]"),
  breach("ai_memories", "category", "'dream'"),
  breach("ai_memories", "subject", "' '"),
  breach("ai_memories", "confidence_level", "1.01"),
  breach("ai_memories", "confidence_level", "-0.01"),
  breach("ai_memories", "importance_level", "0"),
  breach("ai_memories", "importance_level", "11"),
  breach("ai_memories", "evidence_count", "0"),
  breach("ai_memories", "evidence_examples", "ARRAY[NULL]"),
  breach("ai_memories", "source_type", "'gossip'"),
  breach("ai_memories", "source_references", "ARRAY[NULL]::uuid[]"),
  breach("ai_memories", "emotional_weight", "0"),
  breach("ai_memories", "emotional_weight", "11"),
  breach("ai_memories", "associated_people", "ARRAY[NULL]"),
  breach("ai_memories", "contextual_tags", "ARRAY[NULL]"),
  breach("ai_memories", "access_count", "0"),
  breach("ai_memories", "decay_rate", "0"),
  breach("ai_memories", "decay_rate", "1.01"),
  breach("ai_memories", "decay_rate", "'NaN'"),
];

const uniques: readonly Breach[] = [
  [
    "messages_organization_id_conversation_id_position_key",
    `INSERT INTO conversation.messages (organization_id, conversation_id, position, role, content)
     SELECT organization_id, conversation_id, position, role, content FROM conversation.messages`,
  ],
  // What a parent is found by, and what the primary key would refuse first.
  [
    "messages_organization_id_conversation_id_id_key",
    `DO $$ BEGIN
       ALTER TABLE conversation.messages DROP CONSTRAINT messages_pkey CASCADE;
       INSERT INTO conversation.messages (organization_id, conversation_id, id, role, content)
         SELECT organization_id, conversation_id, id, role, content FROM conversation.messages;
     END $$`,
  ],
  [
    "ai_memories_organization_id_user_id_category_subject_lower_key",
    `INSERT INTO conversation.ai_memories (organization_id, user_id, category, subject, content)
     SELECT organization_id, user_id, category, upper(subject), content FROM conversation.ai_memories`,
  ],
];

const required: readonly (readonly [table: string, columns: string])[] = [
  [
    "conversation.conversations",
    "organization_id id user_id type status created_at updated_at message_count metadata imported tags importance_score",
  ],
  [
    "conversation.messages",
    `organization_id id conversation_id position role content legacy_id imported created_at metadata token_count confidence_score
     reaction_emojis is_pinned is_flagged`,
  ],
  [
    "conversation.message_embeddings",
    "organization_id message_id model dimensions embedding created_at",
  ],
  [
    "conversation.conversation_context",
    "organization_id conversation_id context_key context_value created_at",
  ],
  [
    "conversation.conversation_analytics",
    `organization_id conversation_id user_message_count assistant_message_count token_count cost_usd topics
     measured_at`,
  ],
  [
    "conversation.ai_memories",
    `organization_id id user_id category subject content confidence_level importance_level evidence_count
     evidence_examples source_references emotional_weight associated_people contextual_tags created_at last_accessed
     last_confirmed access_count decay_rate is_core_memory`,
  ],
];

testRules(db, ours, { checks, uniques });
testRequiredColumns(
  db,
  ours,
  required.map(([table, columns]) => [table, columns.split(/\s+/).join(" ")]),
);

describe("the rules of conversations and memories", () => {
  it.each([
    ["conversations_type_check", words.conversationTypes],
    ["conversations_status_check", words.conversationStatuses],
    ["messages_role_check", words.messageRoles],
    ["ai_memories_category_check", words.memoryCategories],
    ["ai_memories_source_type_check", words.memorySources],
  ])("an exported list holds just what %s accepts", async (constraint, list) => {
    expect(await acceptedWords(db, constraint)).toEqual(list);
  });

  it("allow both ends of each range, and several models a message", async () => {
    const message = await made.messages.create({ confidenceScore: 0 });
    await made.messages.create({ confidenceScore: 1 });
    const dimensions = [2, 384, 1536];
    for (const [model, length] of dimensions.entries()) {
      const embedding = Array.from({ length }, () => 0.1);
      const given = { message, model: `model ${model}`, dimensions: length, embedding };
      await made.messageEmbeddings.create({
        ...given,
        organizationId: message.organizationId,
        message,
      });
    }
    for (const satisfaction of [0, 5]) await made.conversationAnalytics.create({ satisfaction });
    const least = { confidenceLevel: 0, importanceLevel: 1, emotionalWeight: 1, decayRate: 1e-9 };
    const most = { confidenceLevel: 1, importanceLevel: 10, emotionalWeight: 10, decayRate: 1 };
    for (const given of [least, most]) await made.memories.create(given);
  });

  it("allow two users, and two categories, a memory of the same subject", async () => {
    const { subject } = await made.memories.create();
    const { userId } = await made.memories.create({ subject });
    await made.memories.create({ subject, userId, category: "fact" });
  });
});

function breach(table: string, rule: string, value: string, set = `${rule} = ${value}`): Breach {
  return [`${table}_${rule}_check`, `UPDATE conversation.${table} SET ${set}`];
}
