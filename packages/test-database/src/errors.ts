/** Root of the errors of test databases. */
export class TestDatabaseError extends Error {
  override readonly name: string = "TestDatabaseError";
}

/** There is no server to make test databases on. */
export class TestServerMissingError extends TestDatabaseError {
  override readonly name = "TestServerMissingError";
}

/** A test database was used before its `beforeAll` ran, or after its `afterAll`. */
export class TestDatabaseNotReadyError extends TestDatabaseError {
  override readonly name = "TestDatabaseNotReadyError";

  constructor(readonly key: string) {
    super(
      `the test database of "${key}" is there only while tests and hooks run: use it inside test(), beforeAll() or afterAll(), after useTestDatabase("${key}")`,
    );
  }
}
