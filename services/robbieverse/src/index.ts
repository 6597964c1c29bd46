export * from "./business/index.js";
export {
  createRobbieverseClient,
  type RobbieverseClient,
  type RobbieverseTransaction,
} from "./client.js";
export { addMessages, type NewMessage } from "./conversation/add-messages.js";
export {
  deleteMessage,
  editMessage,
  moveMessage,
  removeMessage,
  restoreMessage,
} from "./conversation/change-message.js";
export { readContext, setContext } from "./conversation/conversation-context.js";
export { type Rating, rateConversation } from "./conversation/rate-conversation.js";
export { type MessagePage, type Reading, readMessages } from "./conversation/read-messages.js";
export { findMiscounts, type Miscount, recountConversations } from "./conversation/recount.js";
export { type NewConversation, startConversation } from "./conversation/start-conversation.js";
export { addUser, type NewUser } from "./core/add-user.js";
export { createApiKey, findApiKey, type NewApiKey, revokeApiKey } from "./core/api-keys.js";
export { findLogin, type Login } from "./core/find-login.js";
export { type Deed, recordAudit } from "./core/record-audit.js";
export {
  type Acting,
  endSessions,
  findSession,
  type NewSession,
  openSession,
} from "./core/sessions.js";
export { setTaskStatus } from "./core/set-task-status.js";
export * from "./errors.js";
export type {
  AiMemory,
  Commitment,
  Conversation,
  ConversationAnalytics,
  ConversationContext,
  Message,
  MessageEmbedding,
  Mood,
  MoodEvent,
  Notification,
  Organization,
  OrganizationMembership,
  Personality,
  PersonalityInstance,
  Prompt,
  Town,
  User,
} from "./generated/client.js";
export * from "./integration/index.js";
export { embedMemories, type Purged, purgeExpired } from "./memory/keep-memories.js";
export { type Embedding, type Recalled, type Recalling, recall } from "./memory/recall.js";
export { forget, type NewMemory, remember } from "./memory/remember.js";
export { type ChangedMood, changeMood, type MoodChange } from "./personality/change-mood.js";
export {
  type ChangedState,
  changeState,
  type NetworkState,
  type StateChangeReason,
} from "./personality/change-state.js";
export {
  type DueCommitment,
  endCommitment,
  readCommitmentsDue,
} from "./personality/commitments.js";
export { type Expired, expire } from "./personality/expire.js";
export { findPersonality } from "./personality/find-personality.js";
export { moodFromContext, type TalkContext } from "./personality/mood-from-context.js";
export {
  acknowledgeNotification,
  type OpenNotification,
  readOpenNotifications,
} from "./personality/notifications.js";
export { addPrompt, type NewPrompt, publishPrompt } from "./personality/publish-prompt.js";
export { type ActivePrompt, readActivePrompt } from "./personality/read-active-prompt.js";
export { type CurrentMood, readMood } from "./personality/read-mood.js";
export { type PersonalityOverview, readOverview } from "./personality/read-overview.js";
export { type Reminder, takeReminders } from "./personality/reminders.js";
export * from "./words/index.js";
