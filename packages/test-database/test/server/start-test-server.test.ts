import { expect, test } from "vitest";
import { TestServerMissingError } from "../../src/errors.js";
import { startTestServer } from "../../src/server/start-test-server.js";

test("a server by address is taken as it is and left alone", async () => {
  const url = "postgresql://someone@db.example:5432/postgres";
  const server = await startTestServer({ TEST_DATABASE: "url", TEST_DATABASE_URL: url });
  expect(server).toMatchObject({ url, outlivesRun: true });
  await server.stop();
});

test.each([
  [{ TEST_DATABASE: "url" }, /TEST_DATABASE_URL/],
  [
    { TEST_DATABASE: "oracle" },
    /TEST_DATABASE=oracle is unknown; it is one of: embedded, testcontainers, url/,
  ],
])("%j says what is missing", async (env, message) => {
  const start = startTestServer(env);
  await expect(start).rejects.toThrow(TestServerMissingError);
  await expect(start).rejects.toThrow(message);
});

test("an image that cannot be had, or no engine, is said with what to set", async () => {
  const image = "localhost:1/no-such-image:1";
  const start = startTestServer({ TEST_DATABASE: "testcontainers", TEST_DATABASE_IMAGE: image });
  await expect(start).rejects.toThrow(TestServerMissingError);
  await expect(start).rejects.toThrow(`TEST_DATABASE=testcontainers could not start ${image}: `);
  await expect(start).rejects.toThrow("TEST_DATABASE_IMAGE names another image");
});
