import type { PrismaClient } from "./generated/client.js";

export type IntelligenceClient = PrismaClient;
