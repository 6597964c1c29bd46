import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  ConnectionError,
  ConnectTimeout,
  explainConnectionFailure,
  LoginRefused,
  ServerNotReady,
  ServerUnreachable,
  TlsFailure,
} from "../../src/index.js";

const url = "postgresql://me:s%23cret%2Fx@db.example:6000/main";
const coded = (code: string, message = "x") => Object.assign(new Error(message), { code });

test.each([
  ["a wrong password", coded("28P01"), LoginRefused, 'User "me" may not log in'],
  [
    "no password at all",
    new Error("SASL: client password must be a string"),
    LoginRefused,
    "wants a password",
  ],
  ["a server that starts", coded("57P03"), ServerNotReady, "starting up"],
  ["a time-out", coded("ETIMEDOUT"), ConnectTimeout, "db.example:6000 did not answer"],
  ["pg's own time-out", new Error("timeout expired"), ConnectTimeout, "did not answer"],
  [
    "a broken connection",
    new Error("Connection terminated unexpectedly"),
    ServerUnreachable,
    "No PostgreSQL answers",
  ],
  ["a foreign certificate", coded("SELF_SIGNED_CERT_IN_CHAIN"), TlsFailure, "sslrootcert"],
  [
    "several addresses that all refuse",
    new AggregateError([coded("ECONNREFUSED"), coded("ECONNREFUSED")]),
    ServerUnreachable,
    "ECONNREFUSED",
  ],
  ["anything else", coded("XX000"), ConnectionError, 'Cannot connect to database "main"'],
])("%s is explained in one line", (_, error, kind, says) => {
  const explained = explainConnectionFailure(error, url);
  expect(explained).toBeInstanceOf(kind);
  expect(explained.message).toContain(says);
  expect(explained.message).not.toContain("\n");
  expect(explained.target).toEqual({
    host: "db.example",
    port: 6000,
    database: "main",
    user: "me",
  });
});

test("what is explained already comes back as it is", () => {
  const first = explainConnectionFailure(coded("ECONNREFUSED"), url);
  expect(explainConnectionFailure(first, url)).toBe(first);
});

describe("no printed error shows the password,", () => {
  const spellings = ["s#cret/x", "s%23cret%2Fx"];
  test.each([
    ["decoded", new Error("cannot use s#cret/x")],
    ["as written", coded("28P01", `cannot reach ${url}`)],
    ["in a field", Object.assign(new Error("x"), { input: url })],
    ["in a nested cause", new Error("x", { cause: new Error(url) })],
  ])("%s", (_, error) => {
    const printed = inspect(explainConnectionFailure(error, url), { depth: 20, showHidden: true });
    for (const spelling of spellings) expect(printed).not.toContain(spelling);
  });
});

test("a harmless cause is kept", () => {
  const cause = coded("ECONNREFUSED");
  expect(explainConnectionFailure(cause, url).cause).toBe(cause);
});
