import type { Job } from "@deepiri/database";
import { personalityJobs } from "./personality/jobs.js";

/** What has to be done from time to time. */
export const jobs: readonly Job[] = [...personalityJobs];
