import { defineFactory } from "@deepiri/test-database";
import type {
  AiMemory,
  Conversation,
  ConversationAnalytics,
  ConversationContext,
  Message,
  MessageEmbedding,
  Prisma,
} from "../../src/generated/client.js";

const key = "robbieverse";

const conversations = defineFactory<Prisma.ConversationCreateManyInput, Conversation>(
  key,
  "conversation.conversations",
)({ organization: null, user: null }, () => ({ title: "Lunch" }));

const messages = defineFactory<Prisma.MessageCreateManyInput, Message>(
  key,
  "conversation.messages",
)({ organization: null, conversation: null }, () => ({ role: "user", content: "Soup, please." }));

const messageEmbeddings = defineFactory<Prisma.MessageEmbeddingCreateManyInput, MessageEmbedding>(
  key,
  "conversation.message_embeddings",
)({ organization: null, message: null }, () => ({
  model: "tiny",
  dimensions: 2,
  embedding: [0.6, 0.8],
}));

const conversationContext = defineFactory<
  Prisma.ConversationContextCreateManyInput,
  ConversationContext
>(key, "conversation.conversation_context")(
  { organization: null, conversation: null },
  (unique) => ({ contextKey: unique, contextValue: { dish: "soup" } }),
);

const conversationAnalytics = defineFactory<
  Prisma.ConversationAnalyticsCreateManyInput,
  ConversationAnalytics
>(key, "conversation.conversation_analytics")({ organization: null, conversation: null }, () => ({
  satisfaction: "4.5",
}));

const memories = defineFactory<Prisma.AiMemoryCreateManyInput, AiMemory>(
  key,
  "conversation.ai_memories",
)({ organization: null, user: null }, (unique) => ({
  category: "preference",
  subject: unique,
  content: "Likes soup.",
}));

/** Factories of the schema conversation. */
export const conversationTables = {
  conversations,
  messages,
  messageEmbeddings,
  conversationContext,
  conversationAnalytics,
  memories,
};

/** What their rows refer to within an organization. */
export const conversationReferences = {
  conversations: { userId: "memberships.userId" },
  messages: { conversationId: "conversations" },
  messageEmbeddings: { messageId: "messages" },
  conversationContext: { conversationId: "conversations" },
  conversationAnalytics: { conversationId: "conversations" },
  memories: { userId: "memberships.userId" },
} as const;
