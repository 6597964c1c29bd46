import { defineFactory, type Factories, factoriesOn, type Place } from "@deepiri/test-database";
import type {
  Agent,
  AuditLog,
  AuthenticationLog,
  Board,
  Configuration,
  Conversation,
  Message,
  Prisma,
  Task,
  Tool,
  User,
  UserPreferences,
  UserSession,
  Workflow,
} from "../src/generated/client.js";

const users = defineFactory<Prisma.UserCreateManyInput, User>("dpro", "iam.users")(
  {},
  (unique) => ({
    email: `${unique}@example.org`,
    username: `user ${unique}`,
    fullName: "Ada",
    passwordHash: "a hash",
  }),
);

const userPreferences = defineFactory<Prisma.UserPreferencesCreateManyInput, UserPreferences>(
  "dpro",
  "iam.user_preferences",
)({ user: users }, () => ({}));

const userSessions = defineFactory<Prisma.UserSessionCreateManyInput, UserSession>(
  "dpro",
  "iam.user_sessions",
)({ user: users }, (unique) => ({
  sessionToken: unique,
  expiresAt: new Date("2100-01-01T00:00:00Z"),
}));

const authenticationLogs = defineFactory<
  Prisma.AuthenticationLogCreateManyInput,
  AuthenticationLog
>("dpro", "iam.authentication_logs")({ user: null }, () => ({ action: "login" }));

const auditLogs = defineFactory<Prisma.AuditLogCreateManyInput, AuditLog>(
  "dpro",
  "system.audit_logs",
)({ user: null }, () => ({ action: "board_shared" }));

const agents = defineFactory<Prisma.AgentCreateManyInput, Agent>("dpro", "ai_agents.agents")(
  { user: users, parentAgent: null },
  () => ({ name: "Scribe" }),
);

const conversations = defineFactory<Prisma.ConversationCreateManyInput, Conversation>(
  "dpro",
  "communication.conversations",
)({ user: users, agent: null }, () => ({}));

const messages = defineFactory<Prisma.MessageCreateManyInput, Message>(
  "dpro",
  "communication.messages",
)({ conversation: conversations, user: null, agent: null }, () => ({
  senderType: "user",
  content: "Hello",
}));

const boards = defineFactory<Prisma.BoardCreateManyInput, Board>("dpro", "workflow.boards")(
  { user: users },
  () => ({ name: "Plans" }),
);

const workflows = defineFactory<Prisma.WorkflowCreateManyInput, Workflow>(
  "dpro",
  "workflow.workflows",
)({ board: boards, user: users }, () => ({ name: "Review" }));

const tasks = defineFactory<Prisma.TaskCreateManyInput, Task>("dpro", "tasks.tasks")(
  { user: users },
  () => ({ title: "Write it down" }),
);

const configurations = defineFactory<Prisma.ConfigurationCreateManyInput, Configuration>(
  "dpro",
  "system.configurations",
)({}, (unique) => ({ key: `key ${unique}`, value: "1" }));

const tools = defineFactory<Prisma.ToolCreateManyInput, Tool>("dpro", "marketplace.tools")(
  {},
  (unique) => ({ name: `Tool ${unique}` }),
);

const dproTables = {
  users,
  userPreferences,
  userSessions,
  authenticationLogs,
  auditLogs,
  agents,
  conversations,
  messages,
  boards,
  workflows,
  tasks,
  configurations,
  tools,
};

/** Factories of dpro's tables. */
export function dproFactories(place: Place): Factories<typeof dproTables> {
  return factoriesOn(dproTables, place);
}
