/** A server that test databases are made on. */
export interface TestServer {
  /** Its maintenance database, as a user who may create databases. */
  readonly url: string;
  /** Whether the server stays when the run ends, so that the run must clean up after itself. */
  readonly outlivesRun: boolean;
  /** Lets go of the server. */
  stop(): Promise<void>;
}

/** One way to get a server; chosen by its name in TEST_DATABASE. */
export interface Provider {
  start(env: NodeJS.ProcessEnv): Promise<TestServer>;
}
