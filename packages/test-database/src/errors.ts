/** Root of the errors of test databases. */
export class TestDatabaseError extends Error {
  override readonly name: string = "TestDatabaseError";
}

/** There is no server to make test databases on. */
export class TestServerMissingError extends TestDatabaseError {
  override readonly name = "TestServerMissingError";
}

/** A test database was used before its hook gave it to the tests, or after it was taken away. */
export class TestDatabaseNotReadyError extends TestDatabaseError {
  override readonly name = "TestDatabaseNotReadyError";

  /** @param call what the test wrote to get it */
  constructor(readonly call: string) {
    super(
      `what ${call} gives is there only while its tests run: use it inside test() or a hook that comes after it`,
    );
  }
}

/** Tests that run at the same time were each to have something of their own. */
export class ConcurrentTestsError extends TestDatabaseError {
  override readonly name = "ConcurrentTestsError";

  /** @param call what the test wrote to get it */
  constructor(readonly call: string) {
    super(`${call} serves one test after the other: it cannot be used with test.concurrent`);
  }
}
