import { defineFactory, type Factories, factoriesOn, type Place } from "@deepiri/test-database";
import type {
  Agent,
  AgentPlaygroundMessage,
  AgentState,
  CyrexInvoice,
  CyrexPricingBenchmark,
  CyrexSession,
  CyrexVendor,
  Event,
  EventProcessing,
  GuardrailRule,
  GuardrailViolation,
  LanggraphState,
  Memory,
  Prisma,
  SynapseMessage,
  TaskExecution,
  Workflow,
} from "../src/generated/client.js";

const agents = defineFactory<Prisma.AgentCreateManyInput, Agent>("cyrex", "cyrex.agents")(
  {},
  () => ({ role: "analyst", name: "Ada" }),
);

const agentStates = defineFactory<Prisma.AgentStateCreateManyInput, AgentState>(
  "cyrex",
  "cyrex.agent_states",
)({}, (unique) => ({ agentId: `agent-${unique}`, status: "idle" }));

const agentPlaygroundMessages = defineFactory<
  Prisma.AgentPlaygroundMessageCreateManyInput,
  AgentPlaygroundMessage
>("cyrex", "cyrex.agent_playground_messages")({}, (unique) => ({
  instanceId: `instance-${unique}`,
  role: "user",
  content: "Hello",
}));

const memories = defineFactory<Prisma.MemoryCreateManyInput, Memory>("cyrex", "cyrex.memories")(
  {},
  () => ({ memoryType: "semantic", content: "The office is in Ghent" }),
);

const cyrexSessions = defineFactory<Prisma.CyrexSessionCreateManyInput, CyrexSession>(
  "cyrex",
  "cyrex.cyrex_sessions",
)({}, () => ({ status: "active" }));

const workflows = defineFactory<Prisma.WorkflowCreateManyInput, Workflow>(
  "cyrex",
  "cyrex.workflows",
)({}, () => ({ name: "Review" }));

const taskExecutions = defineFactory<Prisma.TaskExecutionCreateManyInput, TaskExecution>(
  "cyrex",
  "cyrex.task_executions",
)({}, () => ({ taskName: "Read" }));

const langgraphStates = defineFactory<Prisma.LanggraphStateCreateManyInput, LanggraphState>(
  "cyrex",
  "cyrex.langgraph_states",
)({}, (unique) => ({ workflowId: `workflow-${unique}`, status: "running" }));

const events = defineFactory<Prisma.EventCreateManyInput, Event>("cyrex", "cyrex.events")(
  {},
  () => ({ eventType: "agent.started" }),
);

const eventProcessing = defineFactory<Prisma.EventProcessingCreateManyInput, EventProcessing>(
  "cyrex",
  "cyrex.event_processing",
)({}, () => ({ eventType: "agent.started", source: "runtime", payload: {} }));

const synapseMessages = defineFactory<Prisma.SynapseMessageCreateManyInput, SynapseMessage>(
  "cyrex",
  "cyrex.synapse_messages",
)({}, (unique) => ({
  channel: "reviews",
  sender: `agent-${unique}`,
  priority: "normal",
  payload: {},
}));

const guardrailRules = defineFactory<Prisma.GuardrailRuleCreateManyInput, GuardrailRule>(
  "cyrex",
  "cyrex.guardrail_rules",
)({}, () => ({
  name: "No card numbers",
  pattern: "[0-9]{16}",
  action: "block",
  severity: "critical",
}));

const guardrailViolations = defineFactory<
  Prisma.GuardrailViolationCreateManyInput,
  GuardrailViolation
>("cyrex", "cyrex.guardrail_violations")({}, (unique) => ({ ruleId: `rule-${unique}` }));

const cyrexVendors = defineFactory<Prisma.CyrexVendorCreateManyInput, CyrexVendor>(
  "cyrex",
  "cyrex.cyrex_vendors",
)({}, () => ({ vendorName: "Acme" }));

const cyrexInvoices = defineFactory<Prisma.CyrexInvoiceCreateManyInput, CyrexInvoice>(
  "cyrex",
  "cyrex.cyrex_invoices",
)({}, (unique) => ({
  vendorId: `vendor-${unique}`,
  vendorName: "Acme",
  industry: "retail",
  totalAmount: "100.00",
}));

const cyrexPricingBenchmarks = defineFactory<
  Prisma.CyrexPricingBenchmarkCreateManyInput,
  CyrexPricingBenchmark
>("cyrex", "cyrex.cyrex_pricing_benchmarks")({}, (unique) => ({
  serviceType: `cleaning ${unique}`,
  industry: "retail",
  avgPrice: "50.00",
}));

const cyrexTables = {
  agents,
  agentStates,
  agentPlaygroundMessages,
  memories,
  cyrexSessions,
  workflows,
  taskExecutions,
  langgraphStates,
  events,
  eventProcessing,
  synapseMessages,
  guardrailRules,
  guardrailViolations,
  cyrexVendors,
  cyrexInvoices,
  cyrexPricingBenchmarks,
};

/** Factories of cyrex's tables. */
export function cyrexFactories(place: Place): Factories<typeof cyrexTables> {
  return factoriesOn(cyrexTables, place);
}
