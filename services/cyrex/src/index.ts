export { type NewEvent, recordEvent } from "./record-event.js";
export { type AgentDefinition, registerAgent } from "./register-agent.js";
export { type NewSession, startSession } from "./start-session.js";
export * from "./words.js";
