import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from "vitest";
import {
  assertUsableServer,
  ConnectionError,
  ConnectTimeout,
  connectOnce,
  DatabaseMissing,
  HostNotFound,
  LoginRefused,
  ServerReadOnly,
  ServerTooOld,
  ServerUnreachable,
  TlsFailure,
  TooManyConnections,
} from "../../src/index.js";
import { useShopDatabase } from "../fixture/shop-database.js";

const shop = useShopDatabase();
const server = new URL(inject("testServerUrl"));
const address = `${server.hostname}:${server.port}`;

function urlWith(change: (url: URL) => void): string {
  const url = new URL(shop.url);
  change(url);
  return url.href;
}

async function failure(url: string): Promise<ConnectionError> {
  const error = await connectOnce(url, { connectTimeoutMs: 300 }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ConnectionError);
  return error as ConnectionError;
}

test("a usable server is connected to, under a name that the server shows", async () => {
  const client = await connectOnce(shop.url, { applicationName: `${shop.name}_once` });
  onTestFinished(() => client.end());
  expect(await shop.connections(`${shop.name}_once`)).toBe(1);
});

test("a port where nothing listens is named", async () => {
  const error = await failure("postgresql://me:hush@127.0.0.1:1/gone");
  expect(error).toBeInstanceOf(ServerUnreachable);
  expect(error.message).toBe(
    'No PostgreSQL answers at 127.0.0.1:1 (database "gone", ECONNREFUSED). Start it, or check host and port in DATABASE_URL, or unset it and run `pnpm db:up` for a local server.',
  );
});

test("an unknown host is named", async () => {
  const error = await failure("postgresql://me@no-such-host.invalid/db");
  expect(error).toBeInstanceOf(HostNotFound);
  expect(error.message).toMatch(/^Host "no-such-host.invalid" is not known \(database "db"/);
});

describe("a server that says nothing", () => {
  let silent: Server;
  beforeAll(async () => {
    silent = createServer(() => {}).listen(0, "127.0.0.1");
    await once(silent, "listening");
  });
  afterAll(() => void silent.close());

  test("is given up in time", async () => {
    const { port } = silent.address() as AddressInfo;
    const error = await failure(`postgresql://me@127.0.0.1:${port}/db`);
    expect(error).toBeInstanceOf(ConnectTimeout);
    expect(error.message).toContain(`127.0.0.1:${port} did not answer in time (database "db").`);
  });
});

test("a missing database is named, with the SQL that makes it", async () => {
  const error = await failure(urlWith((url) => (url.pathname = "/no%20such")));
  expect(error).toBeInstanceOf(DatabaseMissing);
  expect(error.message).toBe(
    `There is no database "no such" on ${address}. Create it with CREATE DATABASE "no such", or correct DATABASE_URL.`,
  );
  expect(error.sqlstate).toBe("3D000");
});

describe("a user", () => {
  const user = `${shop.name}_user`;
  const asUser = () =>
    urlWith((url) => {
      url.username = user;
      url.password = "";
    });
  afterAll(() => shop.query(`DROP ROLE IF EXISTS ${user}`));

  test("that may not log in is named", async () => {
    await shop.query(`CREATE ROLE ${user} NOLOGIN`);
    const error = await failure(asUser());
    expect(error).toBeInstanceOf(LoginRefused);
    expect(error.message).toContain(
      `User "${user}" may not log in to database "${shop.name}" on ${address}`,
    );
  });

  test("without a free connection is told to close some", async () => {
    await shop.query(`ALTER ROLE ${user} LOGIN CONNECTION LIMIT 0`);
    expect(await failure(asUser())).toBeInstanceOf(TooManyConnections);
  });

  test("for whom the database is read-only is told so", async () => {
    await shop.query(`ALTER ROLE ${user} CONNECTION LIMIT -1`);
    await shop.query(`ALTER ROLE ${user} SET default_transaction_read_only = on`);
    const error = await failure(asUser());
    expect(error).toBeInstanceOf(ServerReadOnly);
    expect(error.message).toContain(`Database "${shop.name}" on ${address} is read-only`);
  });
});

test("a server without TLS is named when the URL wants it", async () => {
  const error = await failure(urlWith((url) => url.searchParams.set("sslmode", "verify-full")));
  expect(error).toBeInstanceOf(TlsFailure);
  expect(error.message).toContain("Set sslmode in DATABASE_URL");
});

// No such server is at hand: what the server would answer is written here.
describe("by what a server says of itself", () => {
  const usable = { version: 150000, version_text: "15.0", standby: false, read_only: false };
  const saying = (answer: object) => ({
    query: async () => ({ rows: [{ ...usable, ...answer }] }),
  });
  const url = "postgresql://me:hush@db.example:6000/main";

  test("version 15 is new enough", async () => {
    await expect(assertUsableServer(saying({}), url)).resolves.toBeUndefined();
  });

  test.each([
    [
      "an older one is refused",
      { version: 140012, version_text: "14.12" },
      ServerTooOld,
      "The server at db.example:6000 is PostgreSQL 14.12; 15 or later is needed.",
    ],
    [
      "a standby is refused",
      { standby: true },
      ServerReadOnly,
      'The server at db.example:6000 is a standby and takes no writes (database "main").',
    ],
  ])("%s", async (_, answer, kind, message) => {
    const asserted = assertUsableServer(saying(answer), url);
    await expect(asserted).rejects.toBeInstanceOf(kind);
    await expect(asserted).rejects.toThrow(message);
  });
});
