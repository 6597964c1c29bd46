import type { Job } from "@deepiri/database";
import { memoryJobs } from "./memory/jobs.js";
import { personalityJobs } from "./personality/jobs.js";

/** What has to be done from time to time. */
export const jobs: readonly Job[] = [...memoryJobs, ...personalityJobs];
